"""What a user typed into a form and has not saved yet, kept in the register so that a power cut does not take it.

One form a user. It lies among the user's own settings, encrypted like everything; it is no record and has no
history, and it is gone as soon as the form is saved or left.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import Any

from hfp_desk.records import BY_NAME, Setting
from hfp_desk.store import history, settings
from hfp_desk.store.opening import Register

_KEY = "entry.typed"


@dataclass(frozen=True)
class Typed:
    """A form as it was typed: the texts by field name, links with their numbers, the records that were open."""

    kind: str
    title: str
    texts: Mapping[str, str]
    links: Mapping[str, int] = field(default_factory=dict)
    record: int | None = None
    at: str = ""


def keep(register: Register, typed: Typed) -> None:
    """Keep what stands in the form now; the one before is gone."""
    if not register.read_only:
        with register.session():
            settings.put(_KEY, {**asdict(typed), "at": history.now()}, register.user)


def left(register: Register) -> Typed | None:
    """What the user typed and did not save when the program ended; None when there is nothing."""
    with register.session():
        stored: Any = settings.get(_KEY, None, register.user)
    with suppress(TypeError, AttributeError):
        found = Typed(**stored)
        return found if found.kind in BY_NAME and found.texts else None
    return None


def forget(register: Register) -> None:
    """The form was saved or left."""
    if not register.read_only:
        with register.session():
            Setting.delete().where((Setting.owner == register.user) & (Setting.key == _KEY)).execute()
