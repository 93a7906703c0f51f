"""What happens between the right password and work: keys settled, the user known, the log written.

A program killed while the keys were changed leaves a prepared ring behind. Whether the tables committed that change
decides: the ring takes its place or goes away, and only then it counts who may come in.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from hfp_desk.gate import ADMIN, ENTRY
from hfp_desk.problems import Refusal
from hfp_desk.records import Event, User
from hfp_desk.store import history, log, settings, unlocking, users_keeping
from hfp_desk.store.keys import KeyRing, next_file
from hfp_desk.store.log import Action
from hfp_desk.store.tries import Tries, Try
from hfp_desk.store.unlocking import Unlock

if TYPE_CHECKING:
    from hfp_desk.store.opening import Register

_NOBODY = "（未登录）"
OTHER_KEYS = "钥匙文件不是本登记簿最后写的那一份，可能从备份取回过，以前的密码又能用"


def admit(register: Register, unlock: Unlock, new_password: str | None = None) -> None:
    """Let the user in who gave the right secret; ``new_password`` by the recovery sheet. Writes the log.

    ``register.greeting`` says what he should know. Refusal for one who is switched off.
    """
    with register.session():
        if settle_keys(register):
            unlock(register.ring)
        _enrol_old_holders(register)
        if new_password is not None:
            users_keeping.let_in_by_code(register, new_password)
        require_active(register)
        _require_same_keys(register)
        last = last_sign_in(register)
        failures = tell_failures(register)
        log.note(register, Action.SIGN_IN)
    if failures:
        since = f"上次登录 {last}；其后" if last else ""
        register.greeting = f"{since}有 {failures} 次失败的登录。"


def admit_looking(register: Register, unlock: Unlock) -> None:
    """Let somebody in who only looks: nothing is written; Refusal where ``admit`` would refuse."""
    with register.session():
        if next_file(register.path).exists():
            unlock(_committed(register) or register.ring)
        if settings.get(settings.KEYS) is not None:
            require_active(register)


def settle_keys(register: Register) -> bool:
    """Finish, or take back, a change of the keys that was cut off; whether there was one."""
    if not next_file(register.path).exists():
        return False
    prepared = _committed(register)
    if prepared is not None:
        prepared.adopt()
    else:
        next_file(register.path).unlink(missing_ok=True)
    return True


def require_active(register: Register) -> None:
    """Refusal when who signed in is unknown here or switched off, whatever key he may have kept."""
    if not User.select().where((User.name == register.user) & User.active).exists():
        raise Refusal(f"用户“{register.user}”已停用，不能登录。", "请由管理员重新启用。")


def tell_failures(register: Register) -> int:
    """Write the wrong tries since the last signing in into the log, and forget them; how many there were.

    A program killed before they were forgotten leaves their file: what stands in the log is not written again.
    """
    tries = Tries.load(register.path)
    if not tries.count:
        return 0
    with register.session(), register.db.atomic("IMMEDIATE"):
        told = settings.get(settings.TRIES) or []
        fresh = [one for one in tries.failed if [one.at, one.who] not in told]
        known = len(fresh) < len(tries.failed)
        for one in fresh:
            _note_failure(register, one)
        if tries.forgotten and not known:
            log.note(register, Action.SIGN_IN_FAILED, f"更早还有 {tries.forgotten} 次", user=_NOBODY)
        if tries.damaged and not known:
            log.note(register, Action.SIGN_IN_FAILED, "失败登录的记录文件曾被损坏，次数不全", user=_NOBODY)
        settings.put(settings.TRIES, [[one.at, one.who] for one in tries.failed])
    tries.clear()
    return len(fresh) + (0 if known else tries.forgotten)


def verify(register: Register, password: str) -> None:
    """Whether who sits before the lock screen is the user; a wrong password counts as everywhere.

    Only the key file is read, so that a running job does not hold it up.
    """
    unlocking.by_password(register.path, register.user, password)


def unlocked(register: Register) -> int:
    """Note that work goes on after the lock screen; how many wrong tries there were."""
    with register.session():
        failures = tell_failures(register)
        log.note(register, Action.SIGN_IN, "解除锁定")
    return failures


def sign_out(register: Register) -> None:
    """Note that the user leaves; never in the way of leaving."""
    if register.read_only:
        return
    try:
        log.note(register, Action.SIGN_OUT)
    except Exception:
        return


def last_sign_in(register: Register) -> str:
    """When the user signed in last; nothing the first time."""
    mine = (Event.action == Action.SIGN_IN) & (Event.user == register.user)
    found = Event.select(Event.at).where(mine).order_by(Event.id.desc()).first()
    return found.at[:16] if found else ""


def _enrol_old_holders(register: Register) -> None:
    """Who came in by the recovery sheet before that was written down holds a key and has no row: he administered."""
    if settings.get(settings.KEYS) is not None:
        return
    known = {user.name for user in User.select(User.name)}
    for name in register.ring.users.keys() - known:
        with register.db.atomic("IMMEDIATE"):
            User.new(name=name, roles=f"{ADMIN},{ENTRY}", created_at=history.now()).save()
            log.note(register, Action.USER, f"补登用户 {name}，此前用恢复单进入")


def _committed(register: Register) -> KeyRing | None:
    """The prepared ring if the tables committed it."""
    prepared = KeyRing.prepared(register.path)
    return prepared if prepared is not None and prepared.digest == settings.get(settings.KEYS) else None


def _require_same_keys(register: Register) -> None:
    """Say in the log when the key file is not the one written last, and take it for the one in force."""
    known, found = settings.get(settings.KEYS), register.ring.digest
    if known != found:
        with register.db.atomic("IMMEDIATE"):
            if known:
                log.note(register, Action.USER, OTHER_KEYS)
            settings.put(settings.KEYS, found)


def _note_failure(register: Register, one: Try) -> None:
    known = User.select().where(User.name == one.who).exists()
    log.note(
        register,
        Action.SIGN_IN_FAILED,
        "" if known else one.who,
        at=f"{datetime.fromtimestamp(one.at):{history.MOMENT}}",
        user=one.who if known else _NOBODY,
        detail={"computer": one.computer},
    )
