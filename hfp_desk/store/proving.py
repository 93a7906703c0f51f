"""核对日志: both chains recomputed, their ends compared with what the backups remember; what is broken is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hfp_desk.gate import Viewer
from hfp_desk.problems import SILENT, Progress
from hfp_desk.records import BY_NAME, Change, Event
from hfp_desk.store import backup, chain, log, log_details
from hfp_desk.store.backup import Backup
from hfp_desk.store.chain import CHANGES, EVENTS, Chained
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register
from hfp_desk.store.telling import ACTIONS
from hfp_desk.store.titles import titles


@dataclass(frozen=True)
class Broken:
    """The first row of a chain that does not follow from the one before."""

    where: str
    number: int
    at: str
    user: str
    what: str

    @property
    def words(self) -> str:
        """The row as it is named to the office."""
        return f"{self.where}第 {self.number:,} 条（{self.at} {self.user} {self.what}）"


@dataclass(frozen=True)
class Proof:
    """What was found; ``lost`` are backups whose last row is gone, ``replaced`` those from before a restore."""

    changes: int
    events: int
    backups: int
    broken: tuple[Broken, ...]
    lost: tuple[str, ...]
    replaced: int

    @property
    def holds(self) -> bool:
        """Whether nothing was altered."""
        return not (self.broken or self.lost)

    @property
    def sentence(self) -> str:
        """The result in one sentence."""
        if self.holds:
            return f"核对无误：修改历史 {self.changes:,} 条、操作日志 {self.events:,} 条，逐条相接。"
        first = self.broken[0].words if self.broken else ""
        return f"{first}与前一条接不上，日志被改动过。" if first else "日志末尾缺少记录，被截去过。"

    @property
    def advice(self) -> str:
        """What else is to be said, and what to do next."""
        told = [f"还有{one.words}也接不上。" for one in self.broken[1:]]
        if self.broken:
            told.append("这一条或它前面相邻的一条被改动、删除或插入过，之前的记录都是可信的。")
        if self.lost:
            told.append(f"备份（{'、'.join(self.lost[:5])}）记下的末条已不在日志中。")
        if self.replaced:
            told.append(f"另有 {self.replaced} 份备份做于最近一次恢复之前，其末条不在现在的日志中属于正常。")
        if self.holds:
            told.append(f"与 {self.backups} 份备份记下的末条一致。" if self.backups else "还没有备份可以对照。")
        else:
            told.append("请保留现在的登记簿文件，报告负责人，并与最近的备份对照。")
        return "".join(told)


def prove(register: Register, viewer: Viewer, progress: Progress = SILENT) -> Proof:
    """Recompute everything and note in the log that it was done (not in a register open for reading only)."""
    with register.session():
        progress.step(0, 3, "核对修改历史")
        broken = [_change(register, viewer, chain.first_broken(register.db, CHANGES))]
        progress.step(1, 3, "核对操作日志")
        broken.append(_event(viewer, chain.first_broken(register.db, EVENTS)))
        progress.step(2, 3, "与备份对照")
        kept = backup.all_of(register.path)
        lost, replaced = _lost(register, kept)
        changes, events = _count(register, CHANGES), _count(register, EVENTS)
        proof = Proof(changes, events, len(kept), tuple(one for one in broken if one), tuple(lost), replaced)
        if not register.read_only:
            log.note(register, Action.VERIFY, proof.sentence if proof.holds else _plain(proof))
        return proof


def _plain(proof: Proof) -> str:
    """The result without any name in it: a line of the log may be read by everybody."""
    rows = "、".join(f"{one.where}第 {one.number:,} 条" for one in proof.broken)
    return f"发现问题：{rows}接不上" if rows else f"发现问题：{len(proof.lost)} 份备份的末条已不在日志中"


def _change(register: Register, viewer: Viewer, row: int | None) -> Broken | None:
    found = Change.get_or_none(Change.id == row) if row is not None else None
    if found is None:
        return None
    kind = BY_NAME.get(found.kind)
    named = titles(register.db, kind, [found.record], viewer) if kind is not None else {}
    title = named.get(found.record, f"{found.kind} {found.record}")
    return Broken("修改历史", found.id, found.at, found.user, f"{ACTIONS.get(found.action, found.action)} {title}")


def _event(viewer: Viewer, row: int | None) -> Broken | None:
    found = Event.get_or_none(Event.id == row) if row is not None else None
    if found is None:
        return None
    action = Action(found.action).label if found.action in set(Action) else found.action
    return Broken("操作日志", found.id, found.at, found.user, f"{action} {log_details.subject(found, viewer)}".strip())


def _lost(register: Register, kept: Sequence[Backup]) -> tuple[list[str], int]:
    """When the backups were made whose last rows are gone; how many of them are from before the last restore."""
    gone = {*chain.missing_heads(register.db, CHANGES, [one.head for one in kept])}
    gone |= {*chain.missing_heads(register.db, EVENTS, [one.log_head for one in kept])}
    moments = sorted(one.at for one in kept if {one.head, one.log_head} & gone)
    last = Event.select(Event.at).where(Event.action == str(Action.RESTORE)).order_by(Event.id.desc()).first()
    lost = [at for at in moments if last is None or at > last.at]
    return lost, len(moments) - len(lost)


def _count(register: Register, chained: Chained) -> int:
    return int(register.db.execute_sql(f'SELECT count(*) FROM "{chained.table}"').fetchone()[0])
