"""Returns of clinics, help and training: each figure is its list's length and what SQL written by hand counts."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from hfp_desk.command.coverage import as_json
from hfp_desk.policy import load
from hfp_desk.records import Arrangement, Attendance, Cadre, Course, Doctor, Posting, PostingMonth
from hfp_desk.returns import Table
from hfp_desk.returns.table import NOWHERE, TOTAL
from hfp_desk.store import coverage, figures, keeping, postings, rotation, trainings
from hfp_desk.store.opening import Register
from tests.domain import network_records, network_sql
from tests.domain.listed import CLERK
from tests.domain.return_cells import against_members, by_hand, cells, changed, column, counted, sample

__all__ = ["sample"]

QUARTER = "2020-Q1"


@pytest.fixture
def filled(sample: Register) -> Register:
    """The sample with what its lists do not tell of clinics, help and training."""
    network_records.enter(sample)
    return sample


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


@pytest.mark.parametrize("mark", ["2019-Q4", QUARTER, "2020-Q2"])
def test_every_cell_of_the_clinics_is_its_list_and_what_is_counted_by_hand(filled: Register, mark: str) -> None:
    against_hand(filled, against_members(filled, "clinics", mark), network_sql.CLINICS)


@pytest.mark.parametrize("mark", ["2019-Q4", QUARTER, "2020-Q2", "2020-Q3"])
def test_every_cell_of_the_help_is_its_list_and_what_is_counted_by_hand(filled: Register, mark: str) -> None:
    against_hand(filled, against_members(filled, "assistance", mark), network_sql.HELP)


@pytest.mark.parametrize("mark", [QUARTER, "2020-Q2"])
def test_every_cell_of_the_training_is_its_list_and_what_is_counted_by_hand(filled: Register, mark: str) -> None:
    against_hand(filled, against_members(filled, "training", mark), network_sql.TRAINING)
