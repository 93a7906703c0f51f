"""The users of a register and what their roles let them see and do."""

from __future__ import annotations

from hfp_desk.gate import ADMIN, ENTRY, Viewer
from hfp_desk.problems import Refusal
from hfp_desk.records import User
from hfp_desk.store.opening import Register

ROLES = {"admin": "管理员", "entry": "录入", "query": "查询", "secret": "保密"}
"""The roles as the office calls them; a user may have several."""


def viewer(register: Register) -> Viewer:
    """Who looks when ``register.user`` looks; somebody let in by the recovery sheet may enter and repair."""
    user = User.get_or_none(User.name == register.user)
    roles = user.roles.split(",") if user else [ADMIN, ENTRY]
    return Viewer(register.user, frozenset(filter(None, roles)))


def require(register: Register, role: str, doing: str) -> None:
    """Refusal when the signed-in user lacks ``role`` for ``doing`` (修改登记内容)."""
    if role not in viewer(register).roles:
        raise Refusal(f"您没有“{ROLES[role]}”角色，不能{doing}。", "请由有这个角色的同事操作，或请管理员调整角色。")


def listed() -> list[User]:
    """Everybody who has worked in this register, the first one first."""
    return list(User.select().order_by(User.id))
