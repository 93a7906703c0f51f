"""fill, on the command line: a template that says what it wants, one that was learnt, one that was changed."""

from datetime import date
from pathlib import Path

import msgspec
import pytest
from openpyxl import Workbook

from hfp_desk import command
from hfp_desk.command import DONE, REFUSED
from hfp_desk.excel import foreign_learning, foreign_sheets
from hfp_desk.store import foreign_templates
from hfp_desk.store.opening import Register
from tests.domain import foreign_books as books
from tests.domain.conftest import PASSWORD

SHEET = "附件1"


@pytest.fixture
def book(register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Register:
    """A register that knows a template of the city; closed, as the command opens it itself."""
    monkeypatch.setenv("HFP_DESK_PASSWORD", PASSWORD)
    books.own_return(register)
    counted = foreign_learning.count(register, [books.RETURN], date(2020, 3, 20))
    foreign = foreign_sheets.read(books.progress(tmp_path / "市表.xlsx", ["临江镇", "永泰镇"]))
    definition = counted.tables[books.RETURN].definition
    found = foreign_learning.propose(foreign, (), SHEET, definition, counted.names[books.RETURN])
    points = [msgspec.structs.replace(point, sure=True) for point in found]
    foreign_templates.remember(register, "市表", foreign.file, foreign.content, foreign.laid, points)
    register.close()
    return register


def run(book: Register, template: Path, target: Path, period: str = "2020-04") -> int:
    return command.run(["fill", str(book.path), str(template), str(target), "--period", period])


def test_a_learnt_template_is_filled(book: Register, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    template = books.progress(tmp_path / "市表4月.xlsx", ["临江镇", "永泰镇"], "2020年4月")
    assert run(book, template, tmp_path / "填好.xlsx") == DONE
    told = capsys.readouterr()
    assert "2020年4月，存为" in told.out
    assert "在模板中没有位置" in told.err, "the other townships"
    found = books.cells(tmp_path / "填好.xlsx", SHEET)
    assert (found["C7"], found["D8"], found["C6"]) == (0, 0, "=SUM(C7:C8)")


def test_a_template_may_say_itself_what_it_wants(
    book: Register, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = Workbook()
    page = made.active
    assert page is not None
    page.title, page["A1"], page["B1"] = SHEET, "{填报单位}", "{city_progress.people}"
    made.save(tmp_path / "自带.xlsx")
    assert run(book, tmp_path / "自带.xlsx", tmp_path / "填好.xlsx") == DONE
    assert "2 个单元格" in capsys.readouterr().out
    assert books.cells(tmp_path / "填好.xlsx", SHEET) == {"A1": "樟树市卫生健康委员会", "B1": 0}
    page["B2"], page["B3"] = "{city_progress.peple}", "{nothing.people}"
    made.save(tmp_path / "自带.xlsx")
    assert run(book, tmp_path / "自带.xlsx", tmp_path / "填好.xlsx") == DONE
    told = capsys.readouterr().err
    assert f"{SHEET} B2：没有栏目“peple”，“{{city_progress.peple}}”没有填。" in told
    assert f"{SHEET} B3：没有报表“nothing”" in told


def test_a_changed_or_unknown_template_is_not_filled(
    book: Register, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = books.progress(tmp_path / "改.xlsx", ["临江镇", "永泰镇"], head="已治疗（人）")
    assert run(book, changed, tmp_path / "填好.xlsx") == REFUSED
    assert "F4：原“已救治（人）”，现“已治疗（人）”" in capsys.readouterr().err
    made = Workbook()
    made.active["A1"] = "村医培训"
    made.save(tmp_path / "新.xlsx")
    assert run(book, tmp_path / "新.xlsx", tmp_path / "填好.xlsx") == REFUSED
    assert "不认得模板“新.xlsx”" in capsys.readouterr().err
    assert run(book, tmp_path / "市表.xlsx", tmp_path / "填好.xlsx", "2020-13") == REFUSED
    assert not (tmp_path / "填好.xlsx").exists()
