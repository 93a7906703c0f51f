"""A payer under a heading nobody knows: the column that makes up exactly what the bills lack.

Offices invent words for payers. Where the bills of a list do not balance and one unread column of amounts is, row by
row, the very difference, the figures themselves say that it is a payer; it is read and told, never in silence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from hfp_desk.excel.book import Cell, Row
from hfp_desk.excel.mapping import Column, Mapped
from hfp_desk.excel.understanding import Understood
from hfp_desk.excel.vocabulary import How, Vocabulary
from hfp_desk.kinds import Money
from hfp_desk.problems import Problem, Severity
from hfp_desk.records import PAYERS

_TOTAL, _OWN, _OTHER = "settlement.total", "settlement.own_share", "settlement.other"
_PAYERS = tuple(f"settlement.{payer.name}" for payer in PAYERS)
_LOOKED_AT = 300
_FEWEST, _SHARE = 3, 0.9


def find_payer(understood: Understood, mapped: Mapped, vocabulary: Vocabulary) -> Mapped:
    """The mapping with one more column read as a payer, if the figures of the list prove one."""
    columns = mapped.by_target
    if _TOTAL not in columns or _OWN not in columns:
        return mapped
    rows = understood.rows[:_LOOKED_AT]
    gaps = _gaps(rows, columns[_TOTAL], [columns[key] for key in (_OWN, *_PAYERS) if key in columns])
    for column in mapped.columns:
        if column.target is None and column.how is not How.OURS and _fills(rows, column.index, gaps):
            return _with_payer(mapped, column, vocabulary, understood.sheet)
    return mapped


def _gaps(rows: Sequence[Row], total: int, parts: Sequence[int]) -> dict[int, Decimal]:
    """What the parts lack of the total, by place of the row, where they do not make it up."""
    found: dict[int, Decimal] = {}
    for place, row in enumerate(rows):
        whole = _yuan(row[total])
        amounts = [_yuan(row[part]) for part in parts]
        if whole is not None:
            gap = whole - sum((amount for amount in amounts if amount is not None), Decimal(0))
            if gap:
                found[place] = gap
    return found


def _fills(rows: Sequence[Row], index: int, gaps: dict[int, Decimal]) -> bool:
    exact = sum(1 for place, gap in gaps.items() if _yuan(rows[place][index]) == gap)
    return exact >= _FEWEST and exact >= _SHARE * len(gaps)


def _yuan(cell: Cell) -> Decimal | None:
    try:
        amount: Decimal | None = Money().read(cell)
    except ValueError:
        return None
    return amount


def _with_payer(mapped: Mapped, column: Column, vocabulary: Vocabulary, sheet: str) -> Mapped:
    free = [key for key in _PAYERS if key not in mapped.by_target]
    likely = [target.key for target in vocabulary.suggest(column.heading.rpartition("｜")[2]) if target.key in free]
    key = next(iter(likely), _OTHER if _OTHER in free else "")
    if not key:
        return mapped
    label = vocabulary[key].label
    place = f"{column.letters} 列「{column.heading}」"
    message = f"{place}没有对应的项目，但它正好补足各行费用的差额，按“{label}”读取，请核对归属。"
    read = replace(column, target=key, how=How.CONTENT, sure=False, suggestions=())
    told = Problem("W-PAYER-GUESS", Severity.WARNING, message, column.heading, column.heading, label, sheet)
    kept = tuple(p for p in mapped.problems if not (p.code == "N-COLUMN-UNKNOWN" and p.label == column.heading))
    columns = tuple(read if one is column else one for one in mapped.columns)
    return replace(mapped, columns=columns, problems=(*kept, told))
