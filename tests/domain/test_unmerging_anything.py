"""A merge taken apart, whatever was there and whatever was done since: what nobody touched is exactly as before."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hfp_desk.records import DIAGNOSIS, IDENTITY, PERSON, TREATMENT, Merge, Treatment
from hfp_desk.store import unmerging, voiding
from hfp_desk.store.opening import Register
from tests.domain.twice import State, kept, merged, sound, state, stay, two

CHILDREN = st.lists(st.tuples(st.booleans(), st.integers(0, 3), st.integers(0, 2)), max_size=9)
EDITS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 8)), max_size=5)


def fill(register: Register, pair: tuple[int, int], children: list[tuple[bool, int, int]]) -> None:
    """Children of either, many of them the same."""
    for mine, what, which in children:
        person = pair[0] if mine else pair[1]
        if what == 0:
            kept(register, IDENTITY, person=person, kind="01", starts=("", "2014", "2015")[which])
        elif what == 1:
            kept(register, DIAGNOSIS, person=person, disease=("肺癌", "胃癌", "尿毒症")[which])
        else:
            bill = {"total": Decimal(100 * which + 100)} if what == 2 else None
            stay(register, person, bill, admitted=date(2020, 3, 1 + which))


def edit(register: Register, winner: int, edits: list[tuple[int, int]]) -> set[tuple[str, int]]:
    """Deeds of a clerk after the merge; what they touched."""
    touched: set[tuple[str, int]] = set()
    for what, which in edits:
        living = list(Treatment.select().where((Treatment.person == winner) & (Treatment.voided_at == "")))
        if what == 0:
            touched.add(("diagnosis", kept(register, DIAGNOSIS, person=winner, disease="肝硬化")))
        elif what == 1:
            touched.add(("person", kept(register, PERSON, winner, phone=f"1390000000{which}")))
        elif living and what == 2:
            touched.add(("treatment", kept(register, TREATMENT, living[which % len(living)].id, remark=f"补登{which}")))
        elif living:
            record = living[which % len(living)].id
            found = voiding.void(register, TREATMENT, record, "录错")
            touched |= {(kind, one) for kind, ids in found.items() for one in ids}
    return touched


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CHILDREN, EDITS, st.booleans())
def test_whatever_was_there_and_whatever_was_done(
    register: Register, children: list[tuple[bool, int, int]], edits: list[tuple[int, int]], phone: bool
) -> None:
    pair = two(register)
    fill(register, pair, children)
    before = state(register)
    number = merged(register, pair, **({"phone": pair[1]} if phone else {}))
    touched = edit(register, pair[0], edits)
    between = state(register)
    done = unmerging.unmerge(register, number)
    after = state(register)
    calm = before.keys() - touched
    assert {key: after[key] for key in calm} == {key: before[key] for key in calm}
    assert {key: whose(after, key) for key in before} == {key: whose(before, key) for key in before}
    assert after.keys() - before.keys() <= touched
    written: Any = Merge.get_by_id(number).moved
    moved = {(table, row) for table, row, *_ in written["rows"]}
    tied = {key for key in touched if ("diagnosis", between[key][0].get("diagnosis")) in moved}
    named = {key for key in touched if key not in before or key in moved or (key[0] == "person" and phone)}
    assert bool(done.kept) == bool(named | tied)
    sound(register)


def whose(found: State, key: tuple[str, int]) -> object:
    """Whom a record is about."""
    return found[key][0].get("person")
