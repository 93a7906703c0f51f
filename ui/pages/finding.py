"""What the editors of a form ask for: people, places, households and institutions, found by the store."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from hfp_desk.records import Person
from hfp_desk.store import choosing, pinyin, searching
from ui.editors import Aid
from ui.office import Office
from ui.widgets.choices import Choice, Finder

Near = Callable[[str], Mapping[str, Any]]
"""What is written in the other fields of a form that a link field (by name) depends on."""

_MOST = 30


def aid(office: Office, near: Near) -> Aid:
    """The help a form's editors need; ``near`` tells what else is written in the form."""
    return Aid(pinyin.initials, lambda field: _finder(office, field, near), lambda: date.today().year)


def people(office: Office) -> Finder:
    """Finds people as the search over the window does."""

    def find(text: str) -> list[Choice]:
        found = searching.find_people(office.register, text, office.viewer, _MOST)
        return [Choice(hit.id, hit.title, "", hit.detail) for hit in found]

    return find


def _finder(office: Office, field: Any, near: Near) -> Finder:
    if field.rel_model is Person:
        return people(office)

    def find(text: str) -> list[Choice]:
        found = choosing.offers(office.register, field, text, near(field.name))
        return [Choice(offer.id, offer.title, "", offer.hint) for offer in found]

    return find
