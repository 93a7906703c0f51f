"""Lists of ours that come back, and lists of one record type: 登记编号 decides, then the type's own key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hfp_desk.excel import judged, returning
from hfp_desk.excel.converting import is_blank
from hfp_desk.excel.identifying import KEYS
from hfp_desk.excel.judged import is_refused
from hfp_desk.excel.linking import load_links, missing_link, resolve
from hfp_desk.excel.outcomes import Outcome
from hfp_desk.excel.parts import Part
from hfp_desk.excel.people import with_derived
from hfp_desk.excel.table import error
from hfp_desk.excel.work import Rows
from hfp_desk.fields import spec_of
from hfp_desk.records import Cadre, Contract, Doctor, Household, Institution, Person, Place, Record
from hfp_desk.rules import identity_number


def match_ours(rows: Rows, part: Part) -> None:
    """The records named by our own numbers; a number that is none of ours keeps its row out."""
    table, work = rows.table, rows.work
    given = [table.given[i] for i in table.open]
    living = work.known.living(part.record.model, (record for record in given if record is not None))
    work.ledger(part.record.model).load(living)
    load_links(rows, part, living)
    for i in list(table.open):
        record = table.given[i]
        if record is not None and record not in living:
            message = f"登记编号 {record} 在登记簿中没有，或已作废；若要新增，请清空这一格。"
            table.tell(i, error("E-OUR-NUMBER", message, "登记编号", str(record)))
        elif record is not None and _is_whose(rows, part, record, i):
            rows.target[i] = record


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
    """Make or change the record of a row from all its columns; None when the row had to be held."""
    work, model = rows.work, part.record.model
    stored = work.ledger(model).content(record) if record else {}
    linked = resolve(rows, part, stored, i)
    rows.table.tell_all(i, linked.problems)
    values = {**rows.values(part, i), **links, **linked.records}
    if "id_key" in model._meta.fields:
        known = identity_number.parsed(values.get("id_number") or "")
        values["id_key"] = known.key if known else stored.get("id_key", "")
    if record is None:
        returning.complete(rows, part, values)
        _follow_home(rows, model, values)
        return None if returning.is_stranger(rows, part, values, i) else _make(rows, part, values, i)
    values = returning.allowed(rows, part, record, values, i)
    if not (work.ledger(model).differences(record, values) and is_refused(rows, part, stored, values, i)):
        rows.change(model, record, values, i)
    return record


def _follow_home(rows: Rows, model: type[Record], values: dict[str, Any]) -> None:
    """A new contract is the household's of who signs."""
    if model is Contract and values.get("person") and not values.get("household"):
        values["household"] = rows.work.ledger(Person).content(values["person"]).get("household")


def _make(rows: Rows, part: Part, values: dict[str, Any], i: int) -> int | None:
    model = part.record.model
    lacking = missing_link(part, values)
    if lacking:
        message = f"没有填写{lacking}，或登记簿中没有，不能新增这条{part.record.title}，请补填或先登记。"
        rows.table.tell(i, error("E-LINK-EMPTY", message, lacking))
        return None
    if is_refused(rows, part, {}, values, i):
        return None
    if model is Person:
        return rows.add(model, with_derived(rows, i, values), i)
    return rows.add(model, judged.with_derived(rows.work, model, values), i)


def forget_remarks(rows: Rows, i: int) -> None:
    """A row that came back as it was sent is not examined anew: the register's own checks have said all this."""
    kept = [problem for problem in rows.table.problems.pop(i, ()) if problem.code.startswith(("W-LINK", "W-LOCKED"))]
    if kept:
        rows.table.problems[i] = kept


def find_own(rows: Rows, part: Part, i: int) -> int | None:
    """A record of one type by its own key, where our number is not given."""
    known, table = rows.work.known, rows.table
    key = f"{part.name}."
    if part.record.model is Household:
        return next(iter(known.households_by_number.get(table.value(key + "number", i) or "", ())), None)
    if part.record.model is Institution:
        name = table.value(key + "name", i) or ""
        if not table.kind.ours:
            rows.keys[i] = (name, table.value(key + "code", i) or "")
        return _only(rows, part, known.institutions.get(name, ()), i)
    if part.record.model is Place:
        return rows.work.names.coded(table.value(key + "code", i) or "", table.value(key + "level", i) or "")
    return _by_key(rows, part, i) if part.record.model in KEYS else None


def _by_key(rows: Rows, part: Part, i: int) -> int | None:
    """The record with the same key."""
    model = part.record.model
    said = {**rows.values(part, i), **resolve(rows, part, {}, i).records}
    found: tuple[int, ...] = ()
    for names in _keys(rows, model, said, i):
        key = rows.keys[i] = tuple("" if said.get(name) is None else said[name] for name in names)
        found = found or rows.work.known.keyed(model, names).get(key, ())
    return _only(rows, part, found, i)


def _only(rows: Rows, part: Part, found: tuple[int, ...], i: int) -> int | None:
    """The one record found; several are not told apart, and the row is held."""
    if len(found) > 1:
        message = f"登记簿中有 {len(found)} 条这样的{part.record.title}，分不清更新哪一条，请填写登记编号。"
        rows.table.tell(i, error("E-KEY-SEVERAL", message), Outcome.CONFLICT)
    return found[0] if len(found) == 1 else None


def _keys(rows: Rows, model: type[Record], said: dict[str, Any], i: int) -> list[tuple[str, ...]]:
    """The keys by which a row is looked for: of somebody with a number that holds, the number before the name."""
    number = rows.table.ids[i] if rows.table.ids else None
    if number is None or model not in (Doctor, Cadre):
        return [KEYS[model]]
    said["id_key"] = number.key
    return list(dict.fromkeys([("id_key",), KEYS[model]]))


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
