"""附件6 leaves as a workbook in the columns of the medical insurance office, from the program and the command line."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from hfp_desk import command
from hfp_desk.command import DONE, REFUSED
from hfp_desk.excel import death_files
from hfp_desk.gate import QUERY, Viewer
from hfp_desk.problems import Refusal
from hfp_desk.records import Event
from hfp_desk.store.opening import Register
from hfp_desk.store.scopes import Scope
from tests.domain.conftest import PASSWORD
from tests.domain.listed import CLERK, person, place

NUMBER = "36098219590312752X"
HEADS = ["序号", "姓名", "身份证号码", "死亡时间", "镇街", "备注"]


def rows(path: Path) -> Any:
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


@pytest.fixture
def died(register: Register) -> Register:
    person(register, "李玥", id_number=NUMBER, died_on=date(2020, 5, 6), remark="已销户")
    person(register, "王芳", "观上镇", died_on=date(2020, 7, 1))
    person(register, "赵水根")
    return register


def test_the_columns_stand_in_the_order_of_the_form(died: Register, tmp_path: Path) -> None:
    target = tmp_path / "附件6.xlsx"
    assert death_files.write(died, CLERK, Scope(), target, "报送医保") == 2
    assert rows(target) == [
        HEADS,
        ["1", "李玥", NUMBER, "2020-05-06", "临江镇", "已销户"],
        ["2", "王芳", "", "2020-07-01", "观上镇", ""],
    ]
    with died.session():
        last: Any = Event.select().order_by(Event.id.desc()).get()
        assert (last.action, last.detail["columns"], last.detail["rows"]) == ("export", HEADS, 2)
        town = place("观上镇").id
    assert death_files.write(died, CLERK, Scope(towns=(town,)), target, "报送医保") == 1


def test_it_needs_a_purpose_and_passes_the_gate(died: Register, tmp_path: Path) -> None:
    target = tmp_path / "附件6.xlsx"
    with pytest.raises(Refusal):
        death_files.write(died, CLERK, Scope(), target, " ")
    death_files.write(died, Viewer.of("赵兰", QUERY), Scope(), target, "核对")
    assert NUMBER not in repr(rows(target))
    assert "李玥" not in repr(rows(target))


def test_the_command_line_writes_it(
    died: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HFP_DESK_PASSWORD", PASSWORD)
    path, target = died.path, str(tmp_path / "附件6.xlsx")
    died.close()
    assert command.run(["export", str(path), "deaths", target, "--purpose", "报送医保"]) == DONE
    assert "导出 2 条" in capsys.readouterr().out
    assert [row[1] for row in rows(Path(target))] == ["姓名", "李玥", "王芳"]
    assert command.run(["export", str(path), "deaths", str(tmp_path / "附件6.pdf"), "--purpose", "报送"]) == REFUSED
