"""存疑随访 by keys: the figures, the list of one kind, and the visit behind a doubt."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt

from hfp_desk.records import FOLLOW_UP, FollowUp
from hfp_desk.store import keeping
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register
from tests.domain.listed import place
from tests.domain.managed import case, visit
from tests.domain.staff import events
from tests.ui.clerk import Clerk
from tests.ui.fakes import Key
from ui import pages
from ui.pages.follow_ups_page import FollowUpsPage
from ui.pages.implausible_page import ImplausiblePage
from ui.pages.jump import RecordTarget
from ui.pages.narrowing import Narrow
from ui.pages.person_page import PersonPage

PAGES = {pages.IMPLAUSIBLE: ImplausiblePage, pages.FOLLOW_UPS: FollowUpsPage, pages.PERSON: PersonPage}
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def doubtful(register: Register) -> list[int]:
    """A contradiction, an impossible pressure, and a year of the same figures."""
    first = case(register, "张三")
    second = case(register, "李四", of={"town": "阁山镇"})
    found = [visit(register, first, date(2020, 2, 3), systolic=165, diastolic=95, control="1")]
    found += [visit(register, first, date(2020, 5, 3), systolic=80, diastolic=120)]
    found += [visit(register, second, date(2020, month, 4)) for month in (2, 5, 8)]
    return [one.id for one in found]


def kinds(page: ImplausiblePage) -> list[str]:
    rows = page.grid.rows
    return [rows.cells(row)[0] for row in range(len(rows))] if rows is not None else []


def test_the_figures_and_what_each_opens(clerk: Clerk, doubtful: list[int]) -> None:
    page = clerk.go(pages.IMPLAUSIBLE)
    words = page.band.words()
    assert (words["impossible"], words["contrary"], words["alike_year"]) == (
        "数值不可能 1",
        "分类与数值不符 1",
        "全年数值相同 1",
    )
    assert words["crowded"] == "一天人次过多 0"
    assert kinds(page) == ["数值不可能", "分类与数值不符", "全年数值相同"]
    assert page.grid.rows.totals() == "3 条疑点 · 涉及随访 5 次"
    clerk.press(Key.Key_T, CONTROL)
    clerk.press(Key.Key_Space)
    clerk.settle()
    assert kinds(page) == ["数值不可能"]
    page.open_figure("impossible")
    clerk.settle()
    assert len(kinds(page)) == 3


def test_enter_opens_the_visit_at_its_field_or_several_as_a_list(clerk: Clerk, doubtful: list[int]) -> None:
    page = clerk.go(pages.IMPLAUSIBLE)
    page.open_doubt(page.grid.rows.id_at(2))
    clerk.settle()
    name, target = clerk.gone[-1]
    assert isinstance(target, Narrow)
    assert (name, target.ids) == (pages.FOLLOW_UPS, tuple(doubtful[2:]))
    clerk.go(pages.IMPLAUSIBLE)
    page.grid.setFocus()
    clerk.press(Key.Key_Home, CONTROL)
    clerk.press(Key.Key_Return)
    clerk.settle()
    name, target = clerk.gone[-1]
    assert isinstance(target, RecordTarget)
    assert (name, target.kind, target.record, target.label) == (pages.PERSON, FOLLOW_UP, doubtful[1], "收缩压")


def test_another_year_has_its_own_doubts_and_filters_narrow(clerk: Clerk, doubtful: list[int]) -> None:
    page = clerk.go(pages.IMPLAUSIBLE)
    assert page.year.value == 2020
    page.open_at({"town": (str(place("阁山镇").id),)})
    assert kinds(page) == ["全年数值相同"]
    page.open_at({"kind": ("contrary",)})
    assert kinds(page) == ["分类与数值不符"]
    page.year.begin()
    clerk.press(Key.Key_Down)
    clerk.settle()
    assert page.year.value == 2019
    assert kinds(page) == []
    assert page.empty.sentence == "2019 年没有存疑的随访"


def test_what_was_put_right_is_gone_after_f8(clerk: Clerk, register: Register, doubtful: list[int]) -> None:
    page = clerk.go(pages.IMPLAUSIBLE)
    wrong = FollowUp.get_by_id(doubtful[1])
    wrong.systolic, wrong.diastolic = 130, 80
    keeping.save(register, wrong)
    clerk.press(Key.Key_F8)
    clerk.settle()
    assert kinds(page) == ["分类与数值不符", "全年数值相同"]


def test_what_is_seen_leaves_as_a_workbook_and_is_logged(
    clerk: Clerk, register: Register, doubtful: list[int], tmp_path: Path
) -> None:
    assert doubtful
    page: ImplausiblePage = clerk.go(pages.IMPLAUSIBLE)
    page.open_figure("alike_year")
    page.out.write("下发村医核实", tmp_path / "存疑.xlsx")
    clerk.settle()
    head, row = load_workbook(tmp_path / "存疑.xlsx")["存疑随访"].values
    assert head[:2] == ("类别", "患者")
    assert row[:2] == ("全年数值相同", "李四")
    [event] = events(Action.EXPORT)
    assert event.reason == "下发村医核实"
    assert "2020年 全年数值相同" in event.subject


def test_nothing_seen_does_not_leave(clerk: Clerk, tmp_path: Path) -> None:
    page: ImplausiblePage = clerk.go(pages.IMPLAUSIBLE)
    page.out.write("下发村医核实", tmp_path / "存疑.xlsx")
    clerk.settle()
    assert not (tmp_path / "存疑.xlsx").exists()
