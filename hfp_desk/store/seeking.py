"""What else the search finds beside people: village doctors, institutions, villages, by name or initials."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hfp_desk.gate import Viewer
from hfp_desk.records import DOCTOR, INSTITUTION, PLACE, Attendance, Doctor
from hfp_desk.store import choosing
from hfp_desk.store.opening import Register

_LINKS = ((DOCTOR.name, "村医", Attendance.trainee), (INSTITUTION.name, "机构", Doctor.institution))
_PLACES = (PLACE.name, "村", Doctor.village)
_MOST, _SHORTEST = 5, 2


@dataclass(frozen=True)
class Found:
    """A record that fits: its kind, the kind in a word, what it is called, and what tells it from its namesakes."""

    kind: str
    id: int
    word: str
    title: str
    hint: str


def further(register: Register, text: str, viewer: Viewer) -> tuple[Found, ...]:
    """The first few of each kind that fit at least two characters, as this viewer may know of them.

    A number is somebody's, never a name: nothing is looked for while one is typed.
    """
    words = text.strip()
    if len(words) < _SHORTEST or words.rstrip("xX").isdigit():
        return ()
    return tuple(_found(register, words, viewer))


def _found(register: Register, text: str, viewer: Viewer) -> Iterator[Found]:
    for kind, word, link in (*_LINKS, _PLACES):
        for offer in choosing.offers(register, link, text, {}, viewer)[:_MOST]:
            yield Found(kind, offer.id, word, offer.title, offer.hint)
