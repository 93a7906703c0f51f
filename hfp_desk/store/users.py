"""The users of a register and what their roles let them see."""

from __future__ import annotations

from hfp_desk.gate import ADMIN, ENTRY, Viewer
from hfp_desk.records import User
from hfp_desk.store.opening import Register


def viewer(register: Register) -> Viewer:
    """Who looks when ``register.user`` looks; somebody let in by the recovery sheet may enter and repair."""
    user = User.get_or_none(User.name == register.user)
    roles = user.roles.split(",") if user else [ADMIN, ENTRY]
    return Viewer(register.user, frozenset(filter(None, roles)))


def listed() -> list[User]:
    """Everybody who has worked in this register, the first one first."""
    return list(User.select().order_by(User.id))
