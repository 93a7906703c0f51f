"""The month's full list of premium subsidies against the year: 新增、变更、取消 (附件3, domain.md §2.7).

Who is missing loses the subsidy, so the list goes in whole or not at all: one row without number or identity, one
that cannot be told apart, an older list, or too many that would be cancelled stop all of it (避免错误取消).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hfp_desk.codes import code_list
from hfp_desk.excel import people
from hfp_desk.excel.converting import is_blank
from hfp_desk.excel.examining import examine
from hfp_desk.excel.ledgers import Source
from hfp_desk.excel.outcomes import Outcome
from hfp_desk.excel.subsidy_lists import MONTH
from hfp_desk.excel.table import Table, error, note
from hfp_desk.excel.whom import match_persons
from hfp_desk.excel.work import Rows, Who, Work
from hfp_desk.problems import Problem, Severity
from hfp_desk.records import Subsidy
from hfp_desk.rules import periods
from hfp_desk.rules.subsidies import CANCELLED, NEW, SAME, Held, compared, foremost, too_many
from hfp_desk.store import subsidies
from hfp_desk.store.subsidies import Standard

IDENTITIES = "subsidy.identities"
_YEAR = re.compile(r"(20\d\d)\s*年?度")
_MONTHLY = re.compile(r"(20\d\d)\s*[年.\-]?\s*(1[0-2]|0?[1-9])(?:月|\b)")
_FEW = 5


@dataclass
class Comparison:
    """What the sheets of one month's list share: the year before it, and what each person's rows say together."""

    year: int
    listed_on: str
    before: Mapping[int, Held]
    standards: Mapping[str, Standard]
    identities: dict[Who, frozenset[str]] = field(default_factory=dict)
    first: dict[Who, tuple[str, int]] = field(default_factory=dict)
    whose: dict[int, list[Who | None]] = field(default_factory=dict)
    missing: list[Held] = field(default_factory=list)
    stopped: str = ""
    confirmable: bool = False
    last: Table | None = None


def sort_month(rows: Rows) -> None:
    """Classify the rows of one sheet of the list; with the last sheet those who are missing are cancelled."""
    work, table = rows.work, rows.table
    state: Comparison = work.subsidies or _begun(work)
    work.subsidies = state
    rows.who = list(state.whose[id(table)])
    if state.stopped:
        _hold_all(table, state)
        return
    part = table.kind.part("person")
    assert part is not None
    for i in list(table.open):
        who = rows.who[i]
        assert who is not None
        if state.first[who] != (table.sheet, table.numbers[i]):
            _tell_joined(table, state, who, i)
            continue
        person = people.sort_person(rows, part, i)
        _sort_row(rows, state, who, person, i)
        record = rows.target[i]
        assert record is not None
        rows.keep_unread(table.kind.principal, record, i)
    if table is state.last:
        _cancel(work, state)


def _begun(work: Work) -> Comparison:
    """Look at all sheets of the list before any of them is taken in."""
    tables = [one for one in work.tables if one.kind is MONTH]
    day = listed_on(tables[0], work)
    year = next(filter(None, (year_of(one) for one in tables)), 0) or day.year
    state = Comparison(year, day.isoformat(), subsidies.held(year), subsidies.standards(year), last=tables[-1])
    for table in tables:
        rows = Rows(work, table)
        examine(table, work.policy, work.today)
        part = table.kind.part("person")
        assert part is not None
        match_persons(rows, part)
        state.whose[id(table)] = rows.who
        _gather(rows, state)
    state.missing = _missing(state)
    state.stopped = _why_stopped(work, tables, state)
    return state


def listed_on(table: Table, work: Work) -> date:
    """The day of the list: what the clerk or the title says, else the end of the month that is named, else today."""
    if table.guesses.listed_on:
        return date.fromisoformat(table.guesses.listed_on)
    for line in table.guesses.lines:
        found = _MONTHLY.search(line)
        last = periods.last_day(f"{found[1]}-{int(found[2]):02d}") if found else None
        if last is not None:
            return min(last, work.today)
    return work.today


def year_of(table: Table) -> int:
    """The insurance year that a column or the title names; 0 for none."""
    for value in table.column("subsidy.year") or ():
        if value:
            return int(value)
    found = next(filter(None, (_YEAR.search(line) for line in table.guesses.lines)), None)
    return int(found[1]) if found else 0


def _gather(rows: Rows, state: Comparison) -> None:
    """What all rows of a person say together."""
    table, codes = rows.table, rows.table.column(IDENTITIES) or []
    for i in table.open:
        who = rows.who[i]
        said = frozenset(code for code in str(codes[i] or "").split(",") if code)
        if who is None:
            table.tell(i, error("E-SUBSIDY-WHO", "看不出这一行是谁，请补填证件号码。", "证件号码"))
        elif not said:
            table.tell(i, error("E-SUBSIDY-IDENTITY", "没有身份类别，或写法不认识，请补填。", "资助身份"))
        else:
            state.first.setdefault(who, (table.sheet, table.numbers[i]))
            state.identities[who] = state.identities.get(who, frozenset()) | said


def _missing(state: Comparison) -> list[Held]:
    there = {who for who in state.identities if isinstance(who, int)}
    return [one for person, one in state.before.items() if one.active and person not in there]


def _why_stopped(work: Work, tables: list[Table], state: Comparison) -> str:
    """Why nothing of the list may go in; empty when it may."""
    bad = [f"{table.sheet}第 {table.numbers[i]} 行" for table in tables for i in sorted(table.held)]
    if bad:
        more = f"等 {len(bad)} 行" if len(bad) > _FEW else ""
        return (
            f"{'、'.join(bad[:_FEW])}{more}的证件号码或身份类别有问题，为避免错误取消，整批没有比对；请更正后重新导入。"
        )
    latest = max((one.listed_on for one in state.before.values()), default="")
    if state.listed_on < latest:
        return f"名单日期 {state.listed_on} 早于上次比对的 {latest}，整批没有比对；请核对名单日期。"
    active, gone = sum(one.active for one in state.before.values()), len(state.missing)
    share = work.policy.on(date.fromisoformat(state.listed_on)).target("subsidy_cancel_share").value
    if too_many(gone, active, share) and not work.choices.confirmed.strip():
        state.confirmable = True
        told = f"将取消 {gone:,} 人，占上月 {active:,} 人的 {gone / active:.1%}，超过停办线 {share:f}%"
        return f"{told}，整批没有比对；请核对名单是否完整，确认无误时在“资助比对”页写明原因后继续。"
    return ""


def _hold_all(table: Table, state: Comparison) -> None:
    problem = Problem("E-SUBSIDY-STOPPED", Severity.ERROR, state.stopped)
    for i in list(table.open):
        table.tell(i, problem, Outcome.CONFLICT)


def _tell_joined(table: Table, state: Comparison, who: Who, i: int) -> None:
    sheet, row = state.first[who]
    where = f"第 {row} 行" if sheet == table.sheet else f"“{sheet}”第 {row} 行"
    category = foremost(state.identities[who], _priorities(state))
    message = f"与{where}是同一人，身份已合并，按“{code_list('identity').shown(category)}”资助。"
    table.tell(i, note("N-SUBSIDY-JOINED", message, "资助身份"), Outcome.SAME)


def _priorities(state: Comparison) -> dict[str, int]:
    return {category: one.priority for category, one in state.standards.items()}


def _sort_row(rows: Rows, state: Comparison, who: Who, person: int, i: int) -> None:
    """A new subsidy, or what has changed of one; who is on the list as before is only marked with its day."""
    codes = state.identities[who]
    category = foremost(codes, _priorities(state))
    held = state.before.get(who) if isinstance(who, int) else None
    change = compared(held, category, codes)
    said = {name: value for name, value in rows.values(rows.table.kind.principal, i).items() if name != "year"}
    values = {
        **said,
        "category": category,
        "identities": _stored(codes),
        "listed_on": state.listed_on,
        "change": change,
        **{name: value for name, value in _amounts(state, category).items() if is_blank(said.get(name))},
    }
    if held is None:
        included = said.get("included_on") or state.listed_on
        new = {**values, "person": person, "year": state.year, "included_on": included}
        rows.target[i] = rows.add(Subsidy, new, i)
        return
    rows.target[i] = held.id
    if change == SAME:
        _mark_again(rows, state, held, said, i)
        return
    stored = rows.work.ledger(Subsidy).content(held.id)
    if not is_blank(stored["included_on"]):
        values.pop("included_on", None)
    rows.change(Subsidy, held.id, values, i)
    if not is_blank(stored["cancelled_on"]):
        rows.work.ledger(Subsidy).put(held.id, {"cancelled_on": (stored["cancelled_on"], None)}, rows.source(i))


def _mark_again(rows: Rows, state: Comparison, held: Held, said: Mapping[str, Any], i: int) -> None:
    """Still there: the day of the list is noted without counting as a change; what it says besides is taken in."""
    further = {name: value for name, value in said.items() if name not in ("identities", "included_on", "listed_on")}
    rows.change(Subsidy, held.id, further, i)
    same_list = held.listed_on == state.listed_on
    marks = {"listed_on": state.listed_on, "change": held.change if same_list and held.change else SAME}
    ledger = rows.work.ledger(Subsidy)
    ledger.put(held.id, ledger.differences(held.id, marks), rows.source(i))


def _amounts(state: Comparison, category: str) -> dict[str, Any]:
    """The standards of the category as they are stored."""
    one = state.standards.get(category)
    if one is None:
        return {}
    fields = Subsidy._meta.fields
    given = {"standard": one.standard, "own_paid": one.own_paid, "subsidised": one.subsidised}
    amounts = {name: fields[name].db_value(value) for name, value in given.items() if value is not None}
    return {"grade": one.grade, **amounts}


def _stored(codes: frozenset[str]) -> str:
    return str(Subsidy._meta.fields["identities"].db_value(_ordered(codes)))


def _ordered(codes: frozenset[str]) -> tuple[str, ...]:
    return tuple(item.code for item in code_list("identity").items if item.code in codes)


def _cancel(work: Work, state: Comparison) -> None:
    """Who is missing this month is cancelled on the day of the list; told with names, by township."""
    assert state.last is not None
    ledger = work.ledger(Subsidy)
    ledger.load(one.id for one in state.missing)
    for one in state.missing:
        marks = {"change": CANCELLED, "cancelled_on": state.listed_on}
        ledger.put(one.id, ledger.differences(one.id, marks), Source(state.last.sheet, 0))
    if state.missing:
        work.general.append(Problem("N-SUBSIDY-CANCELLED", Severity.WARNING, _cancelled_words(state)))


def _cancelled_words(state: Comparison) -> str:
    count = len(state.missing)
    return f"本月名单中没有的 {count:,} 人将记为“取消”（取消时间 {state.listed_on}），名单见“费用保障—资助比对”。"


def results(work: Work) -> dict[str, list[int]]:
    """The subsidies of a plan by what becomes of them, those still to be written below zero.

    Of a list that was stopped because too many would be cancelled only those: they are what has to be looked at.
    """
    state: Comparison | None = work.subsidies
    found: dict[str, list[int]] = defaultdict(list)
    if state is None or state.stopped:
        if state is not None and state.confirmable:
            found[CANCELLED] = [one.id for one in state.missing]
        return found
    ledger = work.ledger(Subsidy)
    for record, change in _changes(work, state):
        found[change].append(record)
    found[NEW] = [-place for place in range(1, len(ledger.fresh) + 1)] + found[NEW]
    return found


def _changes(work: Work, state: Comparison) -> Iterator[tuple[int, str]]:
    ledger = work.ledger(Subsidy)
    for one in state.before.values():
        if one.id in ledger.changes or one.listed_on == state.listed_on:
            yield one.id, str(ledger.content(one.id)["change"])
