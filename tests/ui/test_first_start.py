"""The first start: from the county to the register with the keyboard alone."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from hfp_desk.store import opening, settings
from tests.ui.conftest import PASSWORD, USER
from tests.ui.fakes import Key, press, write
from tests.ui.fronts import refused, seen, type_in
from ui.front.fields import NewPassword
from ui.front.first_start import FirstStartPage
from ui.front.region import Region
from ui.tasks import Tasks


def chosen(region: Region) -> list[str]:
    return [line.text() for line in region.lines]


@pytest.fixture
def first(qtbot: QtBot, tasks: Tasks, tmp_path: Path) -> FirstStartPage:
    page = FirstStartPage(tasks)
    seen(qtbot, page)
    return page


def test_province_city_and_county_are_filtered_by_what_is_typed(first: FirstStartPage) -> None:
    for line, text in zip(first.region.lines, ("江西", "宜春", "樟树"), strict=True):
        type_in(line, text)
    assert chosen(first.region) == ["江西省", "宜春市", "樟树市"]
    assert first.office.editor.hasFocus()


@pytest.mark.parametrize("text", ["360982", "樟树市"])
def test_the_county_alone_is_enough(first: FirstStartPage, text: str) -> None:
    type_in(first.region.lines[2], text)
    assert chosen(first.region) == ["江西省", "宜春市", "樟树市"]


def test_another_province_forgets_the_county(first: FirstStartPage) -> None:
    type_in(first.region.lines[2], "360982")
    type_in(first.region.lines[0], "山东")
    assert chosen(first.region) == ["山东省", "", ""]
    assert first.region.county is None


def test_a_county_elsewhere_is_found_after_one_was_chosen(first: FirstStartPage) -> None:
    type_in(first.region.lines[2], "360982")
    type_in(first.region.lines[2], "371402")
    assert chosen(first.region)[:2] == ["山东省", "德州市"]
    type_in(first.region.lines[1], "南宁")
    assert chosen(first.region) == ["广西壮族自治区", "南宁市", ""]


def test_a_province_with_one_city_needs_no_city(first: FirstStartPage) -> None:
    type_in(first.region.lines[0], "天津")
    assert chosen(first.region)[1] != ""


def test_office_policy_and_file_follow_the_county_until_written_by_hand(first: FirstStartPage) -> None:
    type_in(first.region.lines[2], "360982")
    assert first.office.text == "樟树市卫生健康委员会"
    assert "樟树市2020年" in first.policy.text
    assert first.place.text.endswith("樟树市.hfp")
    first.office.editor.selectAll()
    write(first.office.editor, "樟树市卫健委")
    type_in(first.region.lines[2], "371402")
    assert first.office.text == "樟树市卫健委"
    assert "德州市" in first.policy.text


def test_everything_missing_is_said_at_once(first: FirstStartPage) -> None:
    first.go.click()
    assert "请选择县" in first.region.fields[2].words
    assert "请填写单位全称" in first.office.words
    assert "请填写经办人姓名" in first.user.words
    assert "至少 6 位" in first.password.first.words
    assert first.region.lines[2].hasFocus()


@pytest.mark.parametrize(
    ("one", "two", "told"),
    [("12345", "12345", "只有 5 位"), ("linjiang-2020", "linjiang-2021", "两次输入的密码不一样")],
)
def test_a_password_has_to_hold(qtbot: QtBot, one: str, two: str, told: str) -> None:
    pair = NewPassword()
    for field, text in ((pair.first, one), (pair.again, two)):
        qtbot.addWidget(field)
        field.editor.setText(text)
    assert not pair.holds()
    assert told in pair.first.words + pair.again.words
    pair.first.editor.setText("linjiang-2020")
    pair.again.editor.setText("linjiang-2020")
    assert pair.holds()
    assert told not in pair.first.words + pair.again.words


def test_from_the_county_to_the_register_with_the_keyboard_alone(
    qtbot: QtBot, first: FirstStartPage, tmp_path: Path
) -> None:
    path = tmp_path / "新" / "樟树.hfp"
    type_in(first.region.lines[2], "360982")
    press(first, Key.Key_Return)  # the office as proposed
    press(first, Key.Key_Return)  # the policy as proposed
    first.place.editor.selectAll()
    for text in (str(path), "李敏", PASSWORD):
        write(first.focusWidget() or first, text)
        press(first, Key.Key_Return)
    write(first.focusWidget() or first, PASSWORD)
    with qtbot.waitSignal(first.made, timeout=20_000) as signal:
        press(first, Key.Key_Return)
    assert signal.args is not None
    register, code = signal.args
    register.db.connect()
    assert settings.get(settings.OFFICE_NAME) == "樟树市卫生健康委员会"
    assert settings.get(settings.POLICY) == "zhangshu-2020"
    register.close()
    opening.open_with_code(path, code, "李敏", "another-2020").close()


def test_a_file_that_exists_is_not_written_over(first: FirstStartPage, register_path: Path) -> None:
    first.place.editor.setText(str(register_path))
    first.go.click()
    assert "已经有一个同名的文件" in first.place.words


def test_a_place_that_cannot_be_written_is_said_on_the_card(
    qtbot: QtBot, first: FirstStartPage, register_path: Path
) -> None:
    type_in(first.region.lines[2], "360982")
    first.place.editor.setText(str(register_path / "below a file" / "a.hfp"))
    first.user.editor.setText(USER)
    for field in (first.password.first, first.password.again):
        field.editor.setText(PASSWORD)
    assert "不能建立文件夹" in refused(qtbot, first)
    assert first.go.isEnabled()


def test_the_card_stays_whole_in_a_small_window(qtbot: QtBot, first: FirstStartPage) -> None:
    first.resize(640, 360)
    qtbot.waitUntil(lambda: first.width() == 640)
    first.go.setFocus(Qt.FocusReason.TabFocusReason)
    card = first.go.parentWidget()
    assert card is not None
    assert card.height() >= card.heightForWidth(card.width()) > 360
