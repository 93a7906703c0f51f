"""Each row gets its class: whom it is about, what it would change, whether it contradicts the register or the list.

Rows are only looked at first: what is in doubt or in conflict is held before any of its records is made pending, so
a row goes in whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hfp_desk.excel import benefits, care, duties, overlapping, own, people, returning, subsidies
from hfp_desk.excel.examining import examine
from hfp_desk.excel.network import sort_network
from hfp_desk.excel.network_lists import NETWORK
from hfp_desk.excel.outcomes import Outcome, Which
from hfp_desk.excel.repeating import hold_repeats
from hfp_desk.excel.table import Table, error, note
from hfp_desk.excel.visit_modes import tell_modes
from hfp_desk.excel.whom import match_persons
from hfp_desk.excel.work import Rows, Work
from hfp_desk.fields import spec_of
from hfp_desk.records import Diagnosis, Household, Identity, Person, Record, Settlement, Treatment


def sort(work: Work, table: Table) -> Rows:
    """Examine, match and classify all rows of a table; what goes in is pending in the ledgers afterwards."""
    rows = Rows(work, table)
    if table.kind.key in _BY_THEMSELVES:
        _BY_THEMSELVES[table.kind.key](rows)
        return rows
    examine(table, work.policy, work.today)
    person = table.kind.part("person")
    if person is not None:
        match_persons(rows, person)
    if table.kind.ours:
        returning.forget_masks(rows)
        own.match_ours(rows, table.kind.principal)
    if table.kind.principal.record.model is Identity:
        benefits.require_kind(table)
    _find_targets(rows)
    returning.hold_strangers(rows, table.kind.principal)
    _hold_restricted(rows)
    hold_repeats(rows)
    _hold_unwanted(rows)
    if table.kind.principal.record.model is Treatment and not table.kind.ours:
        overlapping.tell_overlaps(rows)
    apply = duties.APPLY.get(table.kind.key)
    if apply is None:
        apply = _apply_ours if table.kind.ours else _APPLY.get(table.kind.principal.record.model, _apply_ours)
    apply(rows)
    tell_modes(rows)
    return rows


def outcome(rows: Rows, i: int) -> Outcome:
    """What became of a row."""
    held = rows.table.held.get(i)
    if held is not None:
        return held
    touched = rows.touched.get(i)
    if not touched:
        return Outcome.SAME
    principal = rows.table.kind.principal.record.name
    unknown = (rows.target[i] or -1) < 0
    made = any(touch.differences is None and (unknown or touch.kind == principal) for touch in touched)
    return Outcome.NEW if made else Outcome.CHANGE


def _find_targets(rows: Rows) -> None:
    """The record of the register that each open row stands for."""
    model = rows.table.kind.principal.record.model
    if model is Identity:
        benefits.load_identities(rows)
    if model in (Treatment, Settlement, Diagnosis):
        care.load_care(rows)
    if model is Treatment:
        care.find_stays(rows)
        care.require_one_bill(rows)
        return
    for i in list(rows.table.open):
        if rows.target[i] is None:
            rows.target[i] = _target(rows, model, i)


def _target(rows: Rows, model: type[Record], i: int) -> int | None:
    if rows.table.kind.key in duties.FIND:
        return duties.FIND[rows.table.kind.key](rows, i)
    who = rows.who[i]
    if model is Person:
        return who if isinstance(who, int) else None
    if model is Identity:
        return benefits.standing(
            rows, who, benefits.kind_of(rows.table, i), rows.table.value("identity.starts", i) or ""
        )
    if model is Diagnosis:
        return care.find_diagnosis(rows, i)
    if model is Settlement:
        return care.find_bill(rows, care.find_stay(rows, i), i)
    return own.find_own(rows, rows.table.kind.principal, i)


def _hold_restricted(rows: Rows) -> None:
    """A row would change a restricted record it does not itself name: who may not know of it cannot decide that."""
    work, kind = rows.work, rows.table.kind.principal.record
    if work.knows_restricted:
        return
    hidden = work.known.restricted(kind, {target for target in rows.target if target is not None})
    for i in [i for i in rows.table.open if rows.target[i] in hidden]:
        found = care.recognised(rows, i)
        if found is None or not found.restricted:
            message = "与登记簿中已有的记录对不上，请交由有“保密”角色的同事核对后导入。"
            rows.table.tell(i, error("E-HELD", message), Outcome.CONFLICT)


def _hold_unwanted(rows: Rows) -> None:
    """Rows left out because the clerk wants only new or only known records: skipped, which is no error."""
    which = rows.work.choices.which
    if which is Which.BOTH:
        return
    for i in list(rows.table.open):
        known = rows.target[i] is not None
        if known is (which is Which.ONLY_NEW):
            said = "只新增、不更新已有记录" if known else "只更新已有记录、不新增"
            rows.table.tell(i, note("N-SKIPPED", f"按您的选择{said}，本行跳过。"), Outcome.SKIPPED)


def _apply_people(rows: Rows) -> None:
    kind = rows.table.kind
    household, identity = kind.part("household"), kind.part("identity")
    if household is not None:
        people.sort_households(rows, household)
    benefits.load_identities(rows)
    for i in rows.table.open:
        person = rows.target[i] = people.sort_person(rows, kind.principal, i)
        if identity is not None:
            benefits.sort_identity(rows, identity, person, i)
    if identity is not None:
        benefits.tell_unknown_kind(rows.table)


def _apply_identities(rows: Rows) -> None:
    part, whose = rows.table.kind.parts[:2]
    for i in rows.table.open:
        person = people.sort_person(rows, whose, i)
        rows.target[i] = benefits.sort_identity(rows, part, person, i)


def _apply_diagnoses(rows: Rows) -> None:
    part, whose = rows.table.kind.parts[:2]
    for i in rows.table.open:
        person = people.sort_person(rows, whose, i)
        rows.target[i] = care.sort_diagnosis(rows, part, person, rows.target[i], i)


def _apply_stays(rows: Rows) -> None:
    treatment, settlement, diagnosis, whose = rows.table.kind.parts
    for i in rows.table.open:
        person = people.sort_person(rows, whose, i)
        illness = care.sort_diagnosis(rows, diagnosis, person, None, i)
        stay = rows.target[i] = care.sort_treatment(rows, treatment, person, illness, i)
        care.sort_settlement(rows, settlement, person, stay, i)


def _apply_households(rows: Rows) -> None:
    people.sort_households(rows, rows.table.kind.principal)
    numbers = rows.table.column(people.HOUSEHOLD_NUMBER) or []
    for i in rows.table.open:
        rows.target[i] = rows.work.households.get(numbers[i])


def _apply_ours(rows: Rows) -> None:
    part = rows.table.kind.principal
    for i in list(rows.table.open):
        links = _whose(rows, i)
        if links is not None and (rows.target[i] is not None or not own.missing(rows, part, i)):
            rows.target[i] = own.sort_own(rows, part, rows.target[i], links, i)
            if i not in rows.touched and i not in rows.table.held:
                own.forget_remarks(rows, i)


def _whose(rows: Rows, i: int) -> dict[str, Any] | None:
    """The person (and the stay) a new record of our list belongs to; None when the row had to be held."""
    if rows.target[i] is not None:
        return {}
    links: dict[str, Any] = {}
    fields = rows.table.kind.principal.record.model._meta.fields
    if rows.table.kind.part("person") is not None:
        who = rows.who[i]
        if not isinstance(who, int):
            rows.table.tell(i, error("E-PERSON-UNKNOWN", "登记簿中没有此人，请先登记人员，再导入这一行。", "证件号码"))
            return None
        links["person"] = who
    if "treatment" in fields:
        needed = spec_of(fields["treatment"]).required
        stay = care.find_stay(rows, i) if needed or rows.table.value("treatment.admitted", i) else None
        if stay is None and needed:
            rows.table.tell(
                i, error("E-STAY-UNKNOWN", "登记簿中没有这次救治，请先登记救治记录，再导入结算。", "入院日期")
            )
            return None
        links["treatment"] = stay
    return links


_BY_THEMSELVES = {**dict.fromkeys((kind.key for kind in NETWORK), sort_network), **subsidies.SORT}
"""Lists whose rows stand for several records at once, by their kind."""

_APPLY: dict[type[Record], Callable[[Rows], None]] = {
    Person: _apply_people,
    Identity: _apply_identities,
    Diagnosis: _apply_diagnoses,
    Treatment: _apply_stays,
    Household: _apply_households,
}
