"""The signing ledger of 2019 imports to its truth: people, contracts, cases, visits and exams, and goes back whole."""

import json
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from hfp_desk.excel.importing import commit, prepare
from hfp_desk.records import Checkup, Contract, FollowUp, ManagedCase, Person, Record, Team
from hfp_desk.resources import resource
from hfp_desk.store import history, undoing
from hfp_desk.store.opening import Register
from tests.data.senders import bring, workbook

LEDGER = "家庭医生签约履约台账_2019.xlsx"
TRUTH: dict[str, Any] = json.loads(
    (Path(__file__).parent.parent / "data" / "sample_truth.json").read_text(encoding="utf-8")
)[LEDGER]
PROGRAMMES = {"高血压": "1", "2型糖尿病": "2", "严重精神障碍": "3", "肺结核": "4"}
GROUPS = {"高血压": "04", "2型糖尿病": "05", "肺结核": "07"}
VISITS = (10, 12, 14, 16)
"""The columns of the four visits; the pressure stands right of each."""


def rows() -> list[tuple[Any, ...]]:
    """The ledger as another reader gives it."""
    book = openpyxl.load_workbook(resource("sample", LEDGER), read_only=True)
    return [row for row in book.worksheets[0].iter_rows(min_row=3, values_only=True) if row[4]]


def day(cell: Any) -> date:
    assert isinstance(cell, datetime)
    return cell.date()


def pressure(cell: Any) -> tuple[int, int]:
    upper, lower = str(cell).split("/")
    return int(upper), int(lower)


def visits() -> Counter[tuple[Any, ...]]:
    """Each visit under each disease of its row."""
    return Counter(
        (row[4], PROGRAMMES[disease], day(row[at]), *pressure(row[at + 1]))
        for row in rows()
        for disease in row[5].split("、")
        for at in VISITS
        if row[at]
    )


def living(model: type[Record]) -> Any:
    return model.select().where(model.voided_at == "")


@pytest.fixture
def brought(register: Register) -> Register:
    plan = bring(register, resource("sample", LEDGER))
    assert (plan.counts["new"], len(plan.rows)) == (TRUTH["rows"], TRUTH["rows"])
    assert {problem.code for problem in plan.problems} == {"W-PERSON-UNKNOWN", "N-DOCTOR-UNKNOWN", "N-VISIT-MODE"}
    return register


def test_people_contracts_and_teams(brought: Register) -> None:
    expected = rows()
    assert len(expected) == TRUTH["rows"]
    with brought.session():
        assert {one.id_number for one in Person.select()} == {row[4] for row in expected}
        assert all(one.village and one.town for one in Person.select())
        found = {
            (
                one.person.id_number,
                one.doctor_name,
                one.team.name,
                one.team.town.name,
                one.signed_on,
                one.starts,
                one.ends,
            )
            for one in Contract.select()
        }
        assert found == {(row[4], row[6], row[7], row[1], day(row[8]), day(row[8]), day(row[9])) for row in expected}
        assert {one.state for one in Contract.select()} == {"1"}
        assert Team.select().count() == len({row[7] for row in expected})


def test_every_disease_is_a_case_and_a_restricted_one_no_group(brought: Register) -> None:
    with brought.session():
        found = Counter((one.person.id_number, one.programme, one.restricted) for one in ManagedCase.select())
        assert found == Counter(
            (row[4], PROGRAMMES[disease], True if disease == "严重精神障碍" else None)
            for row in rows()
            for disease in row[5].split("、")
        )
        groups = {one.person.id_number: set(one.groups) for one in Contract.select()}
        assert groups == {row[4]: {GROUPS[one] for one in row[5].split("、") if one in GROUPS} for row in rows()}


def test_every_visit_counts_for_each_disease_and_stands_on_its_case(brought: Register) -> None:
    expected = visits()
    with brought.session():
        every = list(FollowUp.select())
        found = Counter(
            (one.person.id_number, one.programme, one.visited_on, one.systolic, one.diastolic) for one in every
        )
        assert found == expected
        assert all((one.case.person, one.case.programme) == (one.person, one.programme) for one in every)
        days: dict[str, set[date | None]] = {}
        for one in every:
            days.setdefault(one.person.id_number, set()).add(one.visited_on)
        assert sum(len(of) == 4 for of in days.values()) == TRUTH["four_visits"]


def test_exams(brought: Register) -> None:
    with brought.session():
        found = {(one.person.id_number, one.examined_on) for one in Checkup.select()}
        assert found == {(row[4], day(row[18])) for row in rows() if row[18]}


def test_imported_again_it_writes_nothing(brought: Register) -> None:
    with brought.session():
        before = history.head(brought.db)
    plan = bring(brought, resource("sample", LEDGER))
    assert plan.counts["same"] == TRUTH["rows"]
    with brought.session():
        assert history.head(brought.db) == before


def test_undone_it_leaves_nothing(register: Register) -> None:
    result = commit(register, prepare(register, resource("sample", LEDGER)))
    with register.session():
        undoing.undo_batch(register, result.batch or 0)
        for model in (Person, Contract, Team, ManagedCase, FollowUp, Checkup):
            assert not living(model).count(), model.__name__


def test_next_year_adds_contracts_and_keeps_the_cases(brought: Register, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(resource("sample", LEDGER))
    sheet = book.worksheets[0]
    for row in sheet.iter_rows(min_row=3):
        for cell in row:
            if isinstance(cell.value, datetime):
                leap = (cell.value.month, cell.value.day) == (2, 29)
                cell.value = cell.value.replace(year=cell.value.year + 1, day=28 if leap else cell.value.day)
    path = tmp_path / "家庭医生签约履约台账_2020.xlsx"
    book.save(path)
    plan = bring(brought, path)
    assert plan.counts["new"] == TRUTH["rows"]
    with brought.session():
        assert Contract.select().count() == 2 * TRUTH["rows"]
        assert FollowUp.select().count() == 2 * sum(visits().values())
        assert ManagedCase.select().count() == sum(len(row[5].split("、")) for row in rows())
        assert Person.select().count() == TRUTH["rows"]


def test_people_of_the_register_keep_what_it_knows(register: Register, tmp_path: Path) -> None:
    first = rows()[0]
    people = [
        ["姓名", "证件号码", "乡(镇)", "行政村", "联系电话"],
        [first[3], first[4], first[1], first[2], "13800001111"],
    ]
    bring(register, workbook(tmp_path / "名单.xlsx", {"名单": [["樟树市建档立卡贫困人口名单"], *people]}))
    bring(register, resource("sample", LEDGER))
    with register.session():
        [one] = Person.select().where(Person.id_number == first[4])
        assert (one.phone, Contract.select().where(Contract.person == one).count()) == ("13800001111", 1)
