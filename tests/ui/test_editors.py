"""One editor for each kind: typed as clerks type, read by the kind, never edited by loading."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from hfp_desk import fields
from hfp_desk.codes import Code, code_list
from hfp_desk.kinds import Unreadable
from hfp_desk.records import Person, Plain, Treatment
from tests.ui.fakes import Key, press, write
from ui.editors import Aid, Editor, editor_for
from ui.editors.finding import NO_FIT, fit
from ui.widgets.choices import Choice, ChoiceField

ALT = Qt.KeyboardModifier.AltModifier
INITIALS = {"汉族": "hz", "土家族": "tjz", "土族": "tz", "塔吉克族": "tjkz", "男": "n", "女": "n"}
TOWNS = (Choice(11, "临江镇", "101"), Choice(12, "永泰镇", "102"), Choice(13, "临江街道", "103"))


class Sample(Plain):
    """One field of each kind."""

    name = fields.text("姓名", help="户口簿上的姓名", source="GJ 一")
    note = fields.text("备注", longest=10, lines=True)
    sex = fields.code("性别", "sex")
    nation = fields.code("民族", "nation")
    several = fields.codes("民族（多项）", "nation")
    day = fields.day("日期")
    month = fields.vague_day("年月")
    total = fields.money("总费用")
    count = fields.whole("人数")
    sure = fields.yes_no("是否")
    town = fields.link("乡镇", "self")


AID = Aid(
    initials=lambda text: INITIALS.get(text, ""),
    links=lambda _field: lambda text: [town for town in TOWNS if text in town.label or text == town.mark],
    year=lambda: 2020,
)
Make = Callable[[Any], Editor]


@pytest.fixture
def make(qtbot: QtBot) -> Make:
    window = QWidget()
    layout = QVBoxLayout(window)
    qtbot.addWidget(window)
    window.resize(400, 300)

    def made(field: Any) -> Editor:
        editor = editor_for(field, AID)
        layout.addWidget(editor)
        layout.addWidget(QLineEdit())
        with qtbot.waitActive(window):
            window.show()
        editor.setFocus()
        return editor

    return made


def leave(editor: Editor) -> None:
    press(editor, Key.Key_Tab)


ALL = [Sample.name, Sample.note, Sample.sex, Sample.several, Sample.day, Sample.month, Sample.total, Sample.count]
VALUES = ["李玥", "两行\n字", "2", ("01", "03"), date(2020, 3, 31), "2013-12", Decimal("38214.50"), 3]


@pytest.mark.parametrize(("field", "value"), list(zip(ALL, VALUES, strict=True)))
def test_loading_is_not_editing_and_gives_the_value_back(make: Make, qtbot: QtBot, field: Any, value: Any) -> None:
    editor = make(field)
    with qtbot.assertNotEmitted(editor.edited):
        editor.load(value)
        leave(editor)
    assert editor.value() == value
    editor.load(fields.spec_of(field).kind.empty)
    assert editor.text() == ""
    assert editor.value() == fields.spec_of(field).kind.empty


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("20200331", "2020-03-31"),
        ("2020-3-31", "2020-03-31"),
        ("2020.3.31", "2020-03-31"),
        ("3.31", "2020-03-31"),
        ("3-1", "2020-03-01"),
        ("0331", "2020-03-31"),
        ("2.30", "2.30"),
        ("20.3.31", "20.3.31"),
        ("", ""),
    ],
)
def test_a_day_is_typed_in_many_ways_and_shown_in_one(make: Make, typed: str, shown: str) -> None:
    editor = make(Sample.day)
    QTest.keyClicks(editor, typed)
    leave(editor)
    assert editor.text() == shown


def test_a_day_that_is_none_is_refused_in_words(make: Make) -> None:
    editor = make(Sample.day)
    QTest.keyClicks(editor, "2.30")
    with pytest.raises(Unreadable, match="不是有效日期"):
        editor.value()


@pytest.mark.parametrize(("typed", "shown"), [("2013", "2013"), ("2013.12", "2013-12"), ("3.31", "2020-03-31")])
def test_a_vague_day_keeps_what_is_known(make: Make, typed: str, shown: str) -> None:
    editor = make(Sample.month)
    QTest.keyClicks(editor, typed)
    leave(editor)
    assert editor.text() == shown


def test_money_stands_right_with_thousands_on_leaving_and_without_on_coming(make: Make) -> None:
    editor = make(Sample.total)
    assert isinstance(editor, QLineEdit)
    assert editor.alignment() & Qt.AlignmentFlag.AlignRight
    QTest.keyClicks(editor, "38214.5")
    leave(editor)
    assert editor.text() == "38,214.50"
    editor.setFocus()
    assert editor.text() == "38214.50"
    assert editor.value() == Decimal("38214.50")
    QTest.keyClicks(editor, "1.234")
    with pytest.raises(Unreadable, match="超过两位小数"):
        editor.value()


@pytest.mark.parametrize(("typed", "code"), [("15", "15"), ("tjz", "15"), ("01", "01"), ("1", "01"), ("hz", "01")])
def test_a_code_is_typed_by_number_or_initials_and_taken_by_enter(make: Make, typed: str, code: str) -> None:
    editor = make(Sample.nation)
    QTest.keyClicks(editor, typed)
    press(editor, Key.Key_Return)
    assert editor.value() == code
    assert editor.text() == code_list("nation").shown(code)


@pytest.mark.parametrize("typed", ["土家族", "土家", "家"])
def test_a_code_is_typed_by_its_label_a_synonym_or_a_part(make: Make, typed: str) -> None:
    editor = make(Sample.nation)
    write(editor, typed)
    press(editor, Key.Key_Tab)
    assert editor.value() == "15"
    assert editor.text() == "土家族"


def test_down_opens_the_list_and_arrows_choose(make: Make, qtbot: QtBot) -> None:
    editor = make(Sample.sex)
    assert isinstance(editor, ChoiceField)
    press(editor, Key.Key_Down)
    assert editor.open
    assert editor.popup.count() == len(code_list("sex").offered())
    with qtbot.waitSignals([editor.edited, editor.chosen]):
        press(editor, Key.Key_Down)
        press(editor, Key.Key_Return)
    assert editor.value() == "2"
    press(editor, Key.Key_Down)
    assert editor.popup.current == Choice("2", "女", "2")
    press(editor, Key.Key_Escape)
    assert not editor.open
    assert editor.value() == "2"


def test_a_click_in_the_list_takes_and_a_click_elsewhere_does_not(make: Make) -> None:
    editor = make(Sample.nation)
    assert isinstance(editor, ChoiceField)
    QTest.keyClicks(editor, "t")
    other = editor.window().findChildren(QLineEdit)[-1]
    other.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not editor.open
    assert editor.text() == "t"
    with pytest.raises(Unreadable, match="不在民族代码表中"):
        editor.value()
    editor.setFocus()
    QTest.keyClicks(editor, "j")
    editor.popup.itemClicked.emit(editor.popup.item(0))
    assert editor.value() in {"15", "41"}


def test_a_retired_or_unknown_code_stays_as_it_was_stored(make: Make) -> None:
    editor = make(Sample.nation)
    editor.load("77")
    leave(editor)
    assert editor.value() == "77"


def test_several_codes_are_typed_one_after_another(make: Make) -> None:
    editor = make(Sample.several)
    QTest.keyClicks(editor, "hz")
    press(editor, Key.Key_Return)
    QTest.keyClicks(editor, ",15")
    press(editor, Key.Key_Return)
    assert editor.text() == "汉族,土家族"
    press(editor, Key.Key_Down)
    press(editor, Key.Key_Down)
    press(editor, Key.Key_Return)
    assert editor.value() == ("01", "02", "15")


@pytest.mark.parametrize(
    ("typed", "value"), [("1", True), ("0", False), ("s", True), ("f", False), ("y", True), ("", None)]
)
def test_yes_and_no_take_one_key(make: Make, typed: str, value: bool | None) -> None:
    editor = make(Sample.sure)
    QTest.keyClicks(editor, typed)
    press(editor, Key.Key_Return)
    assert editor.value() is value


def test_a_link_is_a_record_and_not_its_title(make: Make) -> None:
    editor = make(Sample.town)
    editor.load(99, "已撤并的镇")
    leave(editor)
    assert editor.value() == 99
    editor.setFocus()
    editor.load(None)
    write(editor, "临江")
    press(editor, Key.Key_Down)
    press(editor, Key.Key_Return)
    assert (editor.text(), editor.value()) == ("临江街道", 13)
    editor.load(None)
    QTest.keyClicks(editor, "102")
    press(editor, Key.Key_Return)
    assert editor.value() == 12
    editor.load(None)
    write(editor, "没有的镇")
    leave(editor)
    with pytest.raises(Unreadable, match="没有找到“没有的镇”"):
        editor.value()


def test_several_lines_leave_enter_to_the_form(make: Make) -> None:
    editor = make(Sample.note)
    QTest.keyClicks(editor, "ab")
    press(editor, Key.Key_Return)
    press(editor, Key.Key_Return, ALT)
    QTest.keyClicks(editor, "c")
    assert editor.value() == "ab\nc"
    QTest.keyClicks(editor, "0123456789")
    with pytest.raises(Unreadable, match="超过 10 个字"):
        editor.value()


def test_help_and_source_stand_at_the_field(make: Make) -> None:
    editor = make(Sample.name)
    assert editor.property("help") == "户口簿上的姓名\n依据：GJ 一"
    assert editor.accessibleName() == "姓名"


def test_real_fields_all_have_an_editor(make: Make) -> None:
    for field in (Person.name, Person.id_number, Person.village, Treatment.admitted, Treatment.disease):
        assert editor_for(field, AID).value() in ("", None)


def test_the_closest_fit_comes_first() -> None:
    code = Code("03", "回族", ("回",))
    places = [fit(code, "hz", text) for text in ("03", "回", "3", "0", "h", "族", "zz")]
    assert places == [0, 0, 1, 2, 3, 4, NO_FIT]
