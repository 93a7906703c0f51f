"""What the tests about users and about the log ask of a register."""

from pathlib import Path
from typing import Any

from hfp_desk.records import Event
from hfp_desk.store import opening, users_keeping
from hfp_desk.store.keys import WrongSecret
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register

FANG, LAN = "wangfang-2020", "zhaolan-2020"


def opens(path: Path, user: str, password: str) -> bool:
    """Whether the register opens for somebody."""
    try:
        opening.open_register(path, user, password).close()
    except WrongSecret:
        return False
    return True


def as_user(register: Register, user: str, password: str) -> Register:
    """The register put away and opened by somebody else."""
    register.close()
    return opening.open_register(register.path, user, password)


def logged(action: Action) -> list[str]:
    """What the log says was done."""
    return [event.subject for event in Event.select().where(Event.action == action).order_by(Event.id)]


def line(register: Register, name: str) -> users_keeping.UserLine:
    """A user as the list shows him."""
    return next(one for one in users_keeping.lines(register) if one.name == name)


def events(action: Action) -> list[Event]:
    """What the log holds about what was done."""
    return list(Event.select().where(Event.action == str(action)).order_by(Event.id))


def detail(event: Event) -> dict[str, Any]:
    """What the log says besides."""
    found: Any = event.detail
    return dict(found or {})
