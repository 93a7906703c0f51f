"""A plan in words: what a row says, how it is read, what it would change in the register.

Made for one row at a time, when it is looked at; a plan of 50,000 rows costs nothing here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from hfp_desk import gate
from hfp_desk.excel.book import column_letters
from hfp_desk.excel.converting import is_blank, written
from hfp_desk.excel.mapping import Column
from hfp_desk.excel.outcomes import LEFT_OUT
from hfp_desk.excel.parts import PLACE_LINKS
from hfp_desk.excel.planning import Plan, PlanRow, PlanSheet
from hfp_desk.excel.table import Table
from hfp_desk.excel.work import Touch
from hfp_desk.fields import spec_of
from hfp_desk.gate import Viewer
from hfp_desk.problems import Problem, Severity
from hfp_desk.records import BY_NAME, Institution, Record

_NO_WORDS = frozenset({"id_key"})
_FEW = 3


@dataclass(frozen=True)
class Line:
    """One line of a row: the sender's heading (or our label) and words, what they are read as, what they replace.

    ``column`` counts from 0, -1 where the sender has no such column; ``changed`` when ``meant`` replaces ``old``.
    """

    label: str
    column: int = -1
    written: str = ""
    meant: str = ""
    old: str = ""
    changed: bool = False
    problems: tuple[Problem, ...] = ()

    @property
    def letters(self) -> str:
        """Excel's name of the column."""
        return column_letters(self.column) if self.column >= 0 else ""


class PlanWords:
    """The rows of a plan in words, as ``viewer`` may see what the register holds."""

    def __init__(self, plan: Plan, viewer: Viewer) -> None:
        self.plan = plan
        self._viewer = viewer

    def note(self, row: PlanRow) -> str:
        """The most important thing about a row in one line: why it stays out, what it changes, what to look at."""
        grave = sorted(row.problems, key=lambda problem: list(Severity).index(problem.severity))
        if row.outcome in LEFT_OUT and grave:
            return "；".join(problem.message for problem in grave[:_FEW])
        changes = [f"{label} {old or '（空）'} → {new}" for label, old, new in self._changes(row)]
        more = [f"等 {len(changes)} 项"] if len(changes) > _FEW else []
        told = [problem.message for problem in grave if problem.severity is not Severity.NOTE]
        return "；".join([*changes[:_FEW], *more, *told]) or "；".join(problem.message for problem in grave)

    def made(self, row: PlanRow) -> str:
        """The records a row makes and changes: 新增救治记录、费用结算；更新人员."""
        new = [BY_NAME[touch.kind].title for touch in row.touched if touch.differences is None]
        changed = [BY_NAME[touch.kind].title for touch in row.touched if touch.differences is not None]
        words = (("新增", new), ("更新", changed))
        return "；".join(f"{verb}{'、'.join(dict.fromkeys(titles))}" for verb, titles in words if titles)

    def lines(self, row: PlanRow) -> list[Line]:
        """All columns of the sender's, in their order, then what follows from them in the register."""
        found = self._places.get((row.sheet, row.row))
        if found is None:
            return []
        sheet, place = found
        told: dict[str, list[Problem]] = {}
        for problem in row.problems:
            told.setdefault(problem.label, []).append(problem)
        seen: set[tuple[str, str]] = set()
        lines = [self._line(sheet, place, row, column, told, seen) for column in sheet.columns]
        return [*lines, *self._further(row, seen)]

    def cells(self, row: PlanRow, columns: tuple[int, ...]) -> list[str]:
        """Some cells of the row as they were written."""
        found = self._places.get((row.sheet, row.row))
        if found is None or found[0].table is None:
            return [""] * len(columns)
        cells = found[0].table.rows[found[1]]
        return [written(cells[column]) if column < len(cells) else "" for column in columns]

    @cached_property
    def _places(self) -> dict[tuple[str, int], tuple[PlanSheet, int]]:
        return {
            (sheet.sheet, number): (sheet, place)
            for sheet in self.plan.sheets
            if sheet.table is not None
            for place, number in enumerate(sheet.table.numbers)
        }

    def _line(
        self,
        sheet: PlanSheet,
        place: int,
        row: PlanRow,
        column: Column,
        told: dict[str, list[Problem]],
        seen: set[tuple[str, str]],
    ) -> Line:
        table = sheet.table
        assert table is not None
        text = written(table.rows[place][column.index])
        problems = tuple(told.get(column.heading, ()))
        feeds = table.kind.feeds.get(column.target or "", ())
        if not feeds:
            return Line(column.heading, column.index, text, "" if column.target is None else text, problems=problems)
        part, name = feeds[0]
        meant = self._meant(table, place, column.target or "", part.record.model._meta.fields[name])
        names = {(one.record.name, field) for one, field in feeds}
        seen |= names
        for touch, field, old, new in self._differences(row):
            if (touch.kind, field.name) in names:
                return Line(column.heading, column.index, text, new, old, True, problems)
        return Line(column.heading, column.index, text, meant, problems=problems)

    def _meant(self, table: Table, place: int, key: str, field: Any) -> str:
        if field.name in PLACE_LINKS:
            found = table.places[place] if table.places else None
            ids = {"town": found.town, "village": found.village} if found else {}
            return self.plan.work.names.title(ids.get(field.name))
        value = table.value(key, place)
        return "" if is_blank(value) else str(spec_of(field).kind.show(field.python_value(value)))

    def _further(self, row: PlanRow, seen: set[tuple[str, str]]) -> Iterator[Line]:
        """Changes that no column of the sender's shows: what follows from the number, the household, the policy."""
        for touch, field, old, new in self._differences(row):
            if (touch.kind, field.name) not in seen:
                seen.add((touch.kind, field.name))
                yield Line(f"{BY_NAME[touch.kind].title}：{spec_of(field).label}", meant=new, old=old, changed=True)

    def _changes(self, row: PlanRow) -> list[tuple[str, str, str]]:
        return [(spec_of(field).label, old, new) for _, field, old, new in self._differences(row)]

    def _differences(self, row: PlanRow) -> Iterator[tuple[Touch, Any, str, str]]:
        """What the row changes in records that the register holds."""
        for touch in row.touched:
            model = BY_NAME[touch.kind].model
            hidden = self._is_restricted(model, touch.record)
            for name, (old, new) in (touch.differences or {}).items():
                if name not in _NO_WORDS:
                    field = model._meta.fields[name]
                    yield touch, field, self._shown(field, old, hidden), self._shown(field, new, hidden)

    def _is_restricted(self, model: Any, record: int) -> bool:
        """Whether the record, or the stay or disease it belongs to, is restricted."""
        content = self.plan.work.ledger(model).content(record)
        above = (model._meta.fields[name] for name in ("treatment", "diagnosis", "case") if content.get(name))
        return bool(content.get("restricted")) or any(
            self._is_restricted(link.rel_model, content[link.name]) for link in above
        )

    def _linked(self, model: type[Record], record: int) -> str:
        """What a link points at: an institution by its name, others by number."""
        if model is Institution:
            return str(self.plan.work.ledger(model).content(record)["name"])
        return f"登记编号 {record}" if record > 0 else f"新增的{BY_NAME[model.__name__.lower()].title}"

    def _shown(self, field: Any, stored: Any, hidden: bool) -> str:
        if is_blank(stored):
            return ""
        spec = spec_of(field)
        if field.name in PLACE_LINKS:
            text = self.plan.work.names.title(stored)
        elif hasattr(field, "rel_model"):
            text = self._linked(field.rel_model, stored)
        else:
            text = str(spec.kind.show(field.python_value(stored)))
        return gate.shown(spec, text, self._viewer, hidden)
