"""Returns of warnings, problems, mothers and education: each figure is its list and what SQL by hand counts."""

import pytest

from hfp_desk.store.opening import Register
from tests.domain import duties_records, duties_sql, network_records
from tests.domain.return_cells import against_members, sample
from tests.domain.return_hand import against_hand

__all__ = ["sample"]


@pytest.fixture
def filled(sample: Register) -> Register:
    """The sample with what its lists do not tell of warnings, problems, mothers and education."""
    duties_records.enter(sample)
    return sample


@pytest.mark.parametrize("mark", ["2020-04", "2020-05"])
def test_every_cell_of_the_warnings_is_its_list_and_what_is_counted_by_hand(filled: Register, mark: str) -> None:
    network_records.enter(filled)
    against_hand(filled, against_members(filled, "monitoring", mark), duties_sql.MONITORING)


@pytest.mark.parametrize("mark", ["2020-03", "2020-04", "2020-05"])
def test_every_cell_of_the_problems_is_its_list_and_what_is_counted_by_hand(filled: Register, mark: str) -> None:
    against_hand(filled, against_members(filled, "rectification", mark), duties_sql.RECTIFICATION)


@pytest.mark.parametrize("mark", ["2020-Q1", "2020-Q2", "2020-Q3"])
def test_every_cell_of_the_mothers_is_its_list_and_what_is_counted_by_hand(filled: Register, mark: str) -> None:
    against_hand(filled, against_members(filled, "maternal", mark), duties_sql.MATERNAL)


@pytest.mark.parametrize("mark", ["2019-Q4", "2020-Q1", "2020-Q2"])
def test_every_cell_of_the_education_is_its_list_and_what_is_counted_by_hand(filled: Register, mark: str) -> None:
    against_hand(filled, against_members(filled, "health_education", mark), duties_sql.EDUCATION)
