"""Saving, voiding and restoring: one transaction a user action, its history written in it.

Saving what is already stored writes nothing: no row, no history, no time stamp. A save over a newer version is
refused. Nothing is ever deleted.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from peewee import OperationalError

from hfp_desk import mishap
from hfp_desk.gate import ENTRY
from hfp_desk.problems import Refusal
from hfp_desk.records import BY_NAME, Record
from hfp_desk.store import history, searching, tables, users
from hfp_desk.store.history import BY_HAND, CHANGE, NEW, RESTORE, VOID, Entry, Origin
from hfp_desk.store.opening import Register

Changes = Mapping[str, frozenset[int]]
"""What a deed touched: ids by record type, for pages that show them."""


_HELD = 20_000
"""History entries kept back at most: a list of 50,000 people must not be held in memory twice."""


class Overtaken(Refusal):
    """The record was changed by somebody else since it was opened; ``conflicts.between`` tells what by what."""


class Deed:
    """One user action under way; made by ``deed()``."""

    def __init__(self, register: Register, reason: str) -> None:
        self._db = register.db
        self._user = register.user
        self._reason = reason
        self._entries: list[Entry] = []
        self._touched: dict[str, set[int]] = {}
        self.number = history.next_deed(register.db)
        self.at = history.now()

    @property
    def changes(self) -> Changes:
        """What was touched so far."""
        return {kind: frozenset(ids) for kind, ids in self._touched.items()}

    def save(self, record: Record, origin: Origin = BY_HAND) -> None:
        """Insert a new record or write what differs from the stored one; Overtaken when it is newer there."""
        record.derive()
        if record.id is None:
            record.batch = origin.batch
            record.id = self.add_rows(type(record), [tables.content(record)], [origin])[0]
            record.version = 1
            return
        old = tables.read_contents(self._db, type(record), [record.id])[record.id]
        new = tables.content(record)
        values = {name: (old[name], new[name]) for name in new if old[name] != new[name]}
        if values:
            self._write(record, values)
            self._note(Entry(CHANGE, _kind(type(record)), record.id, values, self._reason, origin))

    def void(self, record: Record, reason: str) -> None:
        """Take a record out of all lists; it can be restored. Refusal without a reason."""
        if not reason.strip():
            raise Refusal("没有填写作废原因。", "请写明原因，以后可在回收站恢复。")
        self.void_rows(type(record), [record.id], reason)
        record.voided_at, record.voided_by, record.void_reason = self.at, self._user, reason

    def restore(self, record: Record) -> None:
        """Bring a voided record back."""
        self.restore_rows(type(record), [record.id])
        record.voided_at = record.voided_by = record.void_reason = ""

    def add_rows(self, model: type[Record], rows: Sequence[Mapping[str, Any]], origins: Sequence[Origin]) -> range:
        """Insert many records given as stored content by field name; the ids they got."""
        first = tables.next_id(self._db, model)
        names = [field.name for field in tables.content_fields(model)]
        blank = tables.blank(model)
        life = ("id", "created_by", "created_at", "changed_by", "changed_at")
        rest = ("voided_by", "voided_at", "void_reason", "batch", "version")
        stamp = (self._user, self.at, self._user, self.at, "", "", "")
        lines = (
            (first + i, *stamp, origin.batch, 1, *{**blank, **row}.values())
            for i, (row, origin) in enumerate(zip(rows, origins, strict=True))
        )
        tables.insert(self._db, model, lines, [*life, *rest, *names])
        kind = _kind(model)
        for i, (row, origin) in enumerate(zip(rows, origins, strict=True)):
            values = {name: (None, value) for name, value in row.items() if value != blank[name]}
            self._note(Entry(NEW, kind, first + i, values, self._reason, origin))
        return range(first, first + len(rows))

    def change_rows(
        self,
        model: type[Record],
        changes: Sequence[tuple[int, Mapping[str, tuple[Any, Any]]]],
        origins: Sequence[Origin],
    ) -> None:
        """Write many changes given as ``(id, {field: (old, new)})`` of stored values."""
        kind = _kind(model)
        for (record, values), origin in zip(changes, origins, strict=True):
            names = [*values, "changed_by", "changed_at"]
            new = [*(pair[1] for pair in values.values()), self._user, self.at, record]
            tables.update(self._db, model, names, new, '"id"=?')
            self._raise_version(model, record)
            self._note(Entry(CHANGE, kind, record, values, self._reason, origin))

    def void_rows(self, model: type[Record], ids: Sequence[int], reason: str) -> None:
        """Void many records for one reason."""
        self._mark(model, ids, (self.at, self._user, reason), VOID, reason)

    def restore_rows(self, model: type[Record], ids: Sequence[int]) -> None:
        """Bring many voided records back."""
        self._mark(model, ids, ("", "", ""), RESTORE, self._reason)

    def finish(self) -> None:
        """Write the history and the search entries of what was touched."""
        self._write_history()
        searching.refresh_touched(self._db, self._touched)

    def _mark(
        self, model: type[Record], ids: Sequence[int], mark: tuple[str, str, str], action: str, reason: str
    ) -> None:
        names = ("voided_at", "voided_by", "void_reason")
        for record in ids:
            where = '"id"=? AND "voided_at"' + ("=''" if action == VOID else "<>''")
            if tables.update(self._db, model, names, [*mark, record], where):
                self._raise_version(model, record)
                self._note(Entry(action, _kind(model), record, {}, reason))

    def _write(self, record: Record, values: Mapping[str, tuple[Any, Any]]) -> None:
        names = [*values, "changed_by", "changed_at", "version"]
        new = [*(pair[1] for pair in values.values()), self._user, self.at, record.version + 1]
        where = '"id"=? AND "version"=?'
        if not tables.update(self._db, type(record), names, [*new, record.id, record.version], where):
            title = BY_NAME[_kind(type(record))].title
            raise Overtaken(f"这条{title}在您打开之后已被修改，您的修改没有保存。", "请重新打开这条记录核对后再改。")
        record.version += 1

    def _raise_version(self, model: type[Record], record: int) -> None:
        self._db.execute_sql(f'UPDATE {tables.table(model)} SET "version"="version"+1 WHERE "id"=?', (record,))

    def _note(self, entry: Entry) -> None:
        self._entries.append(entry)
        self._touched.setdefault(entry.kind, set()).add(entry.record)
        if len(self._entries) >= _HELD:
            self._write_history()

    def _write_history(self) -> None:
        history.append(self._db, self._user, self.number, self._entries, self.at)
        self._entries.clear()


@contextmanager
def deed(register: Register, reason: str = "") -> Iterator[Deed]:
    """One user action: everything in it is kept together with its history, or nothing is.

    Refusal in a register that is open for reading only, and for a user who may not enter.
    """
    if register.read_only:
        raise Refusal("登记簿是只读打开的，不能修改。", "请关闭后正常打开，再修改。")
    try:
        with register.db.atomic("IMMEDIATE"):
            users.require(register, ENTRY, "修改登记内容")
            act = Deed(register, reason)
            yield act
            act.finish()
    except OperationalError as error:
        raise _told(error) from error


def save(register: Register, *records: Record, reason: str = "") -> Changes:
    """Save records together; what was touched."""
    with deed(register, reason) as act:
        for record in records:
            act.save(record)
    return act.changes


def void(register: Register, record: Record, reason: str) -> Changes:
    """Void one record with a reason."""
    with deed(register, reason) as act:
        act.void(record, reason)
    return act.changes


def restore(register: Register, record: Record, reason: str = "") -> Changes:
    """Bring one voided record back."""
    with deed(register, reason) as act:
        act.restore(record)
    return act.changes


def _kind(model: type[Record]) -> str:
    return model.__name__.lower()


def _told(error: OperationalError) -> Refusal:
    text = mishap.words_of(error)
    if "full" in text:
        return Refusal("磁盘已满，这次没有保存。", "请清理磁盘空间后再保存，已保存的内容没有受影响。")
    if "readonly" in text:
        return Refusal("登记簿所在位置不能写入，这次没有保存。", "请检查文件权限或更换磁盘后再试。")
    if "locked" in text:
        return Refusal("登记簿正忙，这次没有保存。", "请稍候几秒再保存。")
    return Refusal(f"登记簿读写出错（{error}），这次没有保存。", "请立即备份并联系维护人员。")
