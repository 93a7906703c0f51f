"""Keeping the users: adding them, their roles and passwords, switching off and on; never deleting.

Whoever may open the register has its key wrapped in the key file; who he is and what he may stands in the tables.
Both change together: the tables' commit decides, the key file follows (``KeyRing.prepare``). Nothing here rewrites
data: the register's own key stays what it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hfp_desk.gate import ADMIN, SECRET
from hfp_desk.problems import Refusal, disk_trouble
from hfp_desk.records import User
from hfp_desk.store import history, keys, log, settings, tries, unlocking, users
from hfp_desk.store.keys import KeyRing
from hfp_desk.store.log import Action

if TYPE_CHECKING:
    from hfp_desk.store.opening import Register

_LONGEST_NAME, _LONGEST_TITLE = 20, 30
_DOING = "管理用户"
_LAST = 'SELECT "user", max("at") FROM "event" WHERE "action"=? GROUP BY "user"'
OLD_BACKUPS = "以前的备份带着当时的钥匙：停用或改密码之前做的备份，仍可用当时的密码打开，请妥善保管。"


@dataclass(frozen=True)
class UserLine:
    """A user as the list shows him; ``signs_in`` when he is active and has a key, ``last`` when he last did."""

    name: str
    title: str
    roles: str
    active: bool
    signs_in: bool
    last: str
    created_at: str


def lines(register: Register) -> list[UserLine]:
    """All users, those switched off too, the first one first."""
    with register.session():
        holders = register.ring.users
        last: dict[str, str] = dict(register.db.execute_sql(_LAST, (str(Action.SIGN_IN),)).fetchall())
        return [
            UserLine(
                user.name,
                user.title,
                user.roles,
                user.active,
                user.active and user.name in holders,
                last.get(user.name, ""),
                user.created_at,
            )
            for user in users.listed()
        ]


def add(register: Register, name: str, roles: Collection[str], password: str, title: str = "") -> None:
    """A new user with a first password."""
    name, stored = _name(name), _roles(roles)
    ring = _ring_with(register, name, password)
    with _together(register, ring):
        if User.get_or_none(User.name == name) is not None:
            raise Refusal(f"已经有用户“{name}”。", "停用的用户请在列表中重新启用；同名的请在姓名后加科室区分。")
        User.new(name=name, title=_title(title), roles=stored, created_at=history.now()).save()
        _note(register, Action.USER, f"新增用户 {name}", roles=users.words(stored))


def set_roles(register: Register, name: str, roles: Collection[str]) -> None:
    """Change what a user may; nobody takes 管理员 from himself, and one who can sign in always keeps it."""
    stored = _roles(roles)
    with _alone(register):
        user = _known(name)
        if user.roles == stored:
            return
        if ADMIN not in stored.split(","):
            _require_other_admin(register, user, "取消{}的管理员角色")
        old, user.roles = user.roles, stored
        user.save()
        _note(register, Action.USER, f"调整角色 {name}", old=users.words(old), new=users.words(stored))


def set_title(register: Register, name: str, title: str) -> None:
    """Write down what a user's duty is."""
    with _alone(register):
        user, new = _known(name), _title(title)
        if user.title != new:
            old, user.title = user.title, new
            user.save()
            _note(register, Action.USER, f"修改职务 {name}", old=old, new=new)


def reset_password(register: Register, name: str, password: str) -> None:
    """Give another user, who forgot it, a new password."""
    ring = _ring_with(register, name, password)
    with _together(register, ring):
        user = _known(name)
        if not user.active:
            raise Refusal(f"“{name}”已停用。", "请先重新启用，启用时同时设新密码。")
        _note(register, Action.PASSWORD, f"重设密码 {name}")


def change_password(register: Register, old: str, new: str) -> None:
    """One's own password, by whoever knows the present one; a wrong one counts as a wrong try."""
    keys.require_password(new)
    ring = register.ring
    tries.guarded(register.path, register.user, lambda: ring.unlock(register.user, old))
    ring.set_password(register.user, new, register.key)
    with _together(register, ring, ours=False):
        _note(register, Action.PASSWORD, f"修改本人密码 {register.user}")


def switch_off(register: Register, name: str) -> None:
    """Take a user's key away; what he did stays his in the history."""
    ring = register.ring
    ring.remove(name)
    with _together(register, ring):
        user = _known(name)
        _require_other_admin(register, user, "停用{}")
        user.active = False
        user.save()
        _note(register, Action.USER, f"停用用户 {name}", roles=users.words(user.roles))


def switch_on(register: Register, name: str, password: str) -> None:
    """Let a user in again, with a new password and the roles he had."""
    ring = _ring_with(register, name, password)
    with _together(register, ring):
        user = _known(name)
        user.active = True
        user.save()
        _note(register, Action.USER, f"重新启用用户 {name}", roles=users.words(user.roles))


def renew_code(register: Register) -> str:
    """A new recovery code; the sheet printed before no longer opens the register."""
    ring = register.ring
    code = ring.renew_code(register.key)
    with _together(register, ring):
        _note(register, Action.RECOVERY, "重新生成恢复单")
    return code


def let_in_by_code(register: Register, password: str) -> None:
    """Whoever opened by the recovery sheet administers from now on: the office has nobody else who could."""
    name = _name(register.user)
    ring = register.ring
    ring.set_password(name, password, register.key)
    with _together(register, ring, ours=False):
        user = User.get_or_none(User.name == name)
        if user is None:
            user = User.new(name=name, roles=users.FIRST_ROLES, created_at=history.now())
            user.roles = _joined({*user.roles.split(",")} - {SECRET})
        user.roles = _joined({*user.roles.split(","), ADMIN})
        user.active = True
        user.save()
        _note(register, Action.RECOVERY, f"用恢复单打开，{name} 设新密码", roles=users.words(user.roles))


@contextmanager
def _alone(register: Register) -> Iterator[None]:
    """A change of the tables only."""
    with register.session(), register.db.atomic("IMMEDIATE"):
        users.require(register, ADMIN, _DOING)
        yield


@contextmanager
def _together(register: Register, ring: KeyRing, *, ours: bool = True) -> Iterator[None]:
    """A change of the tables and of the key file: both or none, wherever the program may die.

    ``ours`` when only an administrator may do it.
    """
    if register.read_only:
        raise Refusal("登记簿是只读打开的，不能改用户和密码。", "请关闭后正常打开，再做这一步。")
    with register.session():
        if ours:
            users.require(register, ADMIN, _DOING)
        try:
            ring.prepare()
            with register.db.atomic("IMMEDIATE"):
                yield
                settings.put(settings.KEYS, ring.digest)
        except OSError as error:
            ring.forget()
            raise Refusal(
                f"钥匙文件写不进去：{disk_trouble(error)}。", "请检查磁盘空间和权限，没有任何改动。"
            ) from error
        except BaseException:
            ring.forget()
            raise
    try:
        ring.adopt()
    except OSError:
        raise Refusal("钥匙文件正被别的程序占用。", "改动已记下，下次打开登记簿时自动生效；请先退出再登录。") from None


def _note(register: Register, action: Action, subject: str, **detail: Any) -> None:
    log.note(register, action, subject, detail=detail or None)


def _ring_with(register: Register, name: str, password: str) -> KeyRing:
    """The ring with a key for ``name``, not written yet: deriving it takes a while, so it is done beforehand."""
    ring = register.ring
    ring.set_password(name, password, register.key)
    return ring


def _require_other_admin(register: Register, user: User, doing: str) -> None:
    """Refusal when ``user`` is oneself, or the only administrator who can sign in; ``doing`` has room for a name."""
    if user.name == register.user:
        raise Refusal(f"不能{doing.format('自己')}。", "请由另一位管理员操作。")
    holders = register.ring.users
    others = [
        other
        for other in users.listed()
        if other.active and other.name != user.name and other.name in holders and ADMIN in other.roles.split(",")
    ]
    if not others:
        raise Refusal(f"“{user.name}”是唯一能登录的管理员，不能这样做。", "请先让另一位用户当管理员。")


def _known(name: str) -> User:
    user: User | None = User.get_or_none(User.name == name)
    if user is None:
        raise Refusal(f"没有用户“{name}”。", "请在用户列表中重新选择。")
    return user


def _name(typed: str) -> str:
    name = " ".join(typed.split())
    if not name:
        raise Refusal("没有填写用户姓名。", "请填写经办人姓名。")
    if name == unlocking.RECOVERY_SHEET:
        raise Refusal(f"“{name}”不能当用户姓名，日志用它称呼凭恢复单操作的人。", "请填写经办人姓名。")
    if len(name) > _LONGEST_NAME or not name.isprintable():
        raise Refusal("用户姓名太长，或含有不能显示的字符。", f"请填写 {_LONGEST_NAME} 个字以内的姓名。")
    return name


def _title(typed: str) -> str:
    title = " ".join(typed.split())
    if len(title) > _LONGEST_TITLE:
        raise Refusal("职务太长。", f"请写在 {_LONGEST_TITLE} 个字以内。")
    return title


def _roles(wanted: Collection[str]) -> str:
    unknown = set(wanted) - users.ROLES.keys()
    if unknown:
        raise Refusal(f"没有“{'、'.join(sorted(unknown))}”这种角色。", f"可选：{'、'.join(users.ROLES.values())}。")
    if not set(wanted) - {SECRET}:
        raise Refusal("没有选择角色。", "请在管理员、录入、查询中至少选一个；“保密”要与它们一起用。")
    return _joined(wanted)


def _joined(roles: Collection[str]) -> str:
    return ",".join(role for role in users.ROLES if role in roles)
