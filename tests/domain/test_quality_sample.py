"""规范管理 and 控制 of the ledger of 2019 as somebody counts them by hand over the rows of the workbook."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import pytest

from hfp_desk.records import FollowUp
from hfp_desk.store import quality, visit_modes
from hfp_desk.store.opening import Register
from hfp_desk.store.quality import Quality, QualityLine
from tests.domain.listed import CLERK
from tests.domain.managed import ZS
from tests.domain.test_import_signing import VISITS, brought, day, pressure, rows

__all__ = ["brought"]

END = date(2019, 12, 31)
HALF = date(2019, 2, 15)
"""Who is signed after half of the first quarter owes three visits in the year [A]."""
LONGEST = 120
"""About four months [A], domain.md §3.7."""


@dataclass
class Counted:
    """What a clerk counts of a disease."""

    managed: int = 0
    standard: int = 0
    """Four visits (three), none too far from the next, and the exam of the year."""
    few: int = 0
    controlled: int = 0
    visits: int = 0


def by_hand(disease: str) -> Counted:
    """Count over the rows of the workbook, each visit face to face."""
    found = Counted()
    for row in rows():
        if disease not in row[5].split("、"):
            continue
        days = [day(row[at]) for at in VISITS if row[at]]
        assert days == sorted(days), "the last column is the last visit"
        seen = [day(row[8]), *days, END]
        found.managed += 1
        found.visits += len(days)
        owed = 3 if day(row[8]) > HALF else 4
        found.few += len(days) < owed
        near = all((later - one).days <= LONGEST for one, later in pairwise(seen))
        found.standard += len(days) >= owed and near and bool(row[18]) and day(row[18]).year == END.year
        last = max(at for at in VISITS if row[at])
        upper, lower = pressure(row[last + 1])
        limit = 150 if _age(row[4], days[-1]) >= 65 else 140
        found.controlled += upper < limit and lower < 90
    return found


def _age(number: str, on: date) -> int:
    born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


@pytest.fixture
def filled(brought: Register) -> Iterator[Register]:
    """The ledger, all its visits said to have been at home."""
    with brought.session():
        ids = [one.id for one in FollowUp.select(FollowUp.id)]
        visit_modes.fill(brought, ids, "2", "已向各村核实")
        yield brought


def of(register: Register, programme: str) -> QualityLine:
    with register.session():
        found: Quality = quality.quality(register, CLERK, ZS, 2019, today=date(2020, 3, 31))
    return found.of(programme).whole


def test_before_the_mode_is_known_nobody_was_met_face_to_face(brought: Register) -> None:
    line = of(brought, "1")
    assert (line.count("managed"), line.count("standard"), line.visits) == (by_hand("高血压").managed, 0, 0)


@pytest.mark.parametrize(("programme", "disease"), [("1", "高血压"), ("2", "2型糖尿病")])
def test_afterwards_the_figures_are_those_counted_by_hand(filled: Register, programme: str, disease: str) -> None:
    line, hand = of(filled, programme), by_hand(disease)
    assert (line.count("managed"), line.visits, line.count("no_times")) == (hand.managed, hand.visits, hand.few)
    assert (line.count("standard"), line.count("no_items")) == (0, hand.standard), "服药依从性 is in no column"
    assert hand.standard > 100


def test_pressure_is_controlled_by_the_last_visit_and_the_age_of_its_day(filled: Register) -> None:
    assert of(filled, "1").count("controlled") == by_hand("高血压").controlled > 0
    assert of(filled, "2").count("controlled") == 0, "the ledger tells no glucose"


def test_with_the_items_filled_in_they_are_managed_by_the_book(filled: Register) -> None:
    FollowUp.update(adherence="1", control="1").where(FollowUp.programme == "1").execute()
    line = of(filled, "1")
    assert (line.count("standard"), line.count("no_items")) == (by_hand("高血压").standard, 0)
