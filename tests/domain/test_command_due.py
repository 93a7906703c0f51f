"""Whose visit is due, on the command line: JSON, lines to read, workbook, paper, refusals."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from hfp_desk import command
from hfp_desk.command import DONE, REFUSED
from hfp_desk.store.opening import Register
from tests.domain.conftest import PASSWORD, new_register
from tests.domain.managed import case, visit


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Register]:
    """A register with two people under management; closed, as the command opens it itself."""
    monkeypatch.setenv("HFP_DESK_PASSWORD", PASSWORD)
    register = new_register(tmp_path / "樟树.hfp")
    visit(register, case(register, "甲"), date(2020, 3, 1))
    visit(register, case(register, "乙", "2", of={"town": "观上镇"}), date(2020, 3, 1))
    register.close()
    yield register
    register.db.close()


def said(book: Register, capsys: pytest.CaptureFixture[str], *words: str, status: int = DONE) -> str:
    assert command.run(["due", str(book.path), "--on", "2020-06-15", *words]) == status
    told = capsys.readouterr()
    return told.out if status == DONE else told.err


def test_json_tells_figures_gaps_and_lines(book: Register, capsys: pytest.CaptureFixture[str]) -> None:
    answer = json.loads(said(book, capsys, "--json"))
    assert (answer["day"], answer["open"]) == ("2020-06-15", 2)
    assert answer["figures"]["overdue"]["count"] == 2
    assert {line["name"]: line["due_on"] for line in answer["lines"]} == {"甲": "2020-06-01", "乙": "2020-06-01"}
    assert answer["gaps"]["no_team"]["count"] == 2


def test_it_can_be_narrowed(book: Register, capsys: pytest.CaptureFixture[str]) -> None:
    assert "乙" not in said(book, capsys, "--programme", "高血压")
    assert "甲" not in said(book, capsys, "--town", "观上镇")
    for words in (("--programme", "高血压"), ("--town", "观上镇")):
        answer = json.loads(said(book, capsys, *words, "--json"))
        counted = {name: one["count"] for name, one in answer["figures"].items()}
        assert (answer["open"], counted["overdue"], counted["unexamined"], counted["short"]) == (1, 1, 1, 1)
        assert not answer["gaps"], "those are of the whole county"
    assert "没有名为“感冒”的病种" in said(book, capsys, "--programme", "感冒", status=REFUSED)


def test_it_is_written_to_a_workbook_or_printed(
    book: Register, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("应随访.xlsx", "应随访.pdf"):
        assert "已写出 2 条" in said(book, capsys, "--out", str(tmp_path / name))
        assert (tmp_path / name).stat().st_size > 1000


def test_the_file_may_stand_right_after_the_register(
    book: Register, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.run(["due", str(book.path), str(tmp_path / "应随访.csv"), "--on", "2020-06-15"]) == DONE
    assert "甲" in (tmp_path / "应随访.csv").read_text(encoding="utf-8-sig")
    assert capsys.readouterr().out.startswith("已写出 2 条")
