"""The same record in two rows of one import: said again it is the same, said otherwise it is a conflict."""

from __future__ import annotations

from typing import Any

from hfp_desk.excel import benefits, care, duties
from hfp_desk.excel.converting import is_blank
from hfp_desk.excel.duty_lists import SIMPLE
from hfp_desk.excel.outcomes import Outcome
from hfp_desk.excel.parts import Mode
from hfp_desk.excel.table import Table, error, note, warn
from hfp_desk.excel.work import Rows
from hfp_desk.fields import spec_of
from hfp_desk.records import Diagnosis, Identity, Person, Settlement, Treatment


def _key(rows: Rows, i: int) -> tuple[Any, ...] | None:
    """What two rows of one import share when they speak of the same record; None when that cannot be said."""
    table, model = rows.table, rows.table.kind.principal.record.model
    if table.kind.ours and table.given[i] is not None:
        return (model, table.given[i], *_days(table, i))
    if i in rows.keys:
        return (model, *rows.keys[i])
    if model is Person:
        return (model, rows.who[i])
    if model is Identity:
        return (model, rows.who[i], benefits.kind_of(table, i), table.value("identity.starts", i))
    if model is Diagnosis:
        return (model, rows.who[i], care.disease_key(rows, i))
    if model in (Treatment, Settlement):
        return (model, *care.stay_key(rows, i))
    names = ("number", "name", "code", "year")
    key = tuple(table.value(f"{table.kind.principal.name}.{name}", i) for name in names)
    return (model, *key) if any(key) else None


def _days(table: Table, i: int) -> tuple[Any, ...]:
    """The day of what a filled-in row tells: somebody seen twice stands in two rows, copied with one number."""
    if table.kind.principal.mode is not Mode.LOOKUP:
        return ()
    return tuple(table.value(key, i) for key in ("followup.visited_on", "checkup.examined_on"))


def hold_repeats(rows: Rows) -> None:
    """The same record twice: said once it goes in, said again it is the same, said otherwise it is a conflict."""
    seen, table = rows.work.seen, rows.table
    for i in list(table.open):
        key = _key(rows, i)
        if key is None:
            continue
        if key not in seen:
            seen[key] = (table, i)
            continue
        first, place = seen[key]
        where = f"第 {first.numbers[place]} 行" if first is table else f"“{first.sheet}”第 {first.numbers[place]} 行"
        differing = _differing(first, place, table, i)
        if differing:
            same = f"与{where}是同一{table.kind.principal.record.title}"
            message = f"{same}，但{'、'.join(differing)}不同，只导入了前一行，请核对。"
            table.tell(i, error("E-ROW-TWICE", message, differing[0]), Outcome.CONFLICT)
        elif not (further := _further(first, place, table, i)):
            message = f"与{where}重复，内容相同，没有重复登记。"
            table.tell(i, warn("W-ROW-TWICE", message), Outcome.SAME)
        elif table.kind in SIMPLE:
            message = f"与{where}是同一{table.kind.principal.record.title}，本行的{'、'.join(further)}补进那一条。"
            table.tell(i, note("N-ROW-JOINED", message))
        else:
            message = f"与{where}重复，没有重复登记；本行多出的{'、'.join(further)}没有导入，请并到前一行。"
            table.tell(i, warn("W-ROW-TWICE", message), Outcome.SAME)


def _differing(first: Table, place: int, table: Table, i: int) -> list[str]:
    """Labels of the columns in which two rows contradict each other; a blank contradicts nothing."""
    found, running = [], duties.running_number(table)
    for key, column in table.values.items():
        one, other = first.value(key, place), column[i]
        if (
            key != running
            and one != other
            and not is_blank(one)
            and not is_blank(other)
            and not _same_person(key, first, place, table, i)
        ):
            found.append(_label(table, key))
    return list(dict.fromkeys(found))


def _further(first: Table, place: int, table: Table, i: int) -> list[str]:
    """Labels of the columns that only the later of two rows fills."""
    running = duties.running_number(table)
    keys = [key for key, column in table.values.items() if key != running and not is_blank(column[i])]
    return list(dict.fromkeys(_label(table, key) for key in keys if is_blank(first.value(key, place))))


def _same_person(key: str, first: Table, place: int, table: Table, i: int) -> bool:
    """Spellings of one number or of one village do not contradict each other."""
    if key == table.kind.identity:
        one, other = first.ids[place], table.ids[i]
        return one is not None and other is not None and one.key == other.key
    return key.startswith(("place.", "address")) and first.places[place][:2] == table.places[i][:2]


def _label(table: Table, key: str) -> str:
    feeds = table.kind.feeds.get(key)
    if feeds is None:
        return {"place.town": "乡镇", "place.village": "行政村"}.get(key, "地址")
    part, name = feeds[0]
    return spec_of(part.record.model._meta.fields[name]).label
