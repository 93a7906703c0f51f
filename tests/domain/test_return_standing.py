"""How a return stands on a day, without its window."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hfp_desk.returns import Cell, Line, periods
from hfp_desk.store import return_standing, returns
from hfp_desk.store.opening import Register
from hfp_desk.store.return_standing import Standing, State, differing


def standing(register: Register, day: date) -> Standing:
    found = return_standing.standings(register, day)
    return next(one for one in found if one.definition.name == "three_batches")


def test_a_return_is_coming_running_ready_late_and_sent(register: Register) -> None:
    one = standing(register, date(2020, 3, 1))
    assert one.due == date(2020, 3, 28)
    assert one.table is not None
    before, within, last = date(2020, 2, 25), date(2020, 3, 24), date(2020, 3, 25)
    assert [one.state(day) for day in (before, within, last)] == [State.COMING, State.RUNNING, State.READY]
    assert [one.late(day) for day in (date(2020, 3, 28), date(2020, 3, 30))] == [0, 2]
    assert replace(one, unexplained=1).state(last) is State.WRONG
    assert replace(one, table=None).state(last) is State.UNCOUNTED
    sent = replace(one, version=1, unexplained=1)
    assert sent.state(last) is State.SENT
    assert not sent.late(date(2020, 5, 1)), "what went up is late no more"


def test_returns_are_listed_before_they_are_counted(register: Register) -> None:
    listed = return_standing.uncounted(register, date(2020, 3, 1))
    assert [one.definition.name for one in listed] == [
        one.definition.name for one in return_standing.standings(register, date(2020, 3, 1))
    ]
    assert not any(one.table for one in listed)


def test_cells_differ_by_value_and_by_lines_that_came_or_went(register: Register) -> None:
    definition = returns.named(register, "three_batches")
    table = returns.counted(register, definition, periods.period(definition, "2020-03"))
    assert differing(table, table) == ()
    first = table.lines[1]
    changed = Line(first.key, first.label, (Cell(Decimal(7)), *first.cells[1:]))
    name = definition.columns[0].name
    lines = (table.lines[0], changed, *table.lines[2:])
    assert differing(type(table)(definition, table.period, "", "", lines), table) == ((first.key, name),)
    fewer = type(table)(definition, table.period, "", "", (table.lines[0], *table.lines[2:]))
    assert {key for key, _ in differing(fewer, table)} == {first.key}
    assert {key for key, _ in differing(table, fewer)} == {first.key}
