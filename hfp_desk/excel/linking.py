"""Links of a list: a name that was not touched keeps its record, a changed one must mean exactly one other.

What was exported comes back as it was: a link is first compared with what it showed. Where several records bear the
name that is written, nothing is guessed: the row is told what to fill in beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from hfp_desk.excel.converting import is_blank
from hfp_desk.excel.identifying import KEYS, shown, target, telling
from hfp_desk.excel.parts import PLACE_LINKS, Part
from hfp_desk.excel.table import warn
from hfp_desk.excel.work import Rows
from hfp_desk.fields import spec_of
from hfp_desk.kinds import Choice
from hfp_desk.problems import Problem
from hfp_desk.records import Diagnosis, FollowUp, Household, Institution, ManagedCase, Place, Record
from hfp_desk.store.place_names import Resolved


@dataclass
class Linked:
    """The records that the links of a row mean where they differ from what is stored, and what was not found."""

    records: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def load_links(rows: Rows, part: Part, records: Iterable[int]) -> None:
    """Read what the records point at in one go."""
    ledger = rows.work.ledger(part.record.model)
    contents = [ledger.content(record) for record in records]
    rows.work.known.meet_care(content["person"] for content in contents if content.get("person"))
    for link in part.record.model._meta.refs:
        rows.work.ledger(link.rel_model).load(content[link.name] for content in contents)


def resolve(rows: Rows, part: Part, stored: Mapping[str, Any], i: int) -> Linked:
    """The records that the link columns name; a name that was not touched keeps its record."""
    found = Linked()
    for name, text in _written(rows, part, i):
        link: Any = part.record.model._meta.fields[name]
        said = _said(rows, link, text, i)
        if not text or _agrees(rows, link, stored.get(name), said):
            continue
        meant = _meant(rows, link, said, stored, i)
        if len(meant) == 1:
            found.records[name] = meant[0]
        else:
            found.problems.append(_not_found(link, text, len(meant)))
    if not stored:
        _follow_village(rows, part, found, i)
        _follow_case(rows, part, found, i)
    return found


def _follow_case(rows: Rows, part: Part, found: Linked, i: int) -> None:
    """A new visit stands on the case of its person and programme, by which it may be restricted."""
    who = rows.who[i]
    if part.record.model is FollowUp and "case" not in found.records and isinstance(who, int):
        key = (who, rows.table.value(f"{part.name}.programme", i))
        if cases := rows.work.known.keyed(ManagedCase, ("person", "programme")).get(key, ()):
            found.records["case"] = cases[-1]


def _follow_village(rows: Rows, part: Part, found: Linked, i: int) -> None:
    """The township of a new record follows from its village where nobody writes it."""
    if "village" in found.records and "town" not in found.records and "town" in part.record.model._meta.fields:
        town = _place(rows, "town", i)
        if town is not None:
            found.records["town"] = town


def _written(rows: Rows, part: Part, i: int) -> Iterator[tuple[str, str]]:
    table = rows.table
    links = {link.name for link in part.record.model._meta.refs}
    for name, column in table.fields(part):
        if name in links:
            yield name, column[i]
    if "place.town" in table.values and part is table.kind.principal:
        for name in sorted(PLACE_LINKS & links):
            yield name, str(table.value(f"place.{name}", i) or "")


def _said(rows: Rows, link: Any, text: str, i: int) -> tuple[str, ...]:
    """The name and what stands beside it; blank where the list says nothing."""
    further = (rows.table.value(target(link, path), i) for path in telling(link.rel_model)[1:])
    return (text, *(str(value or "") for value in further))


def _agrees(rows: Rows, link: Any, record: int | None, said: tuple[str, ...]) -> bool:
    if record is None:
        return False
    told = (_told(rows, link.rel_model, record, path) for path in telling(link.rel_model))
    return all(not one or one == other for one, other in zip(said, told, strict=True))


def _told(rows: Rows, model: type[Record], record: int, path: tuple[Any, ...]) -> str:
    *steps, last = path
    content = rows.work.ledger(model).content(record)
    for step in steps:
        linked = content.get(step.name)
        if linked is None:
            return ""
        content = rows.work.ledger(step.rel_model).content(linked)
    kind, value = spec_of(last).kind, content[last.name]
    return kind.list.shown(value) if isinstance(kind, Choice) and value else str(value or "")


def _meant(rows: Rows, link: Any, said: tuple[str, ...], stored: Mapping[str, Any], i: int) -> list[int]:
    """The records of the link's type that are called so."""
    known, work, text = rows.work.known, rows.work, said[0]
    model: type[Record] = link.rel_model
    if model is Place:
        one = _place(rows, link.name, i) if link.name in PLACE_LINKS else work.names.named(text)
        return [] if one is None else [one]
    if model is Household:
        return list(known.households_by_number.get(text, ()))
    if model is Institution:
        return list(known.institutions.get(text, ()))
    if model is Diagnosis:
        return list(known.diagnoses.get((stored["person"], text), ())) if stored.get("person") else []
    if model not in KEYS:
        return []
    (first,) = telling(model)[0]
    kind = spec_of(first).kind
    code = kind.list.find(text) if isinstance(kind, Choice) else None
    names: list[str] = [first.name]
    key: list[object] = [code.code if code else text]
    whose = stored.get("person") or rows.who[i]
    if "person" in model._meta.fields and whose is not None:
        names, key = [*names, "person"], [*key, whose]
    called = known.keyed(model, tuple(names)).get(tuple(key), ())
    return [one for one in called if _agrees(rows, link, one, said)]


def _place(rows: Rows, name: str, i: int) -> int | None:
    found = rows.table.places[i] if rows.table.places else Resolved()
    return found.village if name == "village" else found.town


def _not_found(link: Any, text: str, several: int) -> Problem:
    label = spec_of(link).label
    if several:
        beside = "、".join(f"“{column.title}”" for column in shown(link)[1:]) or "更完整的名称"
        message = f"叫“{text}”的{label}有 {several} 条，分不清是哪一条，这一项没有改动，请填写{beside}。"
        return warn("W-LINK-SEVERAL", message, label, text)
    return warn("W-LINK", f"“{text}”找不到对应的{label}，这一项没有改动，请核对名称。", label, text)


def missing_link(part: Part, values: Mapping[str, Any]) -> str:
    """The label of a link without which a new record of this type belongs to nothing; empty when all are there."""
    needed = (link for link in part.record.model._meta.refs if spec_of(link).required)
    return next((spec_of(link).label for link in needed if is_blank(values.get(link.name))), "")
