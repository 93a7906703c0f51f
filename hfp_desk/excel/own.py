"""Lists of ours that come back, and lists of one record type: 登记编号 decides, then the type's own key.

What was exported comes back as it was: a link is first compared with the name it showed, and only when somebody
changed that name is another record looked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from hfp_desk.excel.converting import is_blank
from hfp_desk.excel.parts import Part
from hfp_desk.excel.people import with_derived
from hfp_desk.excel.table import error, warn
from hfp_desk.excel.work import Rows
from hfp_desk.fields import spec_of
from hfp_desk.records import Diagnosis, Household, Institution, Person, Place, Record
from hfp_desk.rules import identity_number
from hfp_desk.store.place_names import Resolved

_SHOWN = ("name", "number", "disease", "settled_on")


def match_ours(rows: Rows, part: Part) -> None:
    """The records named by our own numbers; a number that is none of ours keeps its row out."""
    table, work = rows.table, rows.work
    given = [table.given[i] for i in table.open]
    living = work.known.living(part.record.model, (record for record in given if record is not None))
    work.ledger(part.record.model).load(living)
    _load_links(rows, part, living)
    for i in list(table.open):
        record = table.given[i]
        if record is not None and record not in living:
            message = f"登记编号 {record} 在登记簿中没有，或已作废；若要新增，请清空这一格。"
            table.tell(i, error("E-OUR-NUMBER", message, "登记编号", str(record)))
        elif record is not None and _is_whose(rows, part, record, i):
            rows.target[i] = record


def _load_links(rows: Rows, part: Part, records: Iterable[int]) -> None:
    """Read what the records point at in one go."""
    ledger = rows.work.ledger(part.record.model)
    contents = [ledger.content(record) for record in records]
    rows.work.known.meet_care(content["person"] for content in contents if content.get("person"))
    for link in part.record.model._meta.refs:
        target: Any = link.rel_model
        rows.work.ledger(target).load(content[link.name] for content in contents)


def _is_whose(rows: Rows, part: Part, record: int, i: int) -> bool:
    """Whether the record still belongs to the person the row names; a changed number must hold."""
    content = rows.work.ledger(part.record.model).content(record)
    itself = "id_key" in content
    person = content if itself else _person(rows, content)
    written = rows.table.value(rows.table.kind.identity, i)
    if person is None or written in (None, "", person["id_number"]):
        return True
    doubt = rows.table.doubted.get(i)
    if doubt is not None:
        rows.table.tell(i, doubt)
        return False
    number = rows.table.ids[i]
    if not itself and number is not None and number.key != person["id_key"]:
        message = f"登记编号 {record} 的{part.record.title}属于{person['name']}，与本行证件号码不是同一人，请核对。"
        rows.table.tell(i, error("E-OUR-OWNER", message, "证件号码", written, person["id_number"]))
        return False
    return True


def _person(rows: Rows, content: Mapping[str, Any]) -> Mapping[str, Any] | None:
    person = content.get("person")
    return None if person is None else rows.work.ledger(Person).content(person)


def sort_own(rows: Rows, part: Part, record: int | None, links: Mapping[str, Any], i: int) -> int | None:
    """Make or change the record of a row from all its columns; None when a link could not be understood."""
    values = {**rows.values(part, i), **links}
    stored = rows.work.ledger(part.record.model).content(record) if record else {}
    values |= _links(rows, part, stored, i)
    if "id_key" in part.record.model._meta.fields:
        known = identity_number.parsed(values.get("id_number") or "")
        values["id_key"] = known.key if known else stored.get("id_key", "")
    if record is None:
        derives = {"id_key", "birth", "sex"} <= part.record.model._meta.fields.keys()
        return rows.add(part.record.model, with_derived(rows, i, values) if derives else values, i)
    rows.change(part.record.model, record, values, i)
    return record


def forget_remarks(rows: Rows, i: int) -> None:
    """A row that came back as it was sent is not examined anew: the register's own checks have said all this."""
    kept = [problem for problem in rows.table.problems.pop(i, ()) if problem.code == "W-LINK"]
    if kept:
        rows.table.problems[i] = kept


def _links(rows: Rows, part: Part, stored: Mapping[str, Any], i: int) -> dict[str, Any]:
    """The records that the link columns name; a name that was not touched keeps its record."""
    found: dict[str, Any] = {}
    for name, text in _written_links(rows, part, i):
        link: Any = part.record.model._meta.fields[name]
        present = stored.get(name)
        if not text or (present is not None and _shown(rows, link.rel_model, present) == text):
            continue
        target = _place(rows, name, i) if name in ("town", "village") else _named(rows, link.rel_model, stored, text)
        if target is None:
            label = spec_of(link).label
            message = f"“{text}”找不到对应的{label}，这一项没有改动，请核对名称。"
            rows.table.tell(i, warn("W-LINK", message, label, text))
        else:
            found[name] = target
    return found


def _written_links(rows: Rows, part: Part, i: int) -> list[tuple[str, str]]:
    table = rows.table
    links = {link.name for link in part.record.model._meta.refs}
    written = [(name, column[i]) for name, column in table.fields(part) if name in links]
    if "place.town" in table.values and part is table.kind.principal:
        own = {"town", "village"} & links
        written += [(name, str(table.value(f"place.{name}", i) or "")) for name in sorted(own)]
    return written


def _shown(rows: Rows, model: type[Record], record: int) -> str:
    content = rows.work.ledger(model).content(record)
    name = next(name for name in _SHOWN if name in content)
    return str(content[name] or "")


def _place(rows: Rows, name: str, i: int) -> int | None:
    found = rows.table.places[i] if rows.table.places else Resolved()
    return found.village if name == "village" else found.town


def _named(rows: Rows, model: type[Record], stored: Mapping[str, Any], text: str) -> int | None:
    """The one record of a type that is called so."""
    known, work = rows.work.known, rows.work
    if model is Place:
        return work.names.named(text)
    if model is Household:
        return _only(known.households_by_number.get(text, ()))
    if model is Institution:
        return _only(known.institutions.get(text, ()))
    if model is Diagnosis and stored.get("person"):
        return _only(known.diagnoses.get((stored["person"], text), ()))
    return None


def _only(found: tuple[int, ...]) -> int | None:
    return found[0] if len(found) == 1 else None


def find_own(rows: Rows, part: Part, i: int) -> int | None:
    """A record of one type by its own key, where our number is not given."""
    known, table = rows.work.known, rows.table
    key = f"{part.name}."
    if part.record.model is Household:
        return next(iter(known.households_by_number.get(table.value(key + "number", i) or "", ())), None)
    if part.record.model is Institution:
        return next(iter(known.institutions.get(table.value(key + "name", i) or "", ())), None)
    if part.record.model is Place:
        return rows.work.names.coded(table.value(key + "code", i) or "", table.value(key + "level", i) or "")
    return None


def missing(rows: Rows, part: Part, i: int) -> bool:
    """Whether a new row lacks what its record must have; it is held then."""
    for one in part.record.fields:
        spec = spec_of(one)
        if spec.required and not hasattr(one, "rel_model") and is_blank(rows.table.value(f"{part.name}.{one.name}", i)):
            rows.table.tell(
                i, error("E-REQUIRED", f"{spec.label}为空，不能新增这条{part.record.title}，请补填。", spec.label)
            )
            return True
    return False
