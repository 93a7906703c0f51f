"""The recovery sheet carries the code that opens the register, and nothing half-written stays behind."""

from pathlib import Path

import pypdfium2
import pytest

from hfp_desk.papers import recovery
from hfp_desk.papers.recovery import RecoverySheet
from hfp_desk.problems import Refusal

SHEET = RecoverySheet("樟树市卫生健康委员会", "樟树", "RXED-FAFH-CG92-QWWK-X11T-HEXQ", "李敏")


def words_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def test_the_sheet_says_whose_it_is_and_every_group_of_the_code(tmp_path: Path) -> None:
    told = words_of(recovery.save(SHEET, tmp_path / "恢复单.pdf"))
    for word in ("樟树市卫生健康委员会", "李敏", *SHEET.code.split("-")):
        assert word in told


def test_where_nothing_can_be_written_nothing_is(tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("x")
    with pytest.raises(Refusal):
        recovery.save(SHEET, blocked / "恢复单.pdf")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("恢复单")] == []
