"""Columns of rosters, declared by the fields they show: the label is the field's, the value passes the gate."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from peewee import Field

from hfp_desk.fields import spec_of
from hfp_desk.papers.showing import shown, visible
from hfp_desk.store.roster_lines import Line

if TYPE_CHECKING:
    from hfp_desk.papers.job import Job
    from hfp_desk.printing.facts import Amount
    from hfp_desk.printing.roster_facts import RosterColumn

_NUMBER = "序号"


@dataclass(frozen=True)
class Col:
    """One column: a field, or words made from the whole line. ``align`` is ``left``, ``centre`` or ``right``."""

    label: str
    width: float
    text: Callable[[Line, Job], str]
    align: str = "left"
    parent: str | None = None
    amount: Callable[[Line, Job], Decimal | None] | None = None
    places: int = 0
    wraps: bool = True

    @property
    def column(self) -> RosterColumn:
        """The column as it is printed."""
        from hfp_desk.printing.facts import Align
        from hfp_desk.printing.roster_facts import RosterColumn

        total = self.amount is not None
        return RosterColumn(
            self.label, self.width, Align(self.align), self.parent, total=total, places=self.places, wraps=self.wraps
        )


def of(field: Field[Any], width: float, *, label: str = "", parent: str | None = None, wraps: bool = True) -> Col:
    """A field as it reads; numbers stand right, codes, days and numbers of documents in the middle by ``centred``."""
    align = "right" if spec_of(field).kind.numeric else "left"
    return Col(label or spec_of(field).label, width, _reader(field), align, parent, wraps=wraps and align != "right")


def centred(field: Field[Any], width: float, *, label: str = "", parent: str | None = None, wraps: bool = False) -> Col:
    """A field in the middle of its column, in one line unless it ``wraps``."""
    return Col(label or spec_of(field).label, width, _reader(field), "centre", parent, wraps=wraps)


def summed(field: Field[Any], width: float, *, label: str = "", parent: str | None = None, places: int = 0) -> Col:
    """A number that is added up at the end; one the gate hides adds nothing."""

    def amount(line: Line, job: Job) -> Decimal | None:
        value = visible(field, line[field], job.viewer)
        return None if value is None else Decimal(value)

    words = label or spec_of(field).label
    return Col(words, width, _reader(field), "right", parent, amount, places, wraps=False)


def named(label: str, name: str, width: float, parent: str | None = None) -> Col:
    """Something computed that tells of no person: the name of a place, of an institution."""
    return Col(label, width, lambda line, _job: str(line[name] or ""), parent=parent)


def made(label: str, width: float, text: Callable[[Line, Job], str], align: str = "left") -> Col:
    """Words made from the line."""
    return Col(label, width, text, align)


def blank(label: str, width: float, parent: str | None = None) -> Col:
    """A column to be filled by hand."""
    return Col(label, width, lambda _line, _job: "", parent=parent)


def columns(cols: Sequence[Col]) -> tuple[RosterColumn, ...]:
    """The columns as they are printed, the running number before them."""
    from hfp_desk.printing.facts import Align
    from hfp_desk.printing.roster_facts import RosterColumn

    return (RosterColumn(_NUMBER, 11, Align.CENTRE, wraps=False), *(col.column for col in cols))


def rows(
    cols: Sequence[Col], lines: Iterable[Line], job: Job, seen: Callable[[Line], None] | None = None
) -> Iterator[tuple[tuple[str, ...], tuple[Amount, ...]]]:
    """Each line with its running number; ``seen`` is told of it, for the sums under the table."""
    for number, line in enumerate(lines, start=1):
        if seen is not None:
            seen(line)
        amounts = tuple(col.amount(line, job) for col in cols if col.amount is not None)
        yield (str(number), *(col.text(line, job) for col in cols)), amounts


def shows(field: Field[Any], line: Line, job: Job) -> str:
    """A field of a line as this viewer may see it on paper."""
    return shown(field, line[field], job.viewer)


def stacked(*parts: str) -> str:
    """What belongs together, one under the other."""
    return "\n".join(part for part in parts if part)


def head(job: Job, words: str) -> str:
    """The words left over a table: the office and what the table is about."""
    return f"填报单位：{job.office}　　{words}"


def as_of(job: Job) -> str:
    """截至 2020-03-31."""
    return f"截至 {job.day}"


def period(job: Job) -> str:
    """The period of the scope; without its beginning the day it goes to."""
    since, until = job.scope.since, job.scope.until
    return f"{since} 至 {until or date.today()}" if since else f"截至 {until or date.today()}"


def _reader(field: Field[Any]) -> Callable[[Line, Job], str]:
    return lambda line, job: shown(field, line[field], job.viewer)
