"""A register that was not closed as it should be, or cannot be read: looked at, and what can be done about it.

Nothing here changes the register. What is proposed (a checked backup, keys from a backup) is done by the clerk.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hfp_desk import scratch
from hfp_desk.problems import SILENT, Progress, Refusal
from hfp_desk.records import Change
from hfp_desk.store import backup, durable, keys, looking, restoring, since, traces, verifying
from hfp_desk.store.backup import Backup
from hfp_desk.store.engine import connect
from hfp_desk.store.opening import Register
from hfp_desk.store.traces import Damaged

_LOOKING = "上次没有正常退出，正在检查登记簿"
_SOUND = "上次没有正常退出，已检查登记簿，数据完好。"
_TRYING = "正在逐份校验备份"


@dataclass(frozen=True)
class Proposal:
    """A backup that was opened and found sound just now; ``lost`` steps came after it, None: unknown.

    ``apart``: the damaged register did not go on from it. ``passed_over``: so many newer ones were not sound.
    """

    backup: Backup
    lost: int | None
    apart: bool = False
    passed_over: int = 0


def look(register: Register, progress: Progress = SILENT) -> None:
    """Check pages and links of an open register; ``Damaged`` when something is wrong with them."""
    progress.step(0, 0, _LOOKING)
    try:
        with register.session():
            pragma = "integrity_check" if traces.suspected(register.path) else "quick_check"
            whole = register.db.execute_sql(f"PRAGMA {pragma}").fetchone()[0] == "ok"
            whole = whole and register.db.execute_sql("PRAGMA foreign_key_check").fetchone() is None
    except verifying.HINDERED:
        raise Refusal(f"登记簿“{register.path.name}”现在读不出来。", "请检查磁盘、网络和文件权限后再试。") from None
    except verifying.UNREADABLE:
        whole = False
    if not whole:
        raise Damaged(register.path)
    traces.clear(register.path)


def sound_words(register: Register) -> str:
    """What is said when the check found nothing wrong: with the last save there is, so that a later one is missed."""
    with register.session():
        last = Change.select(Change.at, Change.user).order_by(Change.id.desc()).first()
    return _SOUND if last is None else f"{_SOUND}最后一次保存：{last.at[:16]} {last.user}；如不是您最后做的，请核对。"


def propose(
    register: Path, backups: Sequence[Backup], user: str, password: str, progress: Progress = SILENT
) -> Proposal | None:
    """The best of ``backups`` (newest first) for a damaged register, opened and checked; None when none is sound.

    One from which the damaged register itself went on comes before what a restore had put aside. A password that
    opens none of them is refused: keys of a backup are those of its time.
    """
    wrong: Refusal | None = None
    best: Proposal | None = None
    broken = 0
    for number, one in enumerate(backups):
        progress.step(number, len(backups), _TRYING)
        try:
            key, _ = restoring.unlocked(one.path, user, password)
            verifying.facts(one.path, key)
        except keys.WrongSecret as refusal:
            wrong = refusal
            continue
        except Refusal:
            broken += 1
            continue
        found = Proposal(one, *_compared(register, key, one), broken)
        best = best or found
        if not found.apart:
            return found if found.lost is not None else best
    if best is None and wrong is not None:
        raise wrong
    return best


def _compared(register: Path, key: bytes, one: Backup) -> tuple[int | None, bool]:
    """Steps of the damaged register after a backup, None when its history cannot be read; whether it went apart.

    A copy is read, log and all: the damaged files stay exactly as they are.
    """
    if not register.is_file() or not register.stat().st_size:
        return None, False
    try:
        copy = looking.still_copy(register)
    except Refusal:
        return None, False
    db = connect(copy, key)
    try:
        db.connect()
        lost = since.steps_after(db, one.head)
        return lost, lost is None
    except verifying.UNREADABLE:
        return None, False
    finally:
        db.close()
        scratch.wipe(copy)


def lost_keys(register: Path) -> Backup | None:
    """When the key file is missing or damaged: the newest backup that has keys."""
    if not register.is_file() or _ring_holds(register):
        return None
    return next((one for one in backup.all_of(register) if _ring_holds(one.path)), None)


def take_keys(register: Path, one: Backup) -> None:
    """Take the keys of a backup; a damaged key file is kept under another name."""
    mine = keys.key_file(register)
    if mine.exists():
        mine.replace(_free(mine.with_name(f"{mine.name}.damaged")))
    durable.put(keys.key_file(one.path), mine)


def _ring_holds(register: Path) -> bool:
    try:
        return bool(keys.KeyRing.load(register).users)
    except (Refusal, OSError, json.JSONDecodeError):
        return False


def _free(path: Path) -> Path:
    names = (path if i == 1 else path.with_name(f"{path.name}-{i}") for i in range(1, 1000))
    return next(one for one in names if not one.exists())
