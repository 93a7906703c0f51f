"""随访方式 that a list did not say is told once and filled in afterwards, in one deed, never over a written one."""

from datetime import date
from pathlib import Path

import pytest

from hfp_desk.excel.importing import prepare
from hfp_desk.problems import Refusal, Severity
from hfp_desk.records import FollowUp
from hfp_desk.resources import resource
from hfp_desk.store import taking_back, visit_modes
from hfp_desk.store.opening import Register
from tests.data.senders import workbook
from tests.domain.managed import case, visit

HEAD = ["姓名", "身份证号", "人群分类", "签约日期", "第1次随访", "血压"]
ROW = ["李玥", "36098219590312752X", "高血压", date(2019, 1, 5), date(2019, 2, 1), "150/92"]
SAMPLE = "家庭医生签约履约台账_2019.xlsx"
SHEET = {SAMPLE: "签约履约"}


def told(register: Register, path: Path) -> list[str]:
    """What is told of the whole list about 随访方式."""
    found = [one for one in prepare(register, path).general if one.code == "N-VISIT-MODE"]
    assert all(
        one.severity is Severity.NOTE and (one.sheet, one.row) == (SHEET.get(path.name, "签约"), 0) for one in found
    )
    return [one.message for one in found]


def test_the_sample_ledger_is_told_once_with_its_number(register: Register) -> None:
    (message,) = told(register, resource("sample", SAMPLE))
    assert "没有“随访方式”一栏，2,022 次高血压、2型糖尿病、严重精神障碍随访" in message
    assert "不计入面对面随访" in message
    assert "按 F6 补填方式" in message
    assert "服药依从性、此次随访分类" in message


def test_a_list_that_says_the_mode_is_not_told(register: Register, tmp_path: Path) -> None:
    rows = {"签约": [[*HEAD, "随访方式"], [*ROW, "家庭"], [*ROW[:4], date(2019, 5, 1), "140/90", ""]]}
    assert told(register, workbook(tmp_path / "有.xlsx", rows)) == []
    (message,) = told(register, workbook(tmp_path / "没有.xlsx", {"签约": [HEAD, ROW]}))
    assert "1 次高血压随访" in message


def test_no_visit_of_the_four_a_year_no_note(register: Register, tmp_path: Path) -> None:
    tb = [*ROW[:2], "肺结核", *ROW[3:]]
    lost = [*ROW[:4], "2019-02-01失访", ""]
    assert told(register, workbook(tmp_path / "肺.xlsx", {"签约": [HEAD, tb]})) == []
    assert told(register, workbook(tmp_path / "失.xlsx", {"签约": [HEAD, lost]})) == []


@pytest.fixture
def visits(register: Register) -> list[FollowUp]:
    """Two without a mode, one by telephone, one lost, one of the poor and one that was voided."""
    one, poor = case(register), case(register, "贫", "5")
    made = [
        visit(register, one, date(2019, 1, 20), mode=""),
        visit(register, one, date(2019, 4, 20), mode=""),
        visit(register, one, date(2019, 7, 20), mode="3"),
        visit(register, one, date(2019, 10, 20), mode="", state="2"),
        visit(register, poor, date(2019, 3, 1), mode=""),
        visit(register, one, date(2019, 12, 1), mode=""),
    ]
    register.db.execute_sql("UPDATE follow_up SET voided_at='2020-01-01 00:00:00' WHERE id=?", (made[-1].id,))
    return made


def modes(visits: list[FollowUp]) -> list[str]:
    return [FollowUp.get_by_id(one.id).mode for one in visits]


def test_only_empty_modes_of_visits_that_took_place_are_filled_and_taken_back(
    register: Register, visits: list[FollowUp]
) -> None:
    ids = [one.id for one in visits]
    assert visit_modes.waiting(register, ids) == (ids[0], ids[1])
    assert visit_modes.waiting(register, ids[1:]) == (ids[1],)
    changes = visit_modes.fill(register, ids, "2", "已向村医核实")
    assert {kind: set(touched) for kind, touched in changes.items()} == {"followup": {ids[0], ids[1]}}
    assert modes(visits) == ["2", "2", "3", "", "", ""]
    assert visit_modes.fill(register, ids, "1", "再填一次") == {}
    deed = taking_back.latest(register)
    assert deed is not None
    taking_back.take_back(register, deed)
    assert modes(visits) == ["", "", "3", "", "", ""]


def test_without_mode_or_reason_nothing_is_filled(register: Register, visits: list[FollowUp]) -> None:
    ids = [one.id for one in visits]
    for mode, reason, said in (("", "核实", "方式"), ("9", "核实", "方式"), ("2", "  ", "原因")):
        with pytest.raises(Refusal, match=said):
            visit_modes.fill(register, ids, mode, reason)
    assert modes(visits) == ["", "", "3", "", "", ""]
