"""Returns as they went up and as townships sent them in; figures written in by hand, explanations, locked periods."""

from __future__ import annotations

from peewee import BlobField, Field, ForeignKeyField, IntegerField, TextField

from hfp_desk.fields import json_value
from hfp_desk.records.base import Plain
from hfp_desk.records.places import Place


class SentReturn(Plain):
    """A return frozen when it was sent (上报件): figures, members, rules and edition, never changed afterwards.

    A supplement (补报) is a new ``version`` with its ``reason``. ``table`` is the table as JSON, ``members`` the packed
    ids behind every cell; ``rules`` are the indicators it was counted by, the first day of its edition and where the
    history ended; ``last_change`` is the latest row of the history that it took in; ``digest`` is over all.
    What is long stands last, so that the rest is read without it.
    """

    name: Field[str] = TextField()
    period: Field[str] = TextField()
    version: Field[int] = IntegerField(default=1)
    title: Field[str] = TextField()
    sent_at: Field[str] = TextField()
    sent_by: Field[str] = TextField()
    reason: Field[str] = TextField(default="")
    edition: Field[str] = TextField()
    program: Field[str] = TextField()
    last_change: Field[int] = IntegerField(default=0)
    digest: Field[str] = TextField()
    rules: Field[str] = TextField()
    explained: Field[object] = json_value()
    table: Field[str] = TextField()
    members: Field[bytes] = BlobField()

    class Meta:
        """One of each version of a return's period."""

        indexes = ((("name", "period", "version"), True),)


class WrittenFigure(Plain):
    """A figure of a return that no register holds and the office writes in, with what it is based on."""

    name: Field[str] = TextField()
    period: Field[str] = TextField()
    line: Field[str] = TextField()
    column: Field[str] = TextField()
    value: Field[str] = TextField()
    basis: Field[str] = TextField(default="")
    written_by: Field[str] = TextField()
    written_at: Field[str] = TextField()

    class Meta:
        """One figure for a cell."""

        indexes = ((("name", "period", "line", "column"), True),)


class Explanation(Plain):
    """情况说明: why a return departs from a check rule, at the place where it does."""

    name: Field[str] = TextField()
    period: Field[str] = TextField()
    mark: Field[str] = TextField()
    text: Field[str] = TextField()
    written_by: Field[str] = TextField()
    written_at: Field[str] = TextField()

    class Meta:
        """One explanation for a place."""

        indexes = ((("name", "period", "mark"), True),)


class CollectedReturn(Plain):
    """A township's (or county's) return as it came in: its file and figures, the checks, what became of it."""

    name: Field[str] = TextField()
    period: Field[str] = TextField()
    place: Field[Place | None] = ForeignKeyField(Place, null=True, backref="+")
    unit: Field[str] = TextField()
    file_name: Field[str] = TextField()
    sha256: Field[str] = TextField()
    received_at: Field[str] = TextField()
    received_by: Field[str] = TextField()
    state: Field[str] = TextField()
    reason: Field[str] = TextField(default="")
    figures: Field[object] = json_value()
    problems: Field[object] = json_value()

    class Meta:
        """Looked up by return and period."""

        indexes = ((("name", "period"), False),)


class PeriodLock(Plain):
    """A period that is closed (``name`` empty: for all returns), and every time it was opened again with a reason."""

    name: Field[str] = TextField(default="")
    period: Field[str] = TextField()
    locked_at: Field[str] = TextField()
    locked_by: Field[str] = TextField()
    opened_at: Field[str] = TextField(default="")
    opened_by: Field[str] = TextField(default="")
    reason: Field[str] = TextField(default="")

    class Meta:
        """Looked up by period."""

        indexes = ((("period", "name"), False),)
