"""The two sides of a partnership as a list names them: by its columns, or by what stands above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from hfp_desk.excel.guessing import hospital_in
from hfp_desk.excel.table import error, note, warn
from hfp_desk.excel.work import Rows
from hfp_desk.kinds import half_width
from hfp_desk.records import Partnership
from hfp_desk.rules import posting_checks
from hfp_desk.store.matching import same_hospital

SUPPORTER, RECEIVER = "partnership.supporter", "partnership.receiver"
_LABELS = {SUPPORTER: "支援单位", RECEIVER: "受援单位"}
_LABELLED = {
    SUPPORTER: re.compile(r"(?:支援|派出|选派|帮扶)(?:单位|医院|机构)\s*[:：]\s*([^\s:：;；,，(（]{3,40})"),
    RECEIVER: re.compile(r"(?:受援|接收|派驻|被帮扶)(?:单位|医院|机构)\s*[:：]\s*([^\s:：;；,，(（]{3,40})"),
}
_SENT = re.compile(r"对口支援|对口帮扶|支援|帮扶|派驻|选派|派往|下派|援助")
_ANY = re.compile(
    r"(?:[一二三]级|[省市县乡]级|上级|下级|城市|基层|公立|支援|受援|对口|定点|各|等|及|的|甲等|乙等)+(?:医院|卫生院)"
)
_RECEIVED = re.compile(r"接收|接受|受援")


def _hospital(text: str) -> str:
    """The hospital that a text names; 三级医院 names none."""
    found = hospital_in(text)
    return "" if _ANY.fullmatch(found) else found


class Pair(NamedTuple):
    """Who sends and who receives, as written."""

    supporter: str
    receiver: str


def pair_of(rows: Rows, i: int) -> Pair:
    """The two sides of a row; blank what neither a column nor a title says."""
    titled = _titled(rows)
    return Pair(*(str(rows.table.value(key, i) or titled.get(key, "")) for key in (SUPPORTER, RECEIVER)))


def _titled(rows: Rows) -> dict[str, str]:
    """The sides that the lines above the list name, where it has no column for them; told once."""
    table = rows.table
    lacking = [key for key in (SUPPORTER, RECEIVER) if key not in table.values]
    if not lacking:
        return {}
    found = _named_above(table.guesses.lines, lacking)
    for key, name in found.items():
        if (told := ("titled", id(table), key)) not in rows.work.told:
            rows.work.told.add(told)
            message = f"表中没有{_LABELS[key]}列，按标题认定为“{name}”，请核对。"
            table.tell(0, note("N-PAIR-TITLE", message, _LABELS[key], name))
    return found


def _named_above(lines: Sequence[str], lacking: Sequence[str]) -> dict[str, str]:
    text = " ".join(lines)
    found = {key: one[1] for key in lacking if (one := _LABELLED[key].search(text))}
    for line in lines:
        for key, name in _sides(line, len(lacking) == 1).items():
            if key in lacking:
                found.setdefault(key, name)
    if len(lacking) == 1 and not found and (only := next(filter(None, map(_hospital, lines)), "")):
        found[lacking[0]] = only
    return found


def _sides(line: str, one_lacks: bool) -> dict[str, str]:
    """「省肿瘤医院对口支援樟树市人民医院」 names both; one alone is a side only where the other is a column.

    「三级医院对口支援樟树市人民医院」 names who receives, whatever the columns say.
    """
    if _RECEIVED.search(line):
        receiver = _hospital(_RECEIVED.split(line)[0])
        return {RECEIVER: receiver} if receiver else {}
    left, *right = _SENT.split(line)
    sender, receiver = _hospital(left), next(filter(None, map(_hospital, right)), "")
    if sender and receiver:
        return {SUPPORTER: sender, RECEIVER: receiver}
    some_hospital = bool(hospital_in(left))
    return {RECEIVER: receiver} if receiver and (some_hospital or not one_lacks) else {}


def is_refused(rows: Rows, pair: Pair, i: int) -> bool:
    """Whether a row lacks a side, or names one institution twice (派出≠接收)."""
    lacking = [label for label, name in zip(_LABELS.values(), pair, strict=True) if not name]
    if lacking:
        message = f"看不出{'和'.join(lacking)}，不能登记派驻，请补填这一列，或在标题中写明。"
        rows.table.tell(i, error("E-PAIR-EMPTY", message, lacking[0]))
        return True
    problems = posting_checks.two_parties(*pair)
    if not problems and side(rows, pair.supporter) == side(rows, pair.receiver):
        problems = posting_checks.two_parties(pair.receiver, pair.receiver)
    rows.table.tell_all(i, problems)
    return bool(problems)


def side(rows: Rows, name: str) -> Any:
    """One side whatever its spelling: the institution of the register, else the folded text."""
    found = rows.work.known.institutions.get(name, ())
    return found[0] if len(found) == 1 else "".join(half_width(name).split())


def partnership_of(rows: Rows, pair: Pair, i: int) -> int | None:
    """The partnership between the two, of the register or pending; None when it is still to be made."""
    key = ("partnership", side(rows, pair.supporter), side(rows, pair.receiver))
    if key not in rows.work.made:
        known = rows.work.known.keyed(Partnership, ("supporter", "receiver"))
        same = [ids for (one, other), ids in known.items() if (side(rows, one), side(rows, other)) == key[1:]]
        near = [ids for (one, other), ids in known.items() if side(rows, one) == key[1] and _near(other, pair)]
        found = [one for ids in same or near for one in ids]
        if not found or (not same and len(near) > 1):
            return None
        rows.work.made[key] = _in_force(rows, found, i)
    return rows.work.made[key]


def _near(receiver: str, pair: Pair) -> bool:
    return same_hospital(receiver, pair.receiver)


def _in_force(rows: Rows, found: Sequence[int], i: int) -> int:
    """Of several agreements between the same two the one in force when the row begins, else the last."""
    day = str(rows.table.value("posting.starts", i) or "")
    for one in found:
        content = rows.work.ledger(Partnership).content(one)
        if (content["starts"] or "") <= day <= (content["ends"] or "9999"):
            return one
    return found[-1]


def make_partnership(rows: Rows, pair: Pair, i: int) -> int:
    """The partnership of a row, made with what the row says of it where the register has none."""
    part = next(part for part in rows.table.kind.parts if part.name == "partnership")
    record = partnership_of(rows, pair, i)
    values = {**rows.values(part, i), **pair._asdict()}
    if record is None:
        record = rows.add(Partnership, values, i)
        rows.work.made["partnership", side(rows, pair.supporter), side(rows, pair.receiver)] = record
        _tell_unknown(rows, pair, i)
    else:
        rows.change(Partnership, record, values, i, part.mode)
    return record


def _tell_unknown(rows: Rows, pair: Pair, i: int) -> None:
    """A receiver that is no institution of the register; supporters mostly lie outside the county."""
    if pair.receiver not in rows.work.known.institutions and ("receiver", pair.receiver) not in rows.work.told:
        rows.work.told.add(("receiver", pair.receiver))
        message = f"医疗机构登记中没有“{pair.receiver}”，已按原文登记，请核对单位名称，或先登记这个机构。"
        rows.table.tell(i, warn("W-HOSPITAL-UNKNOWN", message, "受援单位", pair.receiver))
