"""What the register remembers of imports: batches, rows that stayed out, unread values, answers and profiles."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from peewee import chunked

from hfp_desk.records import ImportBatch, ImportProfile, ImportRow, Unread, ValueMap
from hfp_desk.store import history


class UnreadValue(NamedTuple):
    """A value that could not be read, beside the record it belongs to."""

    kind: str
    record: int
    field: str
    written: str
    sentence: str
    sheet: str
    row: int


class LeftOut(NamedTuple):
    """A row that did not go in, as the sender wrote it, and why."""

    sheet: str
    row: int
    outcome: str
    written: Mapping[str, str]
    problems: Sequence[Mapping[str, str]]


def same_file(sha256: str) -> list[ImportBatch]:
    """Earlier imports of exactly this file that were not taken back, newest first."""
    found = ImportBatch.select().where((ImportBatch.sha256 == sha256) & (ImportBatch.undone_at == ""))
    return list(found.order_by(ImportBatch.id.desc()))


def open_batch(kind: str, file_name: str, sha256: str, sender: str, user: str) -> ImportBatch:
    """A new batch, inside the deed that writes its records."""
    batch = ImportBatch.new(
        kind=kind,
        file_name=file_name,
        sha256=sha256,
        sender=sender,
        state="committed",
        user=user,
        started_at=history.now(),
    )
    batch.save()
    return batch


def close_batch(batch: ImportBatch, counts: Mapping[str, int], backup: str, kept_file: str) -> None:
    """Say what became of the batch."""
    batch.counts, batch.backup, batch.kept_file = dict(counts), backup, kept_file
    batch.finished_at = history.now()
    batch.save()


def keep_left_out(batch: int, rows: Iterable[LeftOut]) -> None:
    """Keep the rows that did not go in."""
    found = ({"batch": batch, **row._asdict()} for row in rows)
    for part in chunked(found, 100):
        ImportRow.insert_many(part).execute()


def open_unread() -> set[tuple[str, int, str, str]]:
    """Unread values nobody has settled yet: type, record, field and what is written."""
    rows = Unread.select(Unread.kind, Unread.record, Unread.field, Unread.written).where(Unread.settled_at == "")
    return {(row.kind, row.record, row.field, row.written) for row in rows}


def keep_unread(batch: int | None, values: Iterable[UnreadValue]) -> None:
    """Keep unread values beside their records."""
    for part in chunked(({"batch": batch, **value._asdict()} for value in values), 100):
        Unread.insert_many(part).execute()


def settle_unread(fields: Iterable[tuple[str, int, str]]) -> None:
    """A readable value has taken the place of what could not be read."""
    at = history.now()
    for kind, record, field in fields:
        Unread.update(settled_at=at).where(
            (Unread.kind == kind) & (Unread.record == record) & (Unread.field == field) & (Unread.settled_at == "")
        ).execute()


def answers() -> dict[tuple[str, str], str]:
    """What senders' words mean, by field and word, as answered before."""
    return {(row.field, row.written): row.value for row in ValueMap.select()}


def remember_answers(given: Mapping[tuple[str, str], str], user: str) -> None:
    """Keep answers for the next list."""
    for (field, written), value in given.items():
        row = {"field": field, "written": written, "value": value, "decided_by": user, "decided_at": history.now()}
        ValueMap.insert(row).on_conflict(
            conflict_target=(ValueMap.field, ValueMap.written),
            update={ValueMap.value: value, ValueMap.decided_by: user, ValueMap.decided_at: row["decided_at"]},
        ).execute()


def profile(fingerprint: str) -> tuple[str, dict[str, str]] | None:
    """The kind of list and the columns a clerk chose for a head like this."""
    found = ImportProfile.get_or_none(ImportProfile.fingerprint == fingerprint)
    if found is None:
        return None
    mapping: Any = found.mapping
    return found.kind, dict(mapping or {})


def remember_profile(fingerprint: str, kind: str, name: str, mapping: Mapping[str, str]) -> None:
    """Keep a clerk's choice of columns for the next list with this head."""
    row = {"kind": kind, "name": name, "mapping": dict(mapping), "used_at": history.now()}
    ImportProfile.insert(fingerprint=fingerprint, **row).on_conflict(
        conflict_target=(ImportProfile.fingerprint,),
        update={ImportProfile._meta.fields[key]: value for key, value in row.items()},
    ).execute()
