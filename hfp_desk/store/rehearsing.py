"""The rehearsal: the newest backup is copied out, opened and read from end to end, once a month and when asked for.

What it holds must be what its description says, and both chains must follow row by row. The result is logged.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from hfp_desk import scratch
from hfp_desk.problems import SILENT, Progress, Refusal, disk_trouble
from hfp_desk.records import Event
from hfp_desk.store import backup, chain, durable, history, keys, log, verifying
from hfp_desk.store.backup import Backup
from hfp_desk.store.opening import Register

_EVERY = timedelta(days=30)
_COPYING, _CHECKING, _READING = "正在取出备份", "正在打开核对", "正在逐条核对历史"


@dataclass(frozen=True)
class Rehearsal:
    """When, of which backup, whether it passed, and in words what was found."""

    at: str
    file: str
    passed: bool
    words: str


def rehearse(register: Register, progress: Progress = SILENT) -> Rehearsal | None:
    """Restore the newest backup to a copy of its own and compare; None when there is none. ``record`` logs it."""
    newest = backup.newest_of(register.path)
    if newest is None:
        return None
    copy = scratch.fresh(newest.path.name)
    try:
        words = _compared(newest, copy, register.key, progress)
        return Rehearsal(history.now(), newest.path.name, True, words)
    except Refusal as refusal:
        return Rehearsal(history.now(), newest.path.name, False, refusal.sentence)
    except OSError as error:
        return Rehearsal(history.now(), newest.path.name, False, f"备份读不出来：{disk_trouble(error, '磁盘不可读')}。")
    finally:
        scratch.wipe(copy)


def record(register: Register, done: Rehearsal) -> None:
    """Write the result into the log."""
    detail = {"file": done.file, "passed": done.passed, "words": done.words}
    log.note(register, log.Action.REHEARSAL, "通过" if done.passed else "没有通过", detail=detail)


def last(register: Register) -> Rehearsal | None:
    """The last rehearsal this register's log tells of."""
    with register.session():
        event = Event.select().where(Event.action == log.Action.REHEARSAL).order_by(Event.id.desc()).first()
    detail = event.detail if event is not None else None
    if not isinstance(detail, dict):
        return None
    return Rehearsal(event.at, str(detail.get("file")), bool(detail.get("passed")), str(detail.get("words")))


def due(done: Rehearsal | None, now: datetime) -> bool:
    """Whether a month has passed."""
    return done is None or now - datetime.strptime(done.at, history.MOMENT) >= _EVERY


def _compared(newest: Backup, copy: Path, key: bytes, progress: Progress) -> str:
    if not keys.KeyRing.load(newest.path).users:
        raise Refusal("备份的钥匙文件里没有用户。")
    durable.require_room(copy.parent, newest.path.stat().st_size)
    content = durable.copied(newest.path, copy, progress, _COPYING)
    if newest.sha256 and content != newest.sha256:
        raise Refusal("备份文件的内容变了，与做成时不同。")
    progress.step(0, 0, _CHECKING)
    held = verifying.facts(copy, key)
    if (dict(held.counts), held.head) != (dict(newest.counts), newest.head):
        raise Refusal("备份里的条数或历史与它的说明不一致。")
    if newest.log_head and held.log_head != newest.log_head:
        raise Refusal("备份里的操作日志与它的说明不一致。")
    progress.step(0, 0, _READING)
    rows = _read_chains(copy, key)
    shown = "，".join(f"{title} {held.counts.get(title, 0):,}" for title in ("人员", "救治记录"))
    return f"{shown}，历史和日志 {rows:,} 条逐条相符"


def _read_chains(copy: Path, key: bytes) -> int:
    """How many rows of both chains were recomputed; Refusal at the first that does not follow."""
    db = verifying.still(copy, key)
    rows = 0
    try:
        db.connect()
        there = set(db.get_tables())
        for chained in (one for one in (chain.CHANGES, chain.EVENTS) if one.table in there):
            broken = chain.first_broken(db, chained)
            if broken is not None:
                raise Refusal(f"备份里的历史从第 {broken} 条起对不上。")
            rows += int(db.execute_sql(f'SELECT count(*) FROM "{chained.table}"').fetchone()[0])
    except verifying.UNREADABLE:
        raise Refusal("备份里的历史读不出来。") from None
    finally:
        db.close()
    return rows
