"""One style sheet from a few tokens: complete, readable, and every icon of the set can be drawn."""

import re
from itertools import product

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from hfp_desk.resources import resource
from ui import icons, style

WORDS = ("text", "quiet", "accent", "ok", "warn", "error", "restricted")
GROUNDS = ("surface", "window", "tint")
PAIRS = [
    *product(WORDS, GROUNDS),
    *((tone, f"{tone}_tint") for tone in ("ok", "warn", "error", "restricted")),
    *(("text", f"{tone}_tint") for tone in ("ok", "warn", "error")),
    *(("on_primary", ground) for ground in ("primary", "hover")),
    ("surface", "text"),
]


def luminance(colour: QColor) -> float:
    """Relative luminance (WCAG 2)."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: QColor, other: QColor) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize(("word", "ground"), PAIRS)
def test_everything_written_can_be_read(colours: str, word: str, ground: str) -> None:
    theme = style.load(colours)
    assert contrast(theme.colour(word), theme.colour(ground)) >= 4.5


@pytest.mark.parametrize(("colours", "sizes"), list(product(("light", "dark"), ("normal", "large"))))
def test_the_sheet_has_a_value_for_every_token(colours: str, sizes: str) -> None:
    theme = style.load(colours, sizes)
    made = style.sheet(theme)
    assert "$" not in made.replace("$name", "")
    assert theme.primary in made
    assert f"font-size: {theme.body}px" in made


def test_the_sheet_refers_to_pictures_that_exist() -> None:
    for name in re.findall(r"icons:([\w-]+)\.svg", style.sheet(style.load())):
        assert icons.source(name).startswith("<svg")


@pytest.mark.parametrize("name", sorted(path.stem for path in resource("icons").glob("*.svg")))
def test_icons_are_of_one_set_and_take_the_colour_asked_for(qapp: QApplication, name: str) -> None:
    drawing = icons.source(name)
    assert 'viewBox="0 0 20 20"' in drawing
    assert 'fill="none"' in drawing
    if name.startswith("sheet-"):
        return
    assert 'stroke-width="1.5"' in drawing
    picture = icons.icon(name, "error").pixmap(QSize(20, 20), 2.0).toImage()
    assert (picture.width(), picture.height()) == (40, 40)
    seen = {
        picture.pixelColor(x, y).name() for x in range(40) for y in range(40) if picture.pixelColor(x, y).alpha() > 250
    }
    assert style.load().error.lower() in seen


def test_an_unknown_icon_is_an_error_and_no_empty_space() -> None:
    with pytest.raises(KeyError):
        icons.icon("no-such-icon")


def test_the_shipped_font_is_there_when_the_workstation_has_none(qapp: QApplication) -> None:
    if not resource("fonts", "hei.ttf").is_file():
        pytest.skip("the fonts are not shipped yet")
    assert qapp.font().pixelSize() == style.load().body
    assert qapp.font().families()


def test_saying_something_new_is_drawn_anew(qtbot: QtBot) -> None:
    label = QLabel("缺：工作成效")
    qtbot.addWidget(label)
    style.say(label, "tone", "warn")
    label.ensurePolished()
    assert label.palette().windowText().color() == QColor(style.load().warn)
    style.say(label, "tone", "ok")
    assert label.palette().windowText().color() == QColor(style.load().ok)


def test_the_large_theme_is_larger_throughout() -> None:
    normal, large = style.load(), style.load("light", "large")
    for size in ("body", "small", "section", "page", "row", "head", "field", "button"):
        assert getattr(large, size) > getattr(normal, size)
