"""The office's own duties by keys: figures that open their rows, problems taken step by step to their closing."""

from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton

from hfp_desk.records import (
    ACTIVITY,
    FINDING,
    HEALTHY_PLACE,
    INSPECTION,
    MATERIAL,
    MEETING,
    PROJECT,
    TASK,
    Finding,
)
from hfp_desk.store.suspicions import Clue
from tests.ui.clerk import Clerk, kept, patient
from tests.ui.fakes import Key, write
from ui import pages
from ui.pages.activities_page import ActivitiesPage
from ui.pages.healthy_places_page import HealthyPlacesPage
from ui.pages.inspections_page import InspectionsPage
from ui.pages.materials_page import MaterialsPage
from ui.pages.meetings_page import MeetingsPage
from ui.pages.narrowing import Narrow
from ui.pages.projects_page import ProjectsPage
from ui.pages.rectification_page import RectificationPage
from ui.pages.tasks_page import TasksPage

CONTROL = Qt.KeyboardModifier.ControlModifier
PAGES: dict[str, Any] = {
    pages.RECTIFICATION: RectificationPage,
    pages.TASKS: TasksPage,
    pages.MATERIALS: MaterialsPage,
    pages.ACTIVITIES: ActivitiesPage,
    pages.HEALTHY_PLACES: HealthyPlacesPage,
    pages.PROJECTS: ProjectsPage,
    pages.INSPECTIONS: InspectionsPage,
    pages.MEETINGS: MeetingsPage,
}
TODAY = date.today()
LATE, SOON = TODAY - timedelta(days=3), TODAY + timedelta(days=8)
FIRST: dict[str, tuple[Any, dict[str, Any]]] = {
    pages.RECTIFICATION: (FINDING, {"problem": "许可证过期"}),
    pages.TASKS: (TASK, {"content": "完成校验"}),
    pages.MATERIALS: (MATERIAL, {"title": "小药箱进村"}),
    pages.ACTIVITIES: (ACTIVITY, {"held_on": TODAY, "topic": "高血压防治"}),
    pages.HEALTHY_PLACES: (HEALTHY_PLACE, {"name": "临江镇"}),
    pages.PROJECTS: (PROJECT, {"name": "洋湖村卫生室新建"}),
    pages.INSPECTIONS: (INSPECTION, {"inspected_on": TODAY}),
    pages.MEETINGS: (MEETING, {"held_on": TODAY, "name": "调度会"}),
}


@pytest.mark.parametrize("key", PAGES)
def test_every_ledger_explains_itself_and_then_shows_its_record(clerk: Clerk, key: str) -> None:
    page = clerk.go(key)
    assert page.empty.sentence.startswith("还没有")
    kind, values = FIRST[key]
    kept(clerk, kind, values)
    page.refresh()
    clerk.settle()
    assert len(page.grid.rows) == 1


@pytest.fixture
def problems(clerk: Clerk) -> list[int]:
    """One late, one due soon, one without a deadline."""
    return [kept(clerk, FINDING, {"problem": f"问题{day}", "deadline": day}) for day in (LATE, SOON, None)]


def test_a_figure_opens_its_problems_and_the_way_back_shows_all(clerk: Clerk, problems: list[int]) -> None:
    page = clerk.go(pages.RECTIFICATION)
    words = page.band.words()
    assert words["overdue"] == "已超过时限 1"
    assert words["within_10"] == "剩余10天 1"
    assert words["closed"] == "已销号 0"
    page.band.press("overdue")
    clerk.settle()
    assert [page.grid.rows.id_at(row) for row in range(len(page.grid.rows))] == problems[:1]
    page.narrow.findChild(QPushButton).click()
    clerk.settle()
    assert len(page.grid.rows) == 3


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
def test_a_problem_is_closed_by_keys_alone_with_its_evidence(clerk: Clerk, problems: list[int]) -> None:
    page = clerk.go(pages.RECTIFICATION)
    page.grid.select(problems[0])
    for digit, words in ((Key.Key_2, "已换证"), (Key.Key_1, ""), (Key.Key_1, "换证照片")):
        clerk.press(Key.Key_D, CONTROL)
        clerk.settle()
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        QTest.keyClick(menu, digit)
        clerk.shell.activateWindow()
        if words:
            clerk.qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
            line = QApplication.focusWidget()
            assert isinstance(line, QLineEdit)
            write(line, words)
            clerk.press(Key.Key_Return)
        clerk.settle()
        page.grid.select(problems[0])
    found: Any = Finding.get_by_id(problems[0])
    assert (found.state, found.outcome, found.evidence, found.closed_on) == ("5", "已换证", "换证照片", TODAY)
    assert page.band.words()["closed"] == "已销号 1"
    clerk.press(Key.Key_Z, CONTROL)
    clerk.settle()
    assert Finding.get_by_id(problems[0]).state == "4"


def test_problems_that_stand_differently_have_no_step_in_common(clerk: Clerk, problems: list[int]) -> None:
    kept(clerk, FINDING, {"problem": "待审核的", "state": "3"})
    page = clerk.go(pages.RECTIFICATION)
    page.grid.ticks.set_all(len(page.grid.rows))
    page.offer_steps()
    assert "没有共同的下一步" in clerk.shell.toast.text


def test_material_says_what_was_sent_of_what_was_gathered(clerk: Clerk) -> None:
    kept(clerk, MATERIAL, {"title": "小药箱进村", "kind": "1", "submitted_on": TODAY})
    kept(clerk, MATERIAL, {"title": "村医老李", "kind": "1"})
    page = clerk.go(pages.MATERIALS)
    assert page.band.words()["1"] == "典型案例 1/2"
    page.band.press("1")
    clerk.settle()
    assert len(page.grid.rows) == 2


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
def test_suspicious_stays_are_counted_and_opened(clerk: Clerk) -> None:
    patient(clerk)
    page = clerk.go(pages.INSPECTIONS)
    clerk.press(Key.Key_D, CONTROL)
    clerk.settle()
    words = [entry.text() for entry in page.clues.actions()]
    assert [text.split("　")[-1] for text in words] == ["0 次"] * 4
    page.clues.actions()[1].trigger()
    assert "没有“出院 10 天内再次住院”的住院记录" in clerk.shell.toast.text
    page.open_clue(Clue("short", "住院不超过 2 天", (1,)))
    assert clerk.gone[-1] == (pages.TREATMENTS, Narrow((1,), "疑点：住院不超过 2 天"))
