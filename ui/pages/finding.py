"""What the editors of a form ask for: people, places, households and institutions, found by the store."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from hfp_desk.policy import diseases
from hfp_desk.records import Diagnosis, Person, Treatment
from hfp_desk.store import choosing, pinyin, searching
from ui.editors import Aid
from ui.office import Office
from ui.widgets.choices import Choice, Finder

Near = Callable[[str], Mapping[str, Any]]
"""What is written in the other fields of a form that a link field (by name) depends on."""

_MOST, _FEW = 30, 9
_HERE = ("village", "town")
BESIDE = {
    "village": ("town",),
    **dict.fromkeys(("household", "institution", "provider", "doctor", "served_by", "trainee"), _HERE),
    "posting": ("partnership",),
    "attendance": ("course",),
}
"""For a link field the others that it depends on."""


def aid(office: Office, near: Near) -> Aid:
    """The help a form's editors need; ``near`` tells what else is written in the form."""
    return Aid(
        pinyin.initials,
        lambda field: _finder(office, field, near),
        lambda: date.today().year,
        lambda field: _suggestions(office, field),
    )


def people(office: Office) -> Finder:
    """Finds people as the search over the window does."""

    def find(text: str) -> list[Choice]:
        found = searching.find_people(office.register, text, office.eyes, _MOST)
        return [Choice(hit.id, hit.title, "", hit.detail) for hit in found]

    return find


def _finder(office: Office, field: Any, near: Near) -> Finder:
    if field.rel_model is Person:
        return people(office)

    def find(text: str) -> list[Choice]:
        found = choosing.offers(office.register, field, text, near(field.name), office.viewer)
        return [Choice(offer.id, offer.title, "", offer.hint) for offer in found]

    return find


def _suggestions(office: Office, field: Any) -> Finder | None:
    """Diseases as the policy names them, hospitals as they are registered."""
    if field is Treatment.hospital:
        return _finder(office, Treatment.institution, lambda _name: {})
    if field is Treatment.disease or field is Diagnosis.disease:
        return _diseases
    return None


def _diseases(text: str) -> list[Choice]:
    """Diseases of the catalogue by name, synonym or initials."""
    lower = text.lower()
    found = [
        Choice(one.code, one.label)
        for one in diseases()
        if text in one.label
        or any(text in word for word in one.synonyms)
        or pinyin.initials(one.label).startswith(lower)
    ]
    return sorted(found, key=lambda choice: not choice.label.startswith(text))[:_FEW]
