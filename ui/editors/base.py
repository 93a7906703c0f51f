"""What editors need from the page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ui.widgets.choices import Finder


def no_links(_field: Any) -> Finder:
    """Nothing can be linked to."""
    return lambda _text: ()


def no_suggestions(_field: Any) -> Finder | None:
    """Nothing is suggested for a text."""
    return None


def no_initials(text: str) -> str:
    """Without pinyin only Latin letters have initials."""
    return text.lower()


def this_year() -> int:
    """The year by the workstation's clock."""
    return date.today().year


@dataclass(frozen=True)
class Aid:
    """What editors ask of the page: pinyin initials of a text, a finder for a link field, the year of 3.31.

    ``suggestions`` gives a finder for a text field that is usually one of known words (a disease, a hospital).
    """

    initials: Callable[[str], str] = no_initials
    links: Callable[[Any], Finder] = no_links
    year: Callable[[], int] = this_year
    suggestions: Callable[[Any], Finder | None] = no_suggestions


NO_AID = Aid()
