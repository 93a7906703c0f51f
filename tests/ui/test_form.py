"""The form of a record type, filled in without a mouse."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hfp_desk import fields
from hfp_desk.problems import Problem, Severity
from hfp_desk.records import PERSON, Plain, Section
from tests.ui.fakes import Key, press, write
from ui.editors import Aid
from ui.form import RecordForm
from ui.widgets.choices import Choice

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
TOWNS = (Choice(11, "临江镇", "101"), Choice(12, "永泰镇", "102"))


def even(value: int | None) -> str:
    """A check of the test's own."""
    return "" if value is None or value % 2 == 0 else "应为双数。"


class Visit(Plain):
    """An invented record."""

    name = fields.text("姓名", required=True)
    sex = fields.code("性别", "sex")
    town = fields.link("乡镇", "self")
    day = fields.day("日期")
    count = fields.whole("人数", check=even)
    total = fields.money("费用")
    note = fields.text("备注", longest=300, chars=40, lines=True)


SECTIONS = (
    Section("谁", (Visit.name, Visit.sex, Visit.town)),
    Section("什么", (Visit.day, Visit.count, Visit.total, Visit.note)),
)
AID = Aid(links=lambda _: lambda text: [town for town in TOWNS if text in town.label], year=lambda: 2020)
STORED = {
    "name": "李玥",
    "sex": "2",
    "town": 11,
    "day": date(2020, 3, 2),
    "count": 4,
    "total": Decimal("12.00"),
    "note": "无",
}


@pytest.fixture
def form(qtbot: QtBot) -> RecordForm:
    made = RecordForm(SECTIONS, AID)
    qtbot.addWidget(made)
    made.resize(900, 500)
    with qtbot.waitActive(made):
        made.show()
    made.begin()
    return made


def here(form: RecordForm) -> str:
    focus = QApplication.focusWidget()
    return next((key for key, field in form.fields.items() if field.editor is focus), "")


def keys(form: RecordForm, text: str) -> None:
    QTest.keyClicks(QApplication.focusWidget() or form, text)


def test_a_record_is_entered_with_the_keyboard_alone(form: RecordForm, qtbot: QtBot) -> None:
    write(form.fields["name"].editor, "李玥")
    for typed in ("", "2", "", "3.2", "4", "1234.5"):
        if here(form) == "town":
            write(form.fields["town"].editor, "临江")
        else:
            keys(form, typed)
        press(form, Key.Key_Return)
    assert here(form) == "note"
    keys(form, "ok")
    with qtbot.waitSignal(form.ended):
        press(form, Key.Key_Return)
    with qtbot.waitSignal(form.submitted) as submitted:
        press(form, Key.Key_F9)
    assert submitted.args == [False]
    assert form.values() == {**STORED, "total": Decimal("1234.50"), "note": "ok"}


def test_enter_goes_on_and_shift_enter_or_up_goes_back(form: RecordForm) -> None:
    went = []
    for key, held in (
        (Key.Key_Return, ()),
        (Key.Key_Return, ()),
        (Key.Key_Return, (SHIFT,)),
        (Key.Key_Up, ()),
        (Key.Key_Up, ()),
        (Key.Key_Down, ()),
    ):
        press(form, key, *held)
        went.append(here(form))
    assert went == ["sex", "town", "sex", "name", "name", "sex"]


def test_ctrl_enter_saves_and_begins_a_new_one_and_f2_is_new(form: RecordForm, qtbot: QtBot) -> None:
    with qtbot.waitSignal(form.submitted) as submitted:
        press(form, Key.Key_Return, CONTROL)
    assert submitted.args == [True]
    with qtbot.waitSignal(form.renewed):
        press(form, Key.Key_F2)


def test_loading_is_not_editing(form: RecordForm, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(form.edited):
        form.load(STORED, {"town": "临江镇"})
        for _ in form.fields:
            press(form, Key.Key_Return)
    assert not form.unsaved
    assert form.changes() == {}
    assert form.values() == STORED


def test_what_is_typed_is_tinted_until_it_is_saved(form: RecordForm) -> None:
    form.load(STORED, {"town": "临江镇"})
    field = form.fields["name"]
    form.begin()
    keys(form, "A")
    press(form, Key.Key_Return)
    assert form.unsaved
    assert form.changes() == {"name": "A"}
    assert field.editor.property("state") == "unsaved"
    form.settle()
    assert not form.unsaved
    assert field.editor.property("state") == ""


def test_typing_the_old_value_again_is_no_change(form: RecordForm) -> None:
    form.load({"count": 4})
    form.focus("count")
    keys(form, "40")
    assert form.changes() == {"count": 40}
    press(form, Key.Key_Backspace)
    assert form.changes() == {}


def test_a_field_that_cannot_be_read_keeps_the_record_from_being_saved(form: RecordForm, qtbot: QtBot) -> None:
    form.focus("day")
    keys(form, "2.30")
    press(form, Key.Key_Return)
    assert "不是有效日期" in form.fields["day"].words
    assert form.fields["day"].editor.property("state") == "error"
    with qtbot.assertNotEmitted(form.submitted):
        press(form, Key.Key_F9)
    assert here(form) == "day"
    press(form, Key.Key_A, CONTROL)
    keys(form, "2.29")
    assert form.fields["day"].words == ""


def test_what_is_missing_or_does_not_hold_is_said_but_may_be_saved(form: RecordForm, qtbot: QtBot) -> None:
    form.focus("count")
    keys(form, "3")
    with qtbot.waitSignal(form.submitted):
        press(form, Key.Key_F9)
    assert form.fields["name"].words == "还没有填写姓名。"
    assert form.fields["count"].words == "应为双数。"
    assert [(problem.code, problem.severity) for problem in form.check()] == [
        ("W-EMPTY", Severity.WARNING),
        ("E-CHECK", Severity.ERROR),
    ]


def test_f3_goes_from_problem_to_problem(form: RecordForm) -> None:
    form.check()
    rest = form.say(
        [
            Problem("W-DAY", Severity.WARNING, "出院早于入院。", label="日期"),
            Problem("W-SUM", Severity.WARNING, "合计不平。", label="别处"),
        ]
    )
    assert [problem.message for problem in rest] == ["合计不平。"]
    went = []
    for _ in range(3):
        press(form, Key.Key_F3)
        went.append(here(form))
    assert went == ["day", "name", "day"]


def test_f4_copies_from_the_last_record(form: RecordForm) -> None:
    form.load(STORED, {"town": "临江镇"})
    form.settle()
    form.load({})
    form.focus("town")
    press(form, Key.Key_F4)
    assert here(form) == "day"
    assert form.changes() == {"town": 11}
    assert form.fields["town"].editor.text() == "临江镇"
    form.focus("name")
    keys(form, "B")
    press(form, Key.Key_F4, SHIFT)
    assert form.values() == {**STORED, "name": "B"}


@pytest.mark.parametrize(("width", "columns"), [(400, 1), (620, 2), (900, 3), (1600, 3)])
def test_as_many_columns_as_fit(form: RecordForm, qtbot: QtBot, width: int, columns: int) -> None:
    form.resize(width, 500)
    first = [form.fields[key] for key in ("name", "sex", "town")]
    qtbot.waitUntil(lambda: len({field.x() for field in first}) == columns)
    assert len({field.y() for field in first}) == -(-3 // columns)


def test_every_record_type_makes_a_form(qtbot: QtBot) -> None:
    form = RecordForm(PERSON.sections)
    qtbot.addWidget(form)
    form.load({})
    assert set(form.fields) == {field.name for section in PERSON.sections for field in section.fields}
    assert not form.unsaved
