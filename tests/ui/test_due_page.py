"""应随访 and 规范与控制 by keys: the day, the figures and their names, the visit of the one under the cursor."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from hfp_desk.records import FollowUp
from hfp_desk.store.opening import Register
from tests.domain.managed import case, exam, visit
from tests.ui.clerk import Clerk
from tests.ui.fakes import Key
from ui import pages
from ui.pages.cases_page import CasesPage
from ui.pages.due_page import DuePage
from ui.pages.narrowing import DueOn, Narrow
from ui.pages.print_request import PrintRequest
from ui.pages.quality_page import QualityPage
from ui.pages.workbench_page import WorkbenchPage

PAGES: dict[str, Any] = {
    pages.WORKBENCH: WorkbenchPage,
    pages.DUE: DuePage,
    pages.QUALITY: QualityPage,
    pages.CASES: CasesPage,
}
CONTROL, ON = Qt.KeyboardModifier.ControlModifier, date(2020, 6, 15)


@pytest.fixture
def people(register: Register) -> dict[str, int]:
    """甲 overdue, 乙 to be repeated this week, 丙 seen in time."""
    found = {}
    for name, day, systolic in (
        ("甲", date(2020, 2, 1), 130),
        ("乙", date(2020, 6, 3), 150),
        ("丙", date(2020, 6, 1), 130),
    ):
        one = case(register, name, of={"birth": date(1970, 1, 1)})
        visit(register, one, day, systolic=systolic)
        found[name] = one.id
    return found


@pytest.fixture
def due(people: dict[str, int], clerk: Clerk) -> DuePage:
    found: DuePage = clerk.go(pages.DUE, ON)
    found.grid.setFocus()
    return found


def names(page: DuePage) -> list[str]:
    rows = page.grid.rows
    assert rows is not None
    return [rows.cells(row)[2] for row in range(len(rows))]


def test_the_most_overdue_stands_first(due: DuePage) -> None:
    assert names(due) == ["甲", "乙"]
    told = due.band.words()
    assert (told["overdue"], told["week"], told["recheck"]) == ("已超期 1", "本周应随访 1", "两周复查 1")
    assert told["gaps"] == "缺项 3", "nobody has a team"


def test_a_figure_opens_its_names_and_shuts_them_again(due: DuePage, clerk: Clerk) -> None:
    clerk.press(Key.Key_T, CONTROL)
    for _ in range(list(due.band.words()).index("recheck")):
        clerk.press(Key.Key_Right)
    clerk.press(Key.Key_Return)
    assert names(due) == ["乙"]
    assert due.narrow.isVisible()
    due.narrow.leave()
    assert names(due) == ["甲", "乙"]


def test_what_the_year_lacks_follows_the_filters(due: DuePage, clerk: Clerk, register: Register) -> None:
    assert due.band.words()["unexamined"] == "年内未体检 3"
    case(register, "丁", "2")
    due.filters.set_values({"programme": ("2",)})
    due.load()
    clerk.settle()
    told = due.band.words()
    assert (told["unexamined"], told["short"]) == ("年内未体检 1", "面对面不足 1")
    due.open_figure("short")
    assert names(due) == ["丁"]


def test_another_day_is_typed(due: DuePage, clerk: Clerk) -> None:
    clerk.press(Key.Key_D, CONTROL)
    clerk.type("20200901")
    clerk.settle()
    assert due.found is not None
    assert (due.found.on, names(due)) == (date(2020, 9, 1), ["甲", "乙", "丙"])


def test_f2_enters_the_visit_of_the_one_under_the_cursor(due: DuePage, clerk: Clerk, people: dict[str, int]) -> None:
    assert due.grid.current_id() == people["甲"]
    clerk.press(Key.Key_F2)
    assert due.entering
    form = due.panel.form
    assert form is not None
    values = form.values()
    assert (values["programme"], values["doctor_name"]) == ("1", "刘英")
    clerk.press(Key.Key_Escape)
    assert not due.entering


def test_what_was_visited_leaves_the_list(
    due: DuePage, clerk: Clerk, register: Register, people: dict[str, int]
) -> None:
    visit(register, FollowUp.get(FollowUp.case == people["甲"]).case, date(2020, 6, 10))
    due.desk.changed.emit({"followup": (1,)})
    clerk.settle()
    assert names(due) == ["乙"]


def test_enter_opens_the_person(due: DuePage, clerk: Clerk) -> None:
    clerk.press(Key.Key_Return)
    assert clerk.gone[-1] == (pages.PERSON, FollowUp.get_by_id(1).person.id)


def test_missing_data_is_told_once_and_opens_its_list(due: DuePage, clerk: Clerk, people: dict[str, int]) -> None:
    (entry,) = due.gap_entries().actions()
    assert entry.text() == "&1　没有签约团队 3"
    entry.trigger()
    page, target = clerk.gone[-1]
    assert (page, target) == (pages.CASES, Narrow(tuple(sorted(people.values())), "没有签约团队"))


def test_f7_offers_the_papers_of_the_day(due: DuePage, clerk: Clerk) -> None:
    due.out.papers.actions()[0].trigger()
    page, request = clerk.gone[-1]
    assert page == pages.PRINT
    assert isinstance(request, PrintRequest)
    assert (request.form, request.scope.until) == ("visit-work-village", ON)


def test_the_list_is_exported_as_it_is_seen(due: DuePage, clerk: Clerk, tmp_path: Path) -> None:
    due.open_figure("overdue")
    due.out.write("下发村医", tmp_path / "应随访.csv")
    clerk.settle()
    text = (tmp_path / "应随访.csv").read_text(encoding="utf-8-sig")
    assert "甲" in text
    assert "乙" not in text


def test_the_page_opens_at_a_state(due: DuePage, clerk: Clerk) -> None:
    clerk.go(pages.DUE, DueOn(ON, "recheck"))
    assert names(due) == ["乙"]


def test_the_work_bench_opens_who_is_overdue(clerk: Clerk, people: dict[str, int]) -> None:
    bench = clerk.go(pages.WORKBENCH)
    bench.open_list(next(one for one in bench.shown.summary.to_do if one.name == "visit_overdue"))
    clerk.settle()
    assert clerk.gone[-1] == (pages.DUE, DueOn(state="overdue"))
    page = clerk.shell.page
    assert isinstance(page, DuePage)
    assert set(names(page)) == {"甲", "乙", "丙"}


def test_a_year_s_quality_opens_the_people_of_each_figure(
    clerk: Clerk, register: Register, people: dict[str, int]
) -> None:
    exam(register, FollowUp.get_by_id(1).person, date(2020, 3, 3))
    page: QualityPage = clerk.go(pages.QUALITY, 2020)
    assert page.told is not None
    assert page.band.words()["examined"] == "已体检 1/3"
    page.open_figure("controlled")
    assert clerk.gone[-1][1] == Narrow((people["甲"], people["丙"]), "2020年 合计 控制")
    page.open_rate("controlled_1")
    assert clerk.gone[-1][1] == Narrow((people["甲"], people["丙"]), "2020年 高血压控制率")
