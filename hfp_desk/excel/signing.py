"""Rows of a signing ledger: contract, cases, visits and exam of one person, each found again or made.

A visit of somebody with two diseases counts for each of them: it becomes a visit under each programme, because each
form asks for its own values and each programme counts its own visits. 严重精神障碍 is no group of a contract but a
restricted case. A case begins with the day the list says, else with the contract. A visit that cannot be (before
birth, in the future) is told and kept as written beside the contract; the rest of its row goes in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from hfp_desk.codes import code_list
from hfp_desk.excel import cases, people, teams
from hfp_desk.excel.cases import Said
from hfp_desk.excel.judged import problems_with
from hfp_desk.excel.parts import Part
from hfp_desk.excel.people import person_as_known
from hfp_desk.excel.signing_lists import GROUPS, ILLNESS
from hfp_desk.excel.signing_visits import keep_exam, keep_visits, load
from hfp_desk.excel.table import error, warn
from hfp_desk.excel.work import Rows, Unreadable
from hfp_desk.problems import Severity
from hfp_desk.records import Contract, Person, Team
from hfp_desk.rules import contract_checks
from hfp_desk.rules.periods import day_of, overlap

_RESTRICTED_GROUP = "06"
_LINKS = frozenset({"person", "household", "team", "doctor"})


def find_contract(rows: Rows, i: int) -> int | None:
    """The contract of the register that a row speaks of: of the same person, from the same day."""
    table, who = rows.table, rows.who[i]
    terms = terms_of(rows, i)
    if not terms["state"]:
        message = "没有签约日期，也没有写签约状态，不知道是否已签约，请补填。"
        table.tell(i, error("E-SIGNING-EMPTY", message, "签约日期"))
        return None
    rows.keys[i] = (who, terms["starts"], cases.said_of(rows, (GROUPS, ILLNESS), i).programmes)
    record = contract_of(rows, who, terms)
    refused = is_refused(rows, rows.table.kind.principal, record, terms, i)
    return None if refused else record


def contract_of(rows: Rows, who: object, terms: Mapping[str, Any]) -> int | None:
    """The contract of the register with those terms."""
    if not isinstance(who, int):
        return None
    ledger, known = rows.work.ledger(Contract), rows.work.known.keyed(Contract, ("person",))
    if ("contracts", id(rows)) not in rows.work.told:
        rows.work.told.add(("contracts", id(rows)))
        ledger.load(one for each in rows.who if isinstance(each, int) for one in known.get((each,), ()))
    for record in known.get((who,), ()):
        stored = ledger.content(record)
        same = terms["starts"] in (stored["starts"], stored["signed_on"])
        if same if terms["starts"] else (stored["state"] == terms["state"] and not stored["starts"]):
            return record
    return None


def terms_of(rows: Rows, i: int) -> dict[str, Any]:
    """State, first and last day of a row's contract, as far as it says them."""
    table = rows.table
    said = {name: table.value(f"contract.{name}", i) or "" for name in ("state", "signed_on", "starts", "ends")}
    said["starts"] = said["starts"] or said["signed_on"]
    years = table.value("contract.years", i)
    if not said["ends"] and said["starts"] and years:
        said["ends"] = contract_checks.last_day(date.fromisoformat(said["starts"]), int(years)).isoformat()
    if not said["state"]:
        unsigned = table.value("contract.unsigned_reason", i)
        said["state"] = contract_checks.SIGNED if said["starts"] else contract_checks.UNSIGNED if unsigned else ""
    return said


def apply_signing(rows: Rows) -> None:
    """Make or change what the rows of a ledger tell of."""
    part, whose = rows.table.kind.principal, rows.table.kind.part("person")
    assert whose is not None
    load(rows)
    unlinked: list[tuple[int, str]] = []
    for i in list(rows.table.open):
        person = people.sort_person(rows, whose, i)
        said = cases.said_of(rows, (GROUPS, ILLNESS), i)
        values = contract_values(rows, part, person, said, i)
        if values.get("doctor_name") and not values.get("doctor"):
            unlinked.append((i, values["doctor_name"]))
        contract = rows.target[i] = keep_contract(rows, part, rows.target[i], values, i)
        _keep_words(rows, contract, said, i)
        keep_visits(rows, person, contract, said, i)
        keep_exam(rows, person, contract, i)
    teams.tell_unlinked(rows, unlinked)


def contract_values(rows: Rows, part: Part, person: int, said: Said, i: int) -> dict[str, Any]:
    """What a row says of the contract, with team and doctor where they are certain."""
    values = {**rows.values(part, i), **{name: value for name, value in terms_of(rows, i).items() if value}}
    groups = [one for one in said.groups if one != _RESTRICTED_GROUP]
    values.pop("groups", None)
    if groups:
        values["groups"] = _ordered(groups)
    town = teams.town_of(rows, person, i)
    if name := str(rows.table.value("contract.team", i) or ""):
        values["team"] = teams.team_of(rows, name, town, i)
    if values.get("doctor_name"):
        values["doctor"] = teams.doctor_of(rows, values["doctor_name"], values.get("team"), town, i)
    return {**values, "person": person}


def _ordered(groups: list[str]) -> str:
    order = [item.code for item in code_list(cases.GROUP).items]
    return ",".join(sorted(set(groups), key=order.index))


def is_refused(rows: Rows, part: Part, record: int | None, terms: Mapping[str, Any], i: int) -> bool:
    """Whether the contract cannot be; its row is held then, before anything is made of it."""
    whose = rows.table.kind.part("person")
    ledger = rows.work.ledger(Contract)
    stored = ledger.content(record) if record else {}
    values = {**rows.values(part, i), **{name: value for name, value in terms.items() if value}}
    values = _stated(rows, record, values, i)
    values.pop("groups", None)
    if whose is None or (record and not ledger.differences(record, values)):
        return False
    alone = {name: value for name, value in {**stored, **values}.items() if name not in _LINKS}
    found = problems_with(rows.work, part, alone, person_as_known(rows, whose, i))
    rows.table.tell_all(i, found)
    return any(problem.severity is Severity.ERROR for problem in found)


def _tell_overlaps(rows: Rows, person: int, values: dict[str, Any], i: int) -> None:
    """Tell of a new contract that another one of the person is not over when it begins; it goes in."""
    mine = _period(values)
    ledger = rows.work.ledger(Contract)
    known = rows.work.known.keyed(Contract, ("person",)).get((person,), ()) if person > 0 else ()
    for record in (*known, *rows.work.posted.get(f"contract:{person}", ())):
        other = ledger.content(record)
        theirs = _period(other)
        if mine and theirs and overlap(mine, theirs):
            team = str(rows.work.ledger(Team).content(other["team"])["name"]) if other.get("team") else ""
            rows.table.tell(i, replace(contract_checks.overlap(mine, theirs, team), severity=Severity.WARNING))
            return


def _period(content: Mapping[str, Any]) -> tuple[date | None, date | None] | None:
    """First and last day of a contract; None of one that is none."""
    starts = day_of(content.get("starts") or content.get("signed_on"))
    if starts is None or content.get("state") == contract_checks.UNSIGNED:
        return None
    return starts, day_of(content.get("cancelled_on") or content.get("ends"))


def keep_contract(rows: Rows, part: Part, record: int | None, values: dict[str, Any], i: int) -> int:
    """The contract of a row; groups that another row of the person names are added to it, none is taken away."""
    person = values["person"]
    key = ("contract", person, values.get("starts", ""))
    record = record or rows.work.made.get(key)
    household = rows.work.ledger(Person).content(person).get("household")
    if household and not (record and rows.work.ledger(Contract).content(record).get("household")):
        values["household"] = household
    if record is None:
        _tell_overlaps(rows, person, values, i)
        record = rows.add(Contract, values, i)
        rows.work.posted.setdefault(f"contract:{person}", []).append(record)
    else:
        stored = rows.work.ledger(Contract).content(record)
        groups = [one for one in (stored.get("groups") or "").split(",") if one]
        if "groups" in values:
            values["groups"] = _ordered([*groups, *values["groups"].split(",")])
        rows.change(Contract, record, _stated(rows, record, values, i), i, part.mode)
    rows.work.made[key] = record
    rows.keep_unread(part, record, i)
    return record


def _stated(rows: Rows, record: int | None, values: dict[str, Any], i: int) -> dict[str, Any]:
    """The values without a state that no column says: an old list does not undo that a contract was cancelled."""
    if record is None or rows.table.value("contract.state", i):
        return values
    return {name: value for name, value in values.items() if name != "state"}


def _keep_words(rows: Rows, contract: int, said: Said, i: int) -> None:
    """Words for groups of people that no list knows are told and kept."""
    for word in said.unknown:
        sentence = f"“{word}”不在人群分类和管理病种代码表中，没有登记这一类，原文已留存，请核对。"
        rows.table.tell(i, warn("W-GROUP-UNKNOWN", sentence, "人群分类", word))
        rows.work.unread.append(Unreadable("contract", contract, "groups", word, sentence, rows.source(i)))
