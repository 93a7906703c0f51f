"""Returns of clinics, help and training: each figure is its list's length and what SQL written by hand counts."""

from datetime import date

import pytest

from hfp_desk.records import Doctor, Institution
from hfp_desk.returns.table import NOWHERE, TOTAL
from hfp_desk.store import coverage
from hfp_desk.store.opening import Register
from tests.domain import network_records, network_sql
from tests.domain.listed import CLERK, keep
from tests.domain.return_cells import against_members, counted, sample
from tests.domain.return_hand import against_hand

__all__ = ["sample"]

QUARTER = "2020-Q1"


@pytest.fixture
def filled(sample: Register) -> Register:
    """The sample with what its lists do not tell of clinics, help and training."""
    network_records.enter(sample)
    return sample


@pytest.mark.parametrize("mark", ["2019-Q4", QUARTER, "2020-Q2"])
def test_every_cell_of_the_clinics_is_its_list_and_what_is_counted_by_hand(filled: Register, mark: str) -> None:
    against_hand(filled, against_members(filled, "clinics", mark), network_sql.CLINICS)


@pytest.mark.parametrize("mark", ["2019-Q4", QUARTER, "2020-Q2", "2020-Q3"])
def test_every_cell_of_the_help_is_its_list_and_what_is_counted_by_hand(filled: Register, mark: str) -> None:
    against_hand(filled, against_members(filled, "assistance", mark), network_sql.HELP)


@pytest.mark.parametrize("mark", [QUARTER, "2020-Q2"])
def test_every_cell_of_the_training_is_its_list_and_what_is_counted_by_hand(filled: Register, mark: str) -> None:
    against_hand(filled, against_members(filled, "training", mark), network_sql.TRAINING)


def test_a_doctor_of_whom_the_clinic_alone_is_known_is_counted_in_its_township(filled: Register) -> None:
    before = counted(filled, "clinics", QUARTER)
    room = Institution.select().where((Institution.kind == "6") & (Institution.standard == True)).get()  # noqa: E712
    keep(filled, Doctor.new(name="甘四", institution=room, kind="1"))
    table = against_members(filled, "clinics", QUARTER)
    town = room.village.parent_id
    more = {column: table.cell(town, column).value for column in ("doctors", "in_post")}
    assert more == {column: (before.cell(town, column).value or 0) + 1 for column in more}
    assert table.line(NOWHERE) is None
    its = coverage.coverage(filled, CLERK, date(2020, 3, 31)).of_towns([town])
    assert more["doctors"] == its.figure("doctors").count


def test_somebody_away_too_long_begins_anew(filled: Register) -> None:
    """Without the leave that interrupts one of them a posting more would be long enough (NC §十八)."""
    before = counted(filled, "assistance", QUARTER).cell(TOTAL, "reached").value or 0
    filled.db.execute_sql("UPDATE absence SET ends=date(starts,'+14 days')")
    assert counted(filled, "assistance", QUARTER).cell(TOTAL, "reached").value == before + 1


def test_a_month_lies_in_one_quarter(filled: Register) -> None:
    quarters = [counted(filled, "assistance", mark).cell(TOTAL, "reports").value for mark in (QUARTER, "2020-Q2")]
    (reports,) = filled.db.execute_sql("SELECT count(*) FROM posting_month").fetchone()
    assert sum(int(value or 0) for value in quarters) == reports > 0
