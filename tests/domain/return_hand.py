"""Returns against statements written by hand, one for each column."""

from collections.abc import Mapping
from decimal import Decimal

from hfp_desk.returns import Table
from hfp_desk.returns.table import NOWHERE, TOTAL
from hfp_desk.store.opening import Register
from tests.domain.return_cells import by_hand, column


def against_hand(register: Register, found: Table, statements: Mapping[str, str]) -> None:
    """Every counted cell of a return against the statement written for its column."""
    counting = {one.name for one in found.definition.columns if one.ratio is None}
    assert counting == statements.keys()
    days = found.period
    spans = {"first": str(days.starts), "last": str(days.ends), "year": str(days.year_starts)}
    for name, sql in statements.items():
        hand = {NOWHERE if line is None else line: value for line, value in by_hand(register, sql, **spans).items()}
        own = {TOTAL: found.cell(TOTAL, name).value or 0} if len(found.lines) == 1 else column(found, name)
        assert {line: value for line, value in own.items() if value} == hand, name
        assert found.cell(TOTAL, name).value == sum(hand.values(), Decimal(0)), name
