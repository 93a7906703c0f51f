"""What stands in the window, in its tool tips, title and clipboard, for every set of roles: the table of the domain.

A module of ``ui`` is a consumer when it names a viewer (``viewer``, ``eyes``), gives rows to a grid (``cells``), or
hands something outside (clipboard, window title, opening a file). A widget that only shows what it was given can show
no more than one of these fetched through the gate. A module that is not declared here fails the first test.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from hfp_desk.records import Person
from hfp_desk.store.opening import Register
from tests.domain import planted
from tests.domain.planted import LEVELS, TABLE, Seen, World
from ui import pages
from ui.grid import Grid
from ui.main_window import MainWindow
from ui.return_target import ReturnTarget
from ui.session import Session

ROOT = Path(__file__).parents[2] / "ui"
_OUTWARD = {"viewer", "eyes", "cells", "clipboard", "setWindowTitle", "openUrl"}
WALKED = (
    *("grid", "grid_model", "office", "session", "status", "main_window", "locking"),
    *(
        f"pages/{name}"
        for name in (
            *("asking", "batches_page", "bin_page", "entry_page", "finding_rows", "findings_page", "jump"),
            *("list_page", "log_list", "log_page", "log_rows", "merge_page", "merging/pair_rows", "person_page"),
            *("person_view", "seen_rows", "workbench_page", "importing/batch_rows", "leaving_panel"),
            *("coverage_page", "coverage_rows", "doctor_strip", "gaps_page"),
            *("attendances_page", "cadre_rows", "roll_page", "training_due_page"),
            *("absences_page", "computed_rows", "month_reading", "entry_table", "partnerships_page"),
            *("posting_rows", "posting_view"),
            *("case_strip", "cases_page", "village_exams_page", "village_visits_page"),
            *("due_band", "due_page", "due_rows", "quality_page", "quality_rows", "implausible_page"),
            *("advance_rows", "agreement_rows", "agreements_page", "audit_batches_page", "calculator_page"),
            *("protection_page", "settlements_page", "subsidies_page", "subsidy_month_page"),
            *("alerts_page", "monitoring_table_page", "programmes_page"),
            *("collected_page", "returns_page", "sent_returns_page", "target_board_page"),
            *("statistics/cross_view", "statistics/figure_table", "statistics/frame"),
        )
    ),
    *("widgets/chart", "widgets/return_grid", "widgets/return_model"),
)
"""Shown by the walk through the pages below."""
ELSEWHERE = {
    "errors": "a report of a bug names no value: test_errors",
    "widgets/ask": "sentences of its caller, the title is the program's",
    "front/code_panel": "the recovery sheet before anybody is in",
    "front/farewell": "the program's own title",
    "pages/settings/backup_section": "opens the folder of the backups",
    "pages/candidates": "people like the one being entered; domain: similar_people and entering.load",
    "pages/collected_out": "domain: collected_files.hand_out and collected_back.write",
    "pages/comparing": "domain: comparisons.lines, of lists that the user chose",
    "pages/coverage_out": "domain: coverage_files.write and print_form",
    "pages/course_pick": "domain: choosing.offers",
    "pages/difference_rows": "domain: return_differences.differences",
    "pages/differences_page": "the same",
    "pages/due_out": "domain: due_files.write and print_form",
    "pages/enrol_panel": "domain: trainings.in_post and rotation.cadres",
    "pages/exporting": "domain: export_return",
    "pages/field_history": "domain: telling.of_field",
    "pages/finding": "domain: find_people and choosing.offers",
    "pages/importing/check_step": "domain: PlanWords, refused without the role to enter",
    "pages/importing/plan_rows": "the same",
    "pages/fulfilment_out": "domain: fulfilment_files.write and print_form",
    "pages/fulfilment_page": "domain: evidence.evidence",
    "pages/fulfilment_told": "domain: fulfilment.fulfilment",
    "pages/inspections_page": "domain: suspicions.clues",
    "pages/log_export": "domain: log_files.write",
    "pages/person_sections": "domain: belonging.counts; its lists are Listings of person_page",
    "pages/print_page": "domain: print_form and print_list; the name in its title is the card's",
    "pages/printing/paper": "the same",
    "pages/record_panel": "domain: entering.load",
    "pages/return_lists": "domain: returns.members and sending.frozen_members; the list is opened by its page",
    "pages/return_out": "domain: return_files.write_return",
    "pages/reveal_panel": "test_reveal_panel",
    "pages/seen_out": "the lines of its page's grid; domain: seen_files.write",
    "pages/sending": "domain: templates.write",
    "pages/statistics/pyramid_view": "domain: pyramids.pyramid and pyramids.behind",
    "pages/statistics/report_views": "domain: report_figures.gathered, figures of places",
    "pages/statistics/trend_view": "domain: trends.trend and trends.behind",
    "pages/template_sitting": "domain: foreign_learning.count, figures of places",
    "pages/training_due_out": "domain: training_files.write and print_form",
    "pages/training_due_rows": "domain: trainings.obligations; the grid of training_due_page",
    "pages/undo": "domain: deeds.named",
    "pages/visit_aide": "domain: visit_past.before and visiting.suggest",
}
"""Proved where it says."""


def consumers() -> set[str]:
    """The modules that fetch values for somebody or hand them outside."""
    return {
        path.relative_to(ROOT).with_suffix("").as_posix()
        for path in ROOT.rglob("*.py")
        if hands_on(path.read_text(encoding="utf-8"))
    }


def hands_on(source: str) -> bool:
    return any(isinstance(node, ast.Attribute) and node.attr in _OUTWARD for node in ast.walk(ast.parse(source)))


def test_every_module_that_hands_on_values_is_known() -> None:
    assert not consumers() - {*WALKED, *ELSEWHERE}
    assert not {*WALKED, *ELSEWHERE} - consumers()


@pytest.mark.parametrize(
    "source", ["label.setText(card(office.viewer).name)", "app.clipboard().setText(text)", "rows.cells(3)"]
)
def test_a_module_that_hands_on_values_is_noticed(source: str) -> None:
    assert hands_on(source)
    assert not hands_on("label.setText(text)")


@pytest.fixture
def world(register: Register) -> World:
    return planted.plant(register)


@pytest.mark.parametrize("roles", ["query", "entry", "secret", "admin", "entry,secret"])
def test_no_page_says_more_than_the_table(qtbot: QtBot, world: World, roles: str) -> None:
    viewer = world.viewer(roles)
    window = MainWindow()
    qtbot.addWidget(window)
    session = Session(window, world.register)
    window.resize(1366, 768)
    window.show()
    said: dict[str, str] = {}
    for page, target in _stations(world):
        session.open(page, target)
        qtbot.waitUntil(lambda: not session.desk.busy, timeout=20_000)
        qtbot.wait(120)
        qtbot.waitUntil(lambda: not session.desk.busy, timeout=20_000)
        said[f"{page} {target}"] = "\n".join(_texts(window))
    said["search"] = repr([session.find(text) for text in ("欧阳", planted.NUMBER, planted.PLACE)])
    session.stop()
    for place, text in said.items():
        for value, level in LEVELS.items():
            assert TABLE[roles][level] is Seen.WHOLE or value not in text, f"{value} ({level}) in {place}"
    if viewer.may_enter:
        assert planted.NAME in "".join(said.values())
    assert planted.DISEASE in "".join(said.values())
    assert (planted.SECRET_DISEASE in "".join(said.values())) is viewer.sees_restricted


def _stations(world: World) -> Iterator[tuple[str, object]]:
    for page in (pages.WORKBENCH, pages.PEOPLE, pages.HOUSEHOLDS, pages.IDENTITIES, pages.DIAGNOSES, pages.TREATMENTS):
        yield page, None
    for page in (pages.SETTLEMENTS, pages.FINDINGS, pages.BATCHES, pages.LOG, pages.BIN, pages.MERGE):
        yield page, None
    for page in (pages.COVERAGE, pages.DOCTORS, pages.LICENCES, pages.PRACTICES, pages.ARRANGEMENTS, pages.GAPS):
        yield page, None
    for page in (pages.PARTNERSHIPS, pages.ABSENCES, pages.RECTIFICATION, pages.INSPECTIONS):
        yield page, None
    for page in (pages.POSTINGS, pages.POSTING_MONTHS, pages.ATTENDANCES, pages.TRAINING_DUE, pages.CADRES):
        yield page, None
    for page in (pages.FOLLOW_UPS, pages.CASES, pages.LEAVES, pages.CHECKUPS, pages.SERVICES, pages.SURVEYS):
        yield page, None
    for page in (pages.CONTRACTS, pages.FULFILMENT, pages.TEAMS, pages.TEAM_MEMBERS, pages.SERVICE_ITEMS):
        yield page, None
    for page in (pages.AGREEMENTS, pages.INSTALMENTS, pages.ADVANCES, pages.AUDIT_BATCHES, pages.SUBSIDIES):
        yield page, None
    for page in (pages.SUBSIDY_MONTH, pages.SCREENINGS, pages.AIDS, pages.ALERTS, pages.DISCREPANCIES):
        yield page, None
    for page in (pages.DUE, pages.PROGRAMMES, pages.MONITORING_TABLE):
        yield page, planted.DAY
    for page in (pages.QUALITY, pages.IMPLAUSIBLE, pages.PROTECTION):
        yield page, planted.DAY.year
    for page in (pages.RETURNS, pages.TARGET_BOARD):
        yield page, planted.DAY
    for page in (pages.COLLECTED, pages.SENT_RETURNS, pages.STATISTICS):
        yield page, None
    for name in ("three_batches", "major_diseases", "clinics"):
        yield pages.RETURN, ReturnTarget(name)
    yield pages.CALCULATOR, world.bill
    village = Person.get_by_id(world.person).__data__["village"]
    for programme in ("3", "5"):
        yield pages.VILLAGE_VISITS, {"village": village, "programme": programme, "visited_on": planted.DAY}
    yield pages.VILLAGE_EXAMS, {"village": village, "examined_on": planted.DAY}
    yield pages.ROLL, world.course
    yield pages.PERSON, world.person
    yield pages.PERSON, world.secret_person


def _texts(window: QWidget) -> Iterator[str]:
    """Every text in the window, seen or scrolled away, with tool tips, the title and what copying a grid gives."""
    yield window.windowTitle()
    for widget in QApplication.allWidgets():
        yield widget.toolTip()
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            yield widget.text()
        elif isinstance(widget, QPlainTextEdit):
            yield widget.toPlainText()
        elif isinstance(widget, QComboBox):
            yield from (widget.itemText(row) for row in range(widget.count()))
        elif isinstance(widget, QTabBar):
            yield from (widget.tabText(place) for place in range(widget.count()))
        elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
            yield from _of_model(widget.model(), QModelIndex())
            yield from _heads(widget.model())
        if isinstance(widget, Grid) and widget.rows is not None:
            widget.copy()
            yield QGuiApplication.clipboard().text()


def _heads(model: QAbstractItemModel) -> Iterator[str]:
    """What stands at the left of the rows: the people of a sheet of signatures."""
    return (str(model.headerData(row, Qt.Orientation.Vertical) or "") for row in range(min(model.rowCount(), 60)))


def _of_model(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[str]:
    for row in range(min(model.rowCount(parent), 60)):
        column = 0
        while (index := model.index(row, column, parent)).isValid():
            column += 1
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                yield str(model.data(index, role) or "")
        yield from _of_model(model, model.index(row, 0, parent))
