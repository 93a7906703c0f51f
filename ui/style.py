"""The looks, generated from ``resources/style/tokens.toml``: one style sheet, one palette, one font.

Widgets say what they are (``say(label, "tone", "quiet")``), the style sheet says how that looks. Colour never
stands alone: a warning also has its icon or its word.
"""

import tomllib
from dataclasses import asdict, dataclass
from functools import cache
from string import Template
from typing import Any

from PySide6.QtCore import QDir
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from hfp_desk.resources import resource


@dataclass(frozen=True)
class Theme:
    """Colours (as #RRGGBB), sizes in pixels and the font families of one appearance."""

    window: str
    surface: str
    stripe: str
    line: str
    text: str
    quiet: str
    faint: str
    primary: str
    hover: str
    accent: str
    tint: str
    on_primary: str
    ok: str
    warn: str
    error: str
    ok_tint: str
    warn_tint: str
    error_tint: str
    restricted: str
    restricted_tint: str
    body: int
    small: int
    section: int
    page: int
    row: int
    compact_row: int
    head: int
    field: int
    button: int
    icon: int
    navigation_icon: int
    radius: int
    families: tuple[str, ...]

    def colour(self, tone: str) -> QColor:
        """The colour called ``tone``."""
        return QColor(getattr(self, tone))


@cache
def load(colours: str = "light", sizes: str = "normal") -> Theme:
    """The theme of ``colours`` (light, dark) in ``sizes`` (normal, large)."""
    tokens = _tokens()
    return Theme(
        **tokens[colours],
        **tokens["sizes"][sizes],
        radius=tokens["shape"]["radius"],
        families=tuple(tokens["type"]["families"]),
    )


def sheet(theme: Theme) -> str:
    """The style sheet of ``theme``."""
    template = Template(resource("style", "sheet.qss").read_text(encoding="utf-8"))
    values = asdict(theme)
    return template.substitute(values, inner=theme.field - 10, caption=theme.small - 1)


def apply(app: QApplication, theme: Theme) -> None:
    """Give the application its font, palette and style sheet."""
    QDir.setSearchPaths("icons", [str(resource("icons"))])
    app.setProperty("theme", theme)
    app.setStyle("Fusion")
    app.setFont(_font(theme))
    app.setPalette(_palette(theme))
    app.setStyleSheet(sheet(theme))


def current() -> Theme:
    """The theme the application wears now; the light one before any was applied."""
    app = QApplication.instance()
    worn = app.property("theme") if app is not None else None
    return worn if isinstance(worn, Theme) else load()


def say(widget: QWidget, name: str, value: object) -> None:
    """Tell the style sheet what ``widget`` is now (dynamic property ``name``) and have it drawn so."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def _tokens() -> dict[str, Any]:
    return tomllib.loads(resource("style", "tokens.toml").read_text(encoding="utf-8"))


def _font(theme: Theme) -> QFont:
    """The office's own screen font where it is installed, else the shipped one."""
    families = list(theme.families)
    shipped = resource("fonts", _tokens()["type"]["shipped"])
    if shipped.is_file() and families[0] not in QFontDatabase.families():
        number = QFontDatabase.addApplicationFont(str(shipped))
        families = [*QFontDatabase.applicationFontFamilies(number), *families]
    present = set(QFontDatabase.families())
    font = QFont()
    font.setFamilies([family for family in families if family in present] or families)
    font.setPixelSize(theme.body)
    font.setHintingPreference(QFont.HintingPreference.PreferFullHinting)
    return font


def _palette(theme: Theme) -> QPalette:
    roles = QPalette.ColorRole
    palette = QPalette()
    for role, tone in (
        (roles.Window, "window"),
        (roles.WindowText, "text"),
        (roles.Base, "surface"),
        (roles.AlternateBase, "stripe"),
        (roles.Text, "text"),
        (roles.PlaceholderText, "quiet"),
        (roles.Button, "surface"),
        (roles.ButtonText, "text"),
        (roles.Highlight, "tint"),
        (roles.HighlightedText, "text"),
        (roles.ToolTipBase, "surface"),
        (roles.ToolTipText, "text"),
        (roles.Link, "accent"),
        (roles.Mid, "line"),
    ):
        palette.setColor(role, theme.colour(tone))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.colour("faint"))
    return palette
