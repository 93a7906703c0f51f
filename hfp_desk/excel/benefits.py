"""Dated identities that a list gives to its persons: one of each kind at a time, an ended one is not revived."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hfp_desk.codes import code_list
from hfp_desk.excel.outcomes import Outcome
from hfp_desk.excel.parts import Part
from hfp_desk.excel.table import Table, error, warn
from hfp_desk.excel.work import Rows, Who
from hfp_desk.records import Identity
from hfp_desk.store.matching import Period

REGISTERED_POOR, DISABLED, MONITORED = "01", "04", "20"
LISTED = "1"
KIND, MONITOR_KIND = "identity.kind", "monitor.kind"
_PROVENANCE = ("listed_on", "list_source")


def kind_of(table: Table, i: int) -> str:
    """The identity a row gives: its own column, else what title, file or clerk say of the whole list."""
    return table.value(KIND, i) or table.guesses.identity


def require_kind(table: Table) -> None:
    """A list of identities that does not say which one cannot go in before somebody says so."""
    for i in list(table.open):
        if not kind_of(table, i):
            message = "看不出这份名单是哪一类身份（低保、特困……），请指定身份类别后再导入。"
            table.tell(i, error("E-IDENTITY-UNKNOWN", message, "身份类别"), Outcome.DOUBTFUL)
    if len(table) and not table.guesses.identity_sure and KIND not in table.values:
        label = code_list("identity").shown(table.guesses.identity)
        table.tell(0, warn("W-IDENTITY-GUESS", f"按表头认定这份名单为{label}，请核对。", "身份类别", "", label))


def standing(rows: Rows, who: Who | None, kind: str, starts: str) -> int | None:
    """The identity of this kind that the row speaks of: the open one, or the one that began then."""
    if not isinstance(who, int):
        return None
    found: Iterable[Period] = rows.work.known.identities.get((who, kind), ())
    running = [period.id for period in found if not period.ends]
    begun = [period.id for period in found if starts and period.starts == starts]
    return next(iter([*begun, *running]), None)


def load_identities(rows: Rows) -> None:
    """Read the identities of the persons of a list in one go."""
    known = rows.work.known.identities
    persons = {who for who in rows.who if isinstance(who, int)}
    rows.work.known.meet_identities(persons)
    rows.work.ledger(Identity).load(
        period.id for (who, _), found in known.items() if who in persons for period in found
    )


def tell_unknown_kind(table: Table) -> None:
    """A list of people that does not say who they are goes in without giving anybody an identity."""
    if len(table) and KIND not in table.values and not table.guesses.identity:
        message = "看不出这份名单的身份类别（建档立卡、低保……），只登记了人员，没有登记身份；可指定后重新检查。"
        table.tell(0, warn("W-IDENTITY-UNKNOWN", message, "身份类别"))


def sort_identity(rows: Rows, part: Part, person: int, i: int) -> int | None:
    """Give the person of a row the identities the row speaks of; the first of them."""
    table = rows.table
    kind = kind_of(table, i)
    monitored = table.value(MONITOR_KIND, i) or ""
    if kind == MONITORED and monitored:
        kind = ""
    given = _give(rows, part, person, kind, _default_start(table, kind, i), i) if kind else None
    watch = table.kind.part("monitor")
    if monitored and watch is not None:
        watched = _give(rows, watch, person, monitored, table.value("monitor.risk_on", i) or "", i)
        given = given or watched
    number = table.ids[i] if table.ids else None
    if number is not None and number.disability_kind and kind == REGISTERED_POOR:
        _give_card(rows, part, person, i)
    return given


def _default_start(table: Table, kind: str, i: int) -> str:
    starts = table.value("identity.starts", i) or ""
    if not starts and kind == REGISTERED_POOR:
        starts = table.value("person.recognised_on", i) or table.value("household.recognised_on", i) or ""
    return starts


def _give(rows: Rows, part: Part, person: int, kind: str, starts: str, i: int) -> int:
    values = rows.values(part, i)
    record = rows.work.identities.get((person, kind)) or standing(rows, person, kind, starts)
    if record is None:
        record = rows.add(Identity, {**_origin(rows, i), **values, "person": person, "kind": kind, "starts": starts}, i)
        rows.work.identities[person, kind] = record
    else:
        known = {name: value for name, value in values.items() if name not in _PROVENANCE}
        rows.change(Identity, record, {**known, "kind": kind}, i, part.mode)
    if rows.table.unread:
        rows.keep_unread(part, record, i)
    return record


def _origin(rows: Rows, i: int) -> dict[str, Any]:
    """Where a new identity comes from."""
    guesses = rows.table.guesses
    listed = rows.table.value("identity.listed_on", i) or guesses.listed_on
    return {"listed_on": listed, "list_source": guesses.source, "entry_reason": LISTED}


def _give_card(rows: Rows, part: Part, person: int, i: int) -> None:
    """A disability card in the list of registered poor documents a disabled person of that list."""
    number = rows.table.ids[i]
    if number is None or not number.disability_kind:
        return
    values = {
        "number": number.text,
        "disability_kind": number.disability_kind,
        "disability_grade": number.disability_grade,
    }
    record = rows.work.identities.get((person, DISABLED)) or standing(rows, person, DISABLED, "")
    if record is None:
        given = {**values, **_origin(rows, i), "person": person, "kind": DISABLED}
        rows.work.identities[person, DISABLED] = rows.add(Identity, given, i)
    else:
        rows.change(Identity, record, values, i, part.mode)
