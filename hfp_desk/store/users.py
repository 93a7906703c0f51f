"""The users of a register and what their roles let them see and do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hfp_desk.gate import ADMIN, ENTRY, QUERY, SECRET, Viewer
from hfp_desk.problems import Refusal
from hfp_desk.records import User

if TYPE_CHECKING:
    from hfp_desk.store.opening import Register

ROLES = {ADMIN: "管理员", ENTRY: "录入", QUERY: "查询", SECRET: "保密"}
"""The roles as the office calls them; a user may have several."""

DUTIES = {
    ADMIN: "管理用户、政策和单位设置、备份恢复、恢复单；个人信息仍部分遮盖",
    ENTRY: "新增、修改、导入、作废和合并登记内容，看得到完整的个人信息",
    QUERY: "只查看，姓名、证件号码和电话部分遮盖；查看明文须写明原因",
    SECRET: "另外可看精神障碍、传染病等限制公开的病种；须与上面的角色一起用",
}
"""What each role may, in one sentence."""

FIRST_ROLES = f"{ADMIN},{ENTRY},{SECRET}"
"""Whoever makes a register."""


def viewer(register: Register) -> Viewer:
    """Who looks when ``register.user`` looks; somebody unknown, or switched off, has no role at all."""
    user = User.get_or_none((User.name == register.user) & User.active)
    return Viewer.of(register.user, user.roles if user else "")


def require(register: Register, role: str, doing: str) -> None:
    """Refusal when the signed-in user lacks ``role`` for ``doing`` (修改登记内容)."""
    if role not in viewer(register).roles:
        raise Refusal(f"您没有“{ROLES[role]}”角色，不能{doing}。", "请由有这个角色的同事操作，或请管理员调整角色。")


def require_looking(register: Register) -> None:
    """Refusal for a signed-in user without any role: figures, too, are told to those alone who work here."""
    if not viewer(register).may_look:
        raise Refusal("您没有任何角色，不能查看报表和统计的数字。", "请联系管理员分配角色。")


def listed() -> list[User]:
    """Everybody who has worked in this register, the first one first."""
    return list(User.select().order_by(User.id))


def words(roles: str) -> str:
    """Stored roles as the office calls them."""
    return "、".join(label for role, label in ROLES.items() if role in roles.split(","))
