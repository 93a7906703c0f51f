"""Opening and putting away on the worker: the register is handed over with no connection open in that thread.

The database is imported here only when it is needed, on the worker: the first page is seen before that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from hfp_desk.problems import Progress, Refusal

if TYPE_CHECKING:
    from hfp_desk.store.opening import Register

Opener = Callable[[Progress], "Register"]


@dataclass(frozen=True)
class Delay:
    """How many wrong tries there were in a row, and the seconds to wait before the next."""

    failures: int = 0
    seconds: int = 0


@dataclass(frozen=True)
class Known:
    """What is known of a register before anybody signs in."""

    users: tuple[str, ...] = ()
    delay: Delay = Delay()


def known(register: Path) -> Known:
    """Who may sign in to a register, and whether he has to wait."""
    from hfp_desk.store.tries import Tries

    tries = Tries.load(register)
    return Known(users_of(register), Delay(tries.row, tries.left()))


def users_of(register: Path) -> tuple[str, ...]:
    """Who may sign in, by the key file beside the register; nobody when it cannot be read."""
    from hfp_desk.store import keys

    try:
        return tuple(keys.KeyRing.load(register).users)
    except (Refusal, OSError):
        return ()


def by_password(path: Path, user: str, password: str) -> Opener:
    """Open with a user's password."""

    def work(progress: Progress) -> Register:
        from hfp_desk.store import opening

        return handed_over(opening.open_register(path, user, password, progress))

    return work


def by_code(path: Path, code: str, user: str, password: str) -> Opener:
    """Open with the recovery sheet and set a new password."""

    def work(progress: Progress) -> Register:
        from hfp_desk.store import opening

        return handed_over(opening.open_with_code(path, code, user, password, progress))

    return work


def to_look_at(path: Path, user: str, password: str) -> Opener:
    """Open for reading only: a register somebody has open, or a backup."""

    def work(_: Progress) -> Register:
        from hfp_desk.store import opening

        return handed_over(opening.open_read_only(path, user, password))

    return work


@dataclass(frozen=True)
class LostKeys:
    """A register without its keys, and the backup that has some."""

    register: Path
    at: str
    take: Callable[[Progress], None]


def lost_keys(register: Path) -> LostKeys | None:
    """Whether the key file is gone or damaged and a backup can help."""
    from hfp_desk.store import mending

    found = mending.lost_keys(register)
    return LostKeys(register, found.at, lambda _: mending.take_keys(register, found)) if found is not None else None


def can_be_looked_at(refusal: Exception) -> bool:
    """Whether a register that was refused can at least be opened for reading only."""
    from hfp_desk.store.locking import NotFree

    return isinstance(refusal, NotFree)


def is_damaged(refusal: Exception) -> bool:
    """Whether the register itself cannot be read."""
    from hfp_desk.store.traces import Damaged

    return isinstance(refusal, Damaged)


def handed_over(register: Register) -> Register:
    """Close the worker's own connection: the window works with one of its own thread."""
    register.db.close()
    return register


def put_away(register: Register, progress: Progress | None) -> None:
    """Back up what changed, unless there is no time (no progress), and close; closed whatever happens."""
    from hfp_desk.store import admitting, backup, second_copy

    try:
        with register.session():
            admitting.sign_out(register)
            if progress is not None:
                backup.make_if_changed(register, backup.AT_EXIT, progress)
                second_copy.follow(register, progress)
    finally:
        register.db.connect(reuse_if_open=True)
        register.close()


def warm_up() -> None:
    """Load what the desk will need, while the clerk still types the password."""
    import_module("ui.session")


def delay_after(refusal: Exception) -> Delay | None:
    """The wait a wrong try brought about, or is still to be waited for; None when the refusal was no such thing."""
    from hfp_desk.store.keys import WrongSecret
    from hfp_desk.store.tries import MustWait

    if isinstance(refusal, WrongSecret | MustWait):
        return Delay(refusal.failures, refusal.seconds)
    return None


def is_too_early(refusal: Exception) -> bool:
    """Whether nothing was tried, because somebody has to wait."""
    from hfp_desk.store.tries import MustWait

    return isinstance(refusal, MustWait)
