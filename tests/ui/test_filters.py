"""Conditions over a list: chips that say what holds, periods in office words, kept lists."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.fakes import Key, press, write
from ui import periods
from ui.filter_panels import ChoicePanel, FacetPanel, PeriodPanel, TextPanel
from ui.filters import ChoiceFacet, FilterBar, PeriodFacet, TextFacet
from ui.widgets.choices import Choice

TOWNS = [Choice(f"36098{number}", f"第{number}镇") for number in range(1, 10)]
TODAY = date(2020, 3, 31)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(900, 600)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def bar(window: QWidget, qtbot: QtBot) -> FilterBar:
    made = FilterBar(
        (
            ChoiceFacet("town", "乡镇", lambda: TOWNS),
            PeriodFacet("admitted", "入院", lambda: TODAY),
            TextFacet("note", "备注", pinned=False),
        )
    )
    layout = QVBoxLayout(window)
    layout.addWidget(made)
    layout.addStretch(1)
    with qtbot.waitActive(window):
        window.show()
    return made


def chips(bar: FilterBar) -> list[str]:
    return [chip.text().removesuffix("  ▾") for chip in bar.findChildren(QPushButton) if chip.isVisible()]


def click(panel: QWidget, text: str) -> None:
    button = next(button for button in panel.findChildren(QPushButton) if button.text() == text)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_chips_say_what_holds(bar: FilterBar) -> None:
    assert chips(bar) == ["乡镇  全部", "入院  全部", "条件"]
    bar.set_values({"town": ("360981",), "admitted": ("2020-01-01", "2020-03-31"), "note": ("外出",), "other": ("1",)})
    assert chips(bar)[:3] == ["乡镇  第1镇", "入院  2020年一季度", "备注  含“外出”"]
    assert set(chips(bar)[3:]) == {"条件", "清除条件", "保存为清单"}
    assert "other" not in bar.values


def test_values_are_ticked_in_a_panel(bar: FilterBar, qtbot: QtBot) -> None:
    panel = bar.open("town")
    assert isinstance(panel, ChoicePanel)
    with qtbot.waitSignal(bar.changed) as changed:
        panel.list.item(2).setCheckState(Qt.CheckState.Checked)
    assert changed.args == [{"town": ("360983",)}]
    panel.list.item(4).setCheckState(Qt.CheckState.Checked)
    assert chips(bar)[0] == "乡镇  第3镇 等2项"
    write(panel.narrow, "9")
    assert [panel.list.item(row).isHidden() for row in (0, 8)] == [True, False]
    click(panel, "清除")
    assert bar.values == {}
    assert not panel.isVisible()


def test_a_panel_opens_with_what_holds_and_closes_by_esc_or_a_click_elsewhere(bar: FilterBar) -> None:
    bar.set_values({"town": ("360981",)})
    panel = bar.open("town")
    assert isinstance(panel, ChoicePanel)
    assert panel.list.item(0).checkState() == Qt.CheckState.Checked
    press(panel, Key.Key_Escape)
    assert not panel.isVisible()
    panel = bar.open("town")
    assert isinstance(panel, ChoicePanel)
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton)
    assert panel.isVisible()
    QTest.mouseClick(bar.window(), Qt.MouseButton.LeftButton, pos=bar.window().rect().bottomRight())
    assert not panel.isVisible()


def test_a_usual_period_is_one_press(bar: FilterBar, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bar.changed) as changed:
        click(bar.open("admitted"), "上季")
    assert changed.args == [{"admitted": ("2019-10-01", "2019-12-31")}]
    assert "入院  2019年四季度" in chips(bar)


def test_a_period_is_typed_and_a_wrong_one_is_refused_in_words(bar: FilterBar) -> None:
    panel = bar.open("admitted")
    assert isinstance(panel, PeriodPanel)
    for editor, text in ((panel.start, "20200315"), (panel.end, "20200301")):
        editor.setFocus()
        QTest.keyClicks(editor, text)
        press(editor, Key.Key_Tab)
    assert "晚于" in panel.words.text()
    assert bar.values == {"admitted": ("2020-03-15", "")}
    panel.end.clear()
    panel.end.setFocus()
    QTest.keyClicks(panel.end, "20200320")
    press(panel.end, Key.Key_Return)
    assert bar.values == {"admitted": ("2020-03-15", "2020-03-20")}
    assert panel.words.text() == ""


def test_text_is_looked_for_and_the_chip_goes_with_it(bar: FilterBar) -> None:
    panel: FacetPanel = bar.open("note")
    assert isinstance(panel, TextPanel)
    write(panel.line, "外出")
    press(panel, Key.Key_Return)
    assert bar.values == {"note": ("外出",)}
    click(bar, "清除条件")
    assert bar.values == {}
    assert chips(bar) == ["乡镇  全部", "入院  全部", "条件"]


def test_kept_lists_are_offered_by_name(bar: FilterBar, qtbot: QtBot) -> None:
    bar.set_lists(["本季大病", "缺病种"])
    menu = next(chip.menu() for chip in bar.findChildren(QPushButton) if chip.text() == "清单")
    with qtbot.waitSignal(bar.list_chosen) as chosen:
        menu.actions()[1].trigger()
    assert chosen.args == ["缺病种"]
    bar.set_values({"town": ("360981",)})
    with qtbot.waitSignal(bar.kept):
        click(bar, "保存为清单")


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2020, 2, 1), date(2020, 2, 29), "2020年2月"),
        (date(2020, 10, 1), date(2020, 12, 31), "2020年四季度"),
        (date(2020, 1, 1), date(2020, 12, 31), "2020年"),
        (date(2020, 1, 1), date(2020, 3, 30), "2020-01-01 至 2020-03-30"),
        (date(2020, 1, 1), None, "2020-01-01 起"),
        (None, date(2020, 1, 1), "至 2020-01-01"),
        (None, None, ""),
    ],
)
def test_periods_are_named_as_the_office_does(first: date | None, last: date | None, words: str) -> None:
    assert periods.words(first, last) == words


def test_usual_periods_reach_over_the_new_year() -> None:
    usual = dict(periods.usual(date(2021, 1, 15)))
    assert usual["上月"] == (date(2020, 12, 1), date(2020, 12, 31))
    assert usual["上季"] == (date(2020, 10, 1), date(2020, 12, 31))
    assert usual["本季"] == (date(2021, 1, 1), date(2021, 3, 31))
    assert usual["上年"] == (date(2020, 1, 1), date(2020, 12, 31))
