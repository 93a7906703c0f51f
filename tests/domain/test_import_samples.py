"""The lists that lie with the program import to the truth: every good row, every planted error, to the fen."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from hfp_desk.excel.importing import Plan, Result, commit, prepare
from hfp_desk.excel.outcomes import Outcome
from hfp_desk.problems import Severity
from hfp_desk.records import (
    Change,
    Diagnosis,
    Household,
    Identity,
    ImportBatch,
    ImportRow,
    Person,
    Settlement,
    Treatment,
)
from hfp_desk.resources import resource
from hfp_desk.store import history, setup
from hfp_desk.store.opening import Register

PEOPLE, STAYS, ALLOWANCE = (
    "建档立卡贫困人口名单.xlsx",
    "大病专项救治台账_人民医院_2020年一季度.xls",
    "农村低保对象_民政局_202003.csv",
)
FILES = (PEOPLE, STAYS, ALLOWANCE)
TRUTH: dict[str, Any] = json.loads(
    (Path(__file__).parent.parent / "data" / "sample_truth.json").read_text(encoding="utf-8")
)
CODES = {
    "missing id": "E-ID-EMPTY",
    "digits lost": "E-ID-LOST",
    "check digit": "E-ID-CHECK",
    "does not balance": "E-MONEY-BALANCE",
    "discharged before admitted": "E-DATE-ORDER",
}
Imported = tuple[Register, dict[str, Plan], dict[str, Result]]


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    folder = tmp_path_factory.mktemp("samples")
    register, _ = setup.new_register(
        folder / "樟树.hfp",
        office="",
        county="360982",
        policy_name="zhangshu-2020",
        user="李敏",
        password="sample-2020",
    )
    plans, results = {}, {}
    for name in FILES:
        plans[name] = prepare(register, resource("sample", name))
        results[name] = commit(register, plans[name])
    yield register, plans, results
    register.close()


@pytest.mark.parametrize(
    ("name", "kind", "heads", "skipped"),
    [
        (PEOPLE, "people", (3,), [1964, 1965]),
        (STAYS, "hospital stays", (2, 3), [94, 185, 276, 277, 278]),
        (ALLOWANCE, "identity list", (1,), []),
    ],
)
def test_head_and_kind_are_recognised_and_totals_are_not_people(
    imported: Imported, name: str, kind: str, heads: tuple[int, ...], skipped: list[int]
) -> None:
    [sheet] = imported[1][name].sheets
    assert sheet.kind is not None
    rows = TRUTH[name].get("data_rows") or TRUTH[name]["rows"]
    assert (sheet.kind.name, sheet.header_rows, sheet.data_rows, sheet.skipped_rows) == (kind, heads, rows, skipped)


@pytest.mark.parametrize("name", [PEOPLE, STAYS])
def test_every_planted_error_is_named_by_row_and_nothing_else_is_refused(imported: Imported, name: str) -> None:
    refused = {
        str(row.row): [problem.code for problem in row.problems if problem.severity is Severity.ERROR]
        for row in imported[1][name].rows
        if row.outcome is Outcome.REJECT
    }
    assert refused == {row: [CODES[error]] for row, error in TRUTH[name]["rejects"].items()}


def test_refusals_name_the_column_what_was_found_and_what_was_expected(imported: Imported) -> None:
    plans = imported[1]
    told = {problem.row: problem for problem in plans[STAYS].problems if problem.severity is Severity.ERROR}
    lost, unbalanced, order = told[48], told[81], told[96]
    assert (lost.label, lost.sheet) == ("患者基本情况｜身份证号", "一季度")
    assert "已丢失" in lost.message
    assert unbalanced.label == "费用及报销情况（元）｜总费用"
    assert all(amount in unbalanced.message for amount in ("71,601.07", "89,155.36", "89,055.36", "100.00"))
    assert (order.label, order.found) == ("住院情况｜出院日期", "2020-02-16")


def test_people_are_counted_once_and_the_duplicate_is_named(imported: Imported) -> None:
    _, plans, _ = imported
    assert plans[PEOPLE].counts == {
        "new": TRUTH[PEOPLE]["people"],
        "change": 0,
        "same": 1,
        "doubtful": 0,
        "conflict": 0,
        "reject": len(TRUTH[PEOPLE]["rejects"]),
        "skipped": 0,
    }
    twice = next(row for row in plans[PEOPLE].rows if row.row == TRUTH[PEOPLE]["duplicate_row"])
    assert twice.outcome is Outcome.SAME
    assert [problem.code for problem in twice.problems] == ["W-ROW-TWICE"]
    assert "第 8 行" in twice.problems[0].message


def test_people_have_their_households_identities_and_spelt_numbers(imported: Imported) -> None:
    register, _, _ = imported
    with register.session():
        assert Household.select().count() == 699
        assert Identity.select().where(Identity.kind == "01").count() == 1940
        person = Person.get(Person.number == "360982000000101")
        house = Household.get(Household.number == "3609820000001")
        assert (person.name, str(person.birth), person.sex, person.relation) == ("何建桂", "1964-06-10", "2", "02")
        assert (person.household.id, house.head_name, house.income) == (house.id, "何建桂", Decimal("8090.00"))
        assert (person.village.code[:6], person.village.name, person.town.name) == ("360982", "小洲村委会", "洲上乡")
        card = Person.get(Person.id_number == "36098220080617959113")
        assert (card.id_key, card.id_document) == ("360982200806179591", "11")
        disabled = Identity.get((Identity.person == card) & (Identity.kind == "04"))
        assert (disabled.disability_kind, disabled.disability_grade) == ("1", "3")
        old = Person.get(Person.id_number == "360982930319934")
        assert (old.id_key[:14], str(old.birth)) == ("36098219930319", "1993-03-19")


def test_good_stays_are_kept_to_the_fen(imported: Imported) -> None:
    register, plans, _ = imported
    truth = TRUTH[STAYS]
    assert (plans[STAYS].counts["new"], plans[STAYS].counts["reject"]) == (truth["good"], len(truth["rejects"]))
    with register.session():
        bills = list(Settlement.select())
        assert sum(bill.total or 0 for bill in bills) == Decimal(str(truth["good_total"]))
        assert sum(bill.own_share or 0 for bill in bills) == Decimal(str(truth["good_own"]))
        for key, admitted, discharged, disease, total, own in truth["stays"]:
            found = (
                Treatment.select(Treatment, Person)
                .join(Person, on=(Treatment.person == Person.id))
                .where((Person.id_key == key) & (Treatment.admitted == admitted) & (Treatment.disease == disease))
            )
            [stay] = list(found)
            bill = Settlement.get(Settlement.treatment == stay)
            assert (str(stay.discharged), stay.hospital) == (discharged, "樟树市人民医院")
            assert (bill.total, bill.own_share) == (Decimal(str(total)), Decimal(str(own)))


def test_a_disease_of_a_person_is_entered_once_and_waits_for_verification(imported: Imported) -> None:
    register, _, _ = imported
    with register.session():
        found = [(row.person.id, row.standard_disease) for row in Diagnosis.select()]
        assert len(found) == len(set(found)) == 247
        kidney = Diagnosis.get(Diagnosis.disease == "尿毒症")
        assert (kidney.standard_disease, kidney.verify_state, kidney.batch_class) == ("终末期肾病", "1", "1")


def test_an_allowance_list_gives_every_person_the_identity(imported: Imported) -> None:
    register, plans, _ = imported
    assert plans[ALLOWANCE].counts["new"] == 200
    with register.session():
        for key in TRUTH[ALLOWANCE]["ids"]:
            found = Identity.get((Identity.person == Person.get(Person.id_key == key)) & (Identity.kind == "02"))
            assert (found.starts, found.list_source) == ("2018-07", "民政局")
        first = Person.get(Person.id_key == "36098219910501684X")
        given = Identity.get((Identity.person == first) & (Identity.kind == "02"))
        assert (given.insured, given.monthly) == (4, Decimal("650.00"))


def test_the_same_file_again_changes_nothing(imported: Imported) -> None:
    register, _, _ = imported
    with register.session():
        before = (history.head(register.db), ImportBatch.select().count(), ImportRow.select().count())
    for name in FILES:
        plan = prepare(register, resource("sample", name))
        assert plan.counts["new"] == plan.counts["change"] == 0
        assert not plan.writes
        assert "李敏" in plan.earlier[0].sentence
        assert commit(register, plan).batch is None
    with register.session():
        after = (history.head(register.db), ImportBatch.select().count(), ImportRow.select().count())
    assert after == before


def test_every_change_names_its_batch_and_row(imported: Imported) -> None:
    register, _, results = imported
    with register.session():
        person = Person.get(Person.number == "360982000000101")
        change = Change.get((Change.kind == "person") & (Change.record == person.id))
        assert (change.batch, change.sheet, change.row) == (results[PEOPLE].batch, "名单", 4)
        assert history.first_broken(register.db) is None
        kept = ImportRow.get((ImportRow.batch == results[PEOPLE].batch) & (ImportRow.row == 684))
        written: Any = kept.written
        assert written["证件号码"] == "360982196312033571"
