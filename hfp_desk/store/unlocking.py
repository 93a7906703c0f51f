"""The one place where a password or a recovery code is tried: on a closed register, and behind the lock screen.

Every wrong one is counted (``tries``). The name in that count is a user's or none: what is typed into the wrong
field may be a password.
"""

from collections.abc import Callable
from pathlib import Path

from hfp_desk.store import tries
from hfp_desk.store.keys import KeyRing, WrongSecret

RECOVERY_SHEET = "恢复单"

Unlock = Callable[[KeyRing], bytes]


def by_password(path: Path, user: str, password: str) -> bytes:
    """The data key of the register for ``user``; Refusal for a wrong name or password, or when it is too early."""
    ring = KeyRing.load(path)
    who = user if user in ring.users else f"不认识的用户名（{len(user)} 个字）"
    return tries.guarded(path, who, lambda: _unlocked(ring, password_of(user, password)))


def by_code(path: Path, code: str) -> bytes:
    """The data key for the code of the recovery sheet."""
    ring = KeyRing.load(path)
    return tries.guarded(path, RECOVERY_SHEET, lambda: _unlocked(ring, code_of(code)))


def password_of(user: str, password: str) -> Unlock:
    """How a ring is opened by a password."""
    return lambda ring: ring.unlock(user, password)


def code_of(code: str) -> Unlock:
    """How a ring is opened by the recovery code."""
    return lambda ring: ring.unlock_with_code(code)


def _unlocked(ring: KeyRing, unlock: Unlock) -> bytes:
    """The data key by the ring in force, or by one a killed program left half-way: which counts is seen inside."""
    try:
        return unlock(ring)
    except WrongSecret:
        prepared = KeyRing.prepared(ring.register)
        if prepared is None:
            raise
        return unlock(prepared)
