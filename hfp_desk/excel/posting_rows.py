"""Rows of postings and of their months: whose they are, whether somebody is posted to two places at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from hfp_desk.excel import pairs
from hfp_desk.excel.converting import written
from hfp_desk.excel.duty_words import month_in
from hfp_desk.excel.judged import apply_row, is_refused, with_derived
from hfp_desk.excel.outcomes import Outcome
from hfp_desk.excel.pairs import Pair
from hfp_desk.excel.table import error
from hfp_desk.excel.work import Rows
from hfp_desk.problems import Severity
from hfp_desk.records import Partnership, Posting, PostingMonth
from hfp_desk.rules import periods, posting_checks
from hfp_desk.rules.periods import day_of, span_of
from hfp_desk.rules.posting_checks import Held
from hfp_desk.store.matching import same_hospital

NAME, STARTS, ENDS = "posting.name", "posting.starts", "posting.ends"
MONTH = "postingmonth.month"


def key_of(rows: Rows, i: int) -> str:
    """The number that holds of whom a row is about; empty where none is written."""
    number = rows.table.ids[i] if rows.table.ids else None
    return number.key if number else ""


def find_posting(rows: Rows, i: int) -> int | None:
    """The posting of the register that a row speaks of: the same person, the same two sides, the same first day."""
    pair = pairs.pair_of(rows, i)
    if not _is_whole(rows, i) or pairs.is_refused(rows, pair, i):
        return None
    table = rows.table
    starts = table.value(STARTS, i)
    sides = (pairs.side(rows, pair.supporter), pairs.side(rows, pair.receiver))
    rows.keys[i] = (*sides, key_of(rows, i) or table.value(NAME, i), starts)
    partnership = pairs.partnership_of(rows, pair, i)
    if partnership is None or partnership < 0:
        return None
    for record in postings_of(rows, i):
        content = rows.work.ledger(Posting).content(record)
        if content["starts"] == starts and content["partnership"] == partnership:
            return record
    return None


def _is_whole(rows: Rows, i: int) -> bool:
    """Whether a row says who and from when, and its period runs forward."""
    table = rows.table
    name, starts, ends = (table.value(key, i) for key in (NAME, STARTS, ENDS))
    if not name:
        table.tell(i, error("E-NAME-EMPTY", "姓名为空，不知道派驻的是谁，请补填。", "姓名"))
    elif not starts:
        table.tell(i, error("E-START-EMPTY", "到岗日期为空，不能登记派驻，请补填。", "到岗日期"))
    else:
        table.tell_all(i, periods.in_order(day_of(starts), day_of(ends), "到岗日期", "离岗日期"))
    return i not in table.held


def postings_of(rows: Rows, i: int) -> Iterator[int]:
    """The postings, of the register and pending, of whom a row is about: by the number, else by name and sex."""
    known, ledger = rows.work.known, rows.work.ledger(Posting)
    key, name = key_of(rows, i), str(rows.table.value(NAME, i) or "")
    found = known.keyed(Posting, ("id_key",)).get((key,), ()) if key else ()
    stored = (*found, *known.keyed(Posting, ("name",)).get((name,), ()))
    ledger.load(stored)
    posted = rows.work.posted
    for record in dict.fromkeys((*stored, *posted.get(key, ()), *posted.get(name, ()))):
        if _is_same(ledger.content(record), key, name, str(rows.table.value("posting.sex", i) or "")):
            yield record


def _is_same(content: Mapping[str, Any], key: str, name: str, sex: str) -> bool:
    theirs = content.get("id_key") or ""
    if key and theirs:
        return key == theirs
    return content.get("name") == name and not (sex and content.get("sex") and sex != content["sex"])


def apply_postings(rows: Rows) -> None:
    """Make or change the postings of a list, and the partnerships they stand on; those known go first."""
    rows.work.ledger(Posting).load(rows.target)
    for i in sorted(rows.table.open, key=lambda at: rows.target[at] is None):
        _apply_posting(rows, i)


def _apply_posting(rows: Rows, i: int) -> None:
    part, ledger = rows.table.kind.principal, rows.work.ledger(Posting)
    values = rows.values(part, i)
    if key := key_of(rows, i):
        values["id_key"] = key
    record, pair = rows.target[i], pairs.pair_of(rows, i)
    stored = ledger.content(record) if record else {}
    if not record or ledger.differences(record, values):
        if is_refused(rows, part, stored, values, i) or _is_at_once(rows, pair, i):
            return
        rows.table.tell_all(i, posting_checks.not_ahead(day_of(values.get("ends")), rows.work.today))
    values["partnership"] = pairs.make_partnership(rows, pair, i)
    if record is None:
        record = rows.target[i] = rows.add(Posting, with_derived(rows.work, Posting, values), i)
        for called in {key, values["name"]} - {""}:
            rows.work.posted.setdefault(called, []).append(record)
    else:
        rows.change(Posting, record, values, i, part.mode)
    rows.keep_unread(part, record, i)


def _is_at_once(rows: Rows, pair: Pair, i: int) -> bool:
    """Tell the other postings that this one overlaps; whether both are open, which nobody's can be."""
    table, ledger = rows.table, rows.work.ledger(Posting)
    mine = Held(day_of(table.value(STARTS, i)), day_of(table.value(ENDS, i)), key_of(rows, i))
    for record in list(postings_of(rows, i)):
        if record == rows.target[i]:
            continue
        content = ledger.content(record)
        theirs = rows.work.ledger(Partnership).content(content["partnership"]) if content["partnership"] else {}
        held = (day_of(content["starts"]), day_of(content.get("ends")), content.get("id_key") or "")
        for problem in posting_checks.at_once(mine, [Held(*held, str(theirs.get("receiver", "")))]):
            surely = problem.severity is Severity.ERROR or theirs.get("supporter") == pair.supporter
            if mine.ends is None and held[1] is None and surely:
                table.tell(i, replace(problem, code="E-POSTING-OPEN", severity=Severity.ERROR), Outcome.CONFLICT)
                return True
            table.tell(i, replace(problem, severity=Severity.WARNING))
    return False


def find_month(rows: Rows, i: int) -> int | None:
    """The monthly report of the register that a row speaks of; a row without its posting is held."""
    table = rows.table
    month = _month_of(rows, i)
    if not month:
        table.tell(i, error("E-MONTH-EMPTY", "看不出是哪个月的月报，请补填月份，或在标题中写明年月。", "月份"))
        return None
    posting = _posting_in(rows, i, month)
    if posting is None:
        return None
    rows.keys[i] = (posting, month)
    found = rows.work.known.keyed(PostingMonth, ("posting", "month")).get((posting, month), ())
    return next(iter(found), None)


def _month_of(rows: Rows, i: int) -> str:
    """The month of a row: its own column, the year from the title where only 3月 stands there."""
    table = rows.table
    month = str(table.value(MONTH, i) or "")
    return month if len(month) == len("2020-03") else month_in(table.guesses.lines, written(table.raw(MONTH, i)))


def _posting_in(rows: Rows, i: int, month: str) -> int | None:
    """The posting in whose time the month lies; nothing is guessed where there are several."""
    table, ledger = rows.table, rows.work.ledger(Posting)
    name = str(table.value(NAME, i) or "")
    last = periods.last_day(month)
    mine = [record for record in postings_of(rows, i) if _fits(rows, ledger.content(record), i)] if name else []
    span = (last.replace(day=1), last) if last else (None, None)
    within = [one for one in mine if periods.overlap(span, span_of(ledger.content(one)))]
    if len(within) == 1:
        return within[0]
    if not name:
        problem = error("E-NAME-EMPTY", "姓名为空，不知道是谁的月报，请补填。", "姓名")
    elif not mine:
        message = f"登记簿中没有“{name}”的派驻，请先导入派驻人员名册，再导入月报。"
        problem = error("E-POSTING-UNKNOWN", message, "姓名", name)
    elif not within:
        problem = error("E-MONTH-OUTSIDE", f"{month} 不在“{name}”的派驻期间内，请核对月份和起止日期。", "月份", month)
    else:
        message = f"“{name}”{month} 有 {len(within)} 次派驻，分不清是哪一次，请补填证件号码和受援单位。"
        problem = error("E-POSTING-SEVERAL", message, "姓名", name)
    table.tell(i, problem, Outcome.CONFLICT if len(within) > 1 else None)
    return None


def _fits(rows: Rows, content: Mapping[str, Any], i: int) -> bool:
    """Whether the two sides that a row names, if it does, are those of the posting."""
    theirs = rows.work.ledger(Partnership).content(content["partnership"]) if content["partnership"] else {}
    said = ((key.partition(".")[2], rows.table.value(key, i)) for key in (pairs.SUPPORTER, pairs.RECEIVER))
    return all(not name or same_hospital(str(theirs.get(key, "")), name) for key, name in said)


def apply_months(rows: Rows) -> None:
    """Make or change monthly reports; a month has no more days than it has."""
    for i in list(rows.table.open):
        posting, month = rows.keys[i]
        apply_row(rows, {**rows.values(rows.table.kind.principal, i), "posting": posting, "month": month}, i)
