"""What the office itself keeps: users, settings, imports and their memory, doubts, the history."""

from __future__ import annotations

from peewee import SQL, BooleanField, Field, ForeignKeyField, IntegerField, TextField

from hfp_desk.fields import json_value
from hfp_desk.records.base import Plain
from hfp_desk.records.people import Person


class User(Plain):
    """A clerk who signs in; the key that opens the register is wrapped for them beside the file, not here."""

    name: Field[str] = TextField(unique=True)
    title: Field[str] = TextField(default="")
    roles: Field[str] = TextField(default="")
    active: Field[bool] = BooleanField(default=True)
    created_at: Field[str] = TextField(default="")


class Setting(Plain):
    """A setting of the office (``owner`` empty) or of one user: columns, filters, last choices."""

    owner: Field[str] = TextField(default="")
    key: Field[str] = TextField()
    value: Field[object] = json_value()

    class Meta:
        """One value for an owner and a key."""

        indexes = ((("owner", "key"), True),)


class SavedList(Plain):
    """Conditions saved under a name: a list that is opened again with one click."""

    owner: Field[str] = TextField(default="")
    page: Field[str] = TextField()
    name: Field[str] = TextField()
    conditions: Field[object] = json_value()


class ImportBatch(Plain):
    """One imported file: what it was, what became of its rows, and whether it was undone."""

    kind: Field[str] = TextField()
    file_name: Field[str] = TextField()
    sha256: Field[str] = TextField(index=True)
    sender: Field[str] = TextField(default="")
    state: Field[str] = TextField()
    user: Field[str] = TextField()
    started_at: Field[str] = TextField()
    finished_at: Field[str] = TextField(default="")
    undone_at: Field[str] = TextField(default="")
    undone_by: Field[str] = TextField(default="")
    counts: Field[object] = json_value()
    backup: Field[str] = TextField(default="")
    kept_file: Field[str] = TextField(default="")


class ImportRow(Plain):
    """A row that did not simply go in: refused, doubtful or in conflict, with what the sender wrote."""

    batch: Field[ImportBatch] = ForeignKeyField(ImportBatch, backref="+")
    sheet: Field[str] = TextField()
    row: Field[int] = IntegerField()
    outcome: Field[str] = TextField()
    written: Field[object] = json_value()
    problems: Field[object] = json_value()


class ImportProfile(Plain):
    """Remembered choices for a head: which column of theirs is which field of ours."""

    fingerprint: Field[str] = TextField(unique=True)
    kind: Field[str] = TextField()
    name: Field[str] = TextField()
    mapping: Field[object] = json_value()
    used_at: Field[str] = TextField(default="")


class ValueMap(Plain):
    """A remembered answer: what a sender's word means in one of our fields."""

    field: Field[str] = TextField()
    written: Field[str] = TextField()
    value: Field[str] = TextField()
    decided_by: Field[str] = TextField(default="")
    decided_at: Field[str] = TextField(default="")

    class Meta:
        """One meaning for a word in a field."""

        indexes = ((("field", "written"), True),)


class Unread(Plain):
    """A value we could not read, kept raw beside the record until somebody corrects it."""

    kind: Field[str] = TextField()
    record: Field[int] = IntegerField()
    field: Field[str] = TextField()
    written: Field[str] = TextField()
    sentence: Field[str] = TextField()
    batch: Field[int | None] = IntegerField(null=True)
    sheet: Field[str] = TextField(default="")
    row: Field[int] = IntegerField(default=0)
    settled_at: Field[str] = TextField(default="")

    class Meta:
        """Looked up by the record it belongs to."""

        indexes = ((("kind", "record"), False),)


class NotDuplicate(Plain):
    """Two persons who look alike and are known to be two."""

    first: Field[Person] = ForeignKeyField(Person, backref="+")
    second: Field[Person] = ForeignKeyField(Person, backref="+")
    decided_by: Field[str] = TextField()
    decided_at: Field[str] = TextField()
    reason: Field[str] = TextField(default="")


class SearchEntry(Plain):
    """What a person is found by: name, aliases, pinyin and initials, number, phones and place in one row."""

    name: Field[str] = TextField(default="")
    pinyin: Field[str] = TextField(default="", index=True)
    initials: Field[str] = TextField(default="", index=True)
    digits: Field[str] = TextField(default="")
    place: Field[str] = TextField(default="")


class Change(Plain):
    """One record's share of one action: who, when, what, old → new, why, and from which row of which list.

    Append-only; ``hash`` chains each row to the one before, so that a changed history is noticed.
    """

    at: Field[str] = TextField()
    user: Field[str] = TextField()
    action: Field[str] = TextField()
    deed: Field[int] = IntegerField()
    kind: Field[str] = TextField()
    record: Field[int] = IntegerField()
    values: Field[object] = json_value()
    reason: Field[str] = TextField(default="")
    batch: Field[int | None] = IntegerField(null=True, index=True)
    sheet: Field[str] = TextField(default="")
    row: Field[int] = IntegerField(default=0)
    hash: Field[str] = TextField()

    class Meta:
        """Looked up by the record it tells about, and by the deed; voids for the recycle bin."""

        indexes = (
            (("kind", "record"), False),
            (("deed", "kind", "action"), False),
            SQL('CREATE INDEX "change_voids" ON "change" ("deed") WHERE "action"=\'void\''),
        )


class Doing(Plain):
    """The head of one deed of the history, numbered as there: the log is searched by it, the history proves it."""

    at: Field[str] = TextField(index=True)
    user: Field[str] = TextField(index=True)
    reason: Field[str] = TextField(default="")
    batch: Field[int | None] = IntegerField(null=True)

    class Meta:
        """Called by what it heads."""

        table_name = "deed"


class TakenBack(Plain):
    """A deed that another one took back: undone, or done again when what was taken back was an undo itself.

    ``left`` names what an import kept when it was undone: ``[kind, record, bucket, words]``.
    """

    deed: Field[int] = IntegerField(index=True)
    by_deed: Field[int] = IntegerField(index=True)
    user: Field[str] = TextField()
    at: Field[str] = TextField()
    left: Field[object] = json_value()


class Event(Plain):
    """What was done besides changing records: signing in, exports, prints, reveals, backups, users, settings.

    Append-only and chained like ``Change``. ``kind`` and ``record`` name the record it is about, so that its title
    is shown through the gate; ``subject`` and ``detail`` never hold a personal value.
    """

    at: Field[str] = TextField(index=True)
    user: Field[str] = TextField()
    computer: Field[str] = TextField(default="")
    program: Field[str] = TextField(default="")
    action: Field[str] = TextField()
    subject: Field[str] = TextField(default="")
    kind: Field[str] = TextField(default="")
    record: Field[int | None] = IntegerField(null=True)
    people: Field[int | None] = IntegerField(null=True)
    reason: Field[str] = TextField(default="")
    detail: Field[object] = json_value()
    hash: Field[str] = TextField()


class Merge(Plain):
    """Two records of one person made one: what both were, which rows moved, whether it was taken apart again."""

    winner: Field[Person] = ForeignKeyField(Person, backref="+")
    loser: Field[Person] = ForeignKeyField(Person, backref="+")
    deed: Field[int] = IntegerField()
    user: Field[str] = TextField()
    at: Field[str] = TextField()
    reason: Field[str] = TextField(default="")
    before: Field[object] = json_value()
    moved: Field[object] = json_value()
    undone_at: Field[str] = TextField(default="")
    undone_by: Field[str] = TextField(default="")
