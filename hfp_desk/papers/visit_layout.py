"""The vocabulary of follow-up sheets: rows of declared fields, whose labels and codes are read from them.

A ``Part`` says which fields a cell shows and how; the same part draws the empty cell that is filled by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from peewee import Field

from hfp_desk.codes import CodeList, code_list
from hfp_desk.fields import spec_of
from hfp_desk.gate import Viewer
from hfp_desk.kinds import Choice, Choices
from hfp_desk.papers.showing import shown, visible
from hfp_desk.printing.visit_facts import Content, SheetLine, SheetRow
from hfp_desk.store.roster_lines import Line

_NO_YES = "no1_yes2"
COLUMNS = 4
"""Visits beside each other on a sheet of the national forms."""


@dataclass(frozen=True)
class Seen:
    """One visit as this viewer may see it; without a line an empty column."""

    line: Line | None
    viewer: Viewer

    def text(self, field: Field[Any]) -> str:
        """The value of a field as it reads."""
        return "" if self.line is None else shown(field, self.line[field], self.viewer)

    def codes(self, field: Field[Any]) -> tuple[str, ...]:
        """The codes of a field, 1 and 2 for 否 and 是."""
        value = None if self.line is None else visible(field, self.line[field], self.viewer)
        if isinstance(value, bool):
            return ("2",) if value else ("1",)
        return tuple(value) if isinstance(value, tuple) else (value or "",)


@dataclass(frozen=True)
class Part:
    """What stands in a cell."""

    fields: tuple[Field[Any], ...]
    show: Callable[[Seen], Content]


@dataclass(frozen=True)
class Row:
    """A row of the sheet; one that goes ``across`` has a single cell for all visits, filled from the last of them."""

    label: Content
    part: Part
    group: str = ""
    across: bool = False


@dataclass(frozen=True)
class Layout:
    """A form: its title, rows and 填表说明, and the widths of its two columns of labels.

    The codes of the fields ``behind`` stand on the back.
    """

    title: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    columns: int = COLUMNS
    group: float = 8.0
    label: float = 33.0
    behind: tuple[Field[Any], ...] = ()

    @property
    def back(self) -> tuple[str, ...]:
        """填表说明, with the codes that have no room beside their boxes."""
        lists = (f"{spec_of(field).label}：{'　'.join(options(field))}。" for field in self.behind)
        return (*self.notes, *lists)

    @property
    def fields(self) -> tuple[Field[Any], ...]:
        """Every field of the form, once."""
        return tuple({f"{one.model.__name__}.{one.name}": one for row in self.rows for one in row.part.fields}.values())

    def filled(self, visits: Sequence[Line], viewer: Viewer) -> tuple[SheetRow, ...]:
        """The rows with these visits in their columns, empty ones to the end."""
        seen = [Seen(line, viewer) for line in visits] + [Seen(None, viewer)] * (self.columns - len(visits))
        last = Seen(visits[-1] if visits else None, viewer)
        return tuple(
            SheetRow(row.label, tuple(map(row.part.show, (last,) if row.across else seen)), row.group)
            for row in self.rows
        )


def options(field: Field[Any], only: Sequence[str] = ()) -> tuple[str, ...]:
    """The codes of a field with their labels, as they are printed beside the boxes."""
    return tuple(
        one.label if one.label.startswith(one.code) else f"{one.code}{one.label}"
        for one in _list(field).offered()
        if not only or one.code in only
    )


def label(*fields: Field[Any], words: str = "", more: str = "") -> Content:
    """A label: the field's own, with its unit; ``words`` over several fields, ``more`` behind."""
    spec = spec_of(fields[0])
    unit = f"（{spec.unit}）" if spec.unit else ""
    return (SheetLine(f"{words or spec.label}{unit}{more}", centred=True, strong=True),)


def listing(field: Field[Any], words: str = "") -> Content:
    """A label with the codes to choose from behind it."""
    return (SheetLine(f"{words or spec_of(field).label}：", options(field)),)


def bare(field: Field[Any]) -> Content:
    """The codes alone, where the group says what they are."""
    return (SheetLine(options=options(field)),)


def words(field: Field[Any], empty: str = "") -> Part:
    """A value in the middle of its cell."""
    return Part((field,), lambda seen: (SheetLine(seen.text(field) or empty, centred=True),))


def told(field: Field[Any], before: str = "") -> Part:
    """A text of several lines, from the left."""
    return Part((field,), lambda seen: (SheetLine(before + seen.text(field)),))


def pair(now: Field[Any], then: Field[Any]) -> Part:
    """斜线前填目前情况, 斜线后填下次目标; also 收缩压/舒张压."""

    def show(seen: Seen) -> Content:
        return (SheetLine(" / ".join(seen.text(field) or "　" for field in (now, then)), centred=True),)

    return Part((now, then), show)


def pair_boxes(now: Field[Any], then: Field[Any]) -> Part:
    """The same for codes."""
    return Part((now, then), lambda seen: (SheetLine(boxes=2, codes=(seen.codes(now)[0], seen.codes(then)[0])),))


def box(field: Field[Any]) -> Part:
    """A box whose codes stand in the label."""
    return Part((field,), lambda seen: (SheetLine(boxes=1, codes=seen.codes(field)),))


def choice(field: Field[Any], note: Field[Any] | None = None, only: Sequence[str] = ()) -> Part:
    """The options in the cell itself with their box; the ``note`` stands behind 有."""
    offered = options(field, only)
    fields = (field,) if note is None else (field, note)

    def show(seen: Seen) -> Content:
        said = offered
        if note is not None:
            at = next(place for place, one in enumerate(offered) if one.startswith("2"))
            said = (*offered[:at], offered[at] + (seen.text(note) or "＿＿"), *offered[at + 1 :])
        return (SheetLine(options=said, boxes=1, codes=seen.codes(field)),)

    return Part(fields, show)


def several(field: Field[Any], count: int, other: Field[Any] | None = None) -> Part:
    """Several boxes, □/□/□, and what 其他 is."""
    fields = (field,) if other is None else (field, other)

    def show(seen: Seen) -> Content:
        codes = tuple(code for code in seen.codes(field) if code)
        lines = (SheetLine(boxes=count, codes=codes),)
        return lines if other is None else (*lines, SheetLine(f"其他：{seen.text(other)}"))

    return Part(fields, show)


def template(pattern: str, *fields: Field[Any], empty: str = "＿＿", centred: bool = False) -> Part:
    """Values within words; each {} is one of them, with its unit."""

    def show(seen: Seen) -> Content:
        said = (f"{seen.text(one) or empty}{spec_of(one).unit}" for one in fields)
        return tuple(SheetLine(line, centred=centred) for line in pattern.format(*said).split("\n"))

    return Part(fields, show)


def stacked(*parts: Part) -> Part:
    """Parts under each other in one cell."""
    fields = tuple(field for part in parts for field in part.fields)
    return Part(fields, lambda seen: tuple(line for part in parts for line in part.show(seen)))


def row(field: Field[Any], group: str = "") -> Row:
    """A field with its own label, its options in the cell if it has any."""
    part = choice(field) if isinstance(spec_of(field).kind, Choice) or _is_yes(field) else words(field)
    return Row(label(field), part, group)


def by_hand(words: str, *, across: bool = False) -> Row:
    """A row that is always filled by hand: a signature, a stamp."""
    said: Content = (SheetLine(words, centred=True, strong=True),)
    return Row(said, Part((), lambda _seen: (SheetLine("　"),)), across=across)


def rows(group: str, *fields: Field[Any]) -> Iterable[Row]:
    """Such rows, all of one group."""
    return (row(field, group) for field in fields)


def _is_yes(field: Field[Any]) -> bool:
    return spec_of(field).kind.name == "yes_no"


def _list(field: Field[Any]) -> CodeList:
    kind = spec_of(field).kind
    return kind.list if isinstance(kind, Choice | Choices) else code_list(_NO_YES)
