"""Returns of illness, treatment and bills: every figure is its list, and what statements written by hand say."""

from datetime import date
from decimal import Decimal

import pytest

from hfp_desk.records import Diagnosis, Institution, Settlement, Treatment
from hfp_desk.returns.table import NOWHERE, TOTAL
from hfp_desk.store import keeping
from hfp_desk.store.opening import Register
from tests.domain.listed import VISITOR
from tests.domain.return_cells import against_members, cells, changed, counted, sample
from tests.domain.return_sample import with_bills, with_contracts, with_verdicts, with_visits
from tests.domain.return_sql import CASES, CHRONIC, ENTITLED, POOR, STANDINGS, TOWN, counted_columns, differences

__all__ = ["sample"]

P = f"FROM person p WHERE {POOR}"
ILL = """ AND EXISTS (SELECT 1 FROM diagnosis d WHERE d.person_id=p.id AND d.voided_at='' AND d.verify_state<>'3'
 AND d.found_on<=:ends AND (d.closed_on IS NULL OR d.closed_on>=:ends))"""
D = "FROM diagnosis d JOIN person p ON p.id=d.person_id WHERE d.voided_at='' AND d.verify_state='2'"
PAID = """ AND d.person_id IN (SELECT s.person_id FROM settlement s JOIN treatment t ON t.id=s.treatment_id
 WHERE s.voided_at='' AND s.reversal_of_id IS NULL AND s.id NOT IN (8,21)
 AND coalesce(s.settled_on,t.discharged,t.admitted) BETWEEN :year AND :ends AND (s.major>0 OR s.supplementary>0
 OR s.assistance>0 OR s.major_assistance>0 OR s.safety_net>0 OR s.relief>0))"""
SEVERE = f"""{D} AND d.batch_class='3' AND coalesce(d.verified_on,'')<=:ends AND (d.closed_on IS NULL
 OR d.closed_on>=:ends) AND {POOR}"""
MAJOR_STAY = """(t.diagnosis_id IN (SELECT d.id FROM diagnosis d WHERE d.batch_class='1' AND d.verify_state<>'3')
 OR (t.diagnosis_id IS NULL AND EXISTS (SELECT 1 FROM diagnosis d WHERE d.person_id=t.person_id AND d.batch_class='1'
 AND d.verify_state<>'3' AND d.standard_disease=t.standard_disease)))"""
T = f"""FROM treatment t JOIN person p ON p.id=t.person_id WHERE t.voided_at='' AND {MAJOR_STAY} AND {ENTITLED}
 AND t.admitted BETWEEN"""
DUE = f"""FROM managed_case m JOIN person p ON p.id=m.person_id WHERE {POOR} AND m.voided_at='' AND m.ends IS NULL
 AND m.programme IN ('1','2','3','4') AND (m.programme='4' OR date(coalesce((SELECT max(f.visited_on) FROM follow_up f
 WHERE f.case_id=m.id AND f.voided_at='' AND f.mode IN ('1','2') AND f.visited_on<:starts
 AND (f.visited_on<'2020-01-01' OR f.systolic<140)),'2019-01-01'),
 '+3 months')<=:ends)"""
MET = """ AND EXISTS (SELECT 1 FROM follow_up f WHERE f.case_id=m.id AND f.voided_at='' AND f.visited_on
 BETWEEN :starts AND :ends AND (f.mode IN ('1','2') OR (m.programme='4' AND f.mode<>'3')))"""
CHRONIC_DUE = f"""FROM standing JOIN person p ON p.id=standing.id WHERE {POOR} AND {CHRONIC}
 AND standing.how NOT IN ('1','3','5')"""
PERSONS = "count(DISTINCT person_id)"

THREE_BATCHES = {
    "households": ("", TOWN, "count(DISTINCT p.household_id)", P),
    "people": ("", TOWN, "count(*)", P),
    "ill_households": ("", TOWN, "count(DISTINCT p.household_id)", P + ILL),
    "ill_people": ("", TOWN, "count(*)", P + ILL),
    "new": ("", TOWN, "count(DISTINCT p.id)", f"{D} AND d.batch_class='1' AND d.verified_on>=:starts"
            f" AND d.verified_on<=:ends AND {POOR}"),
    "verified": (CASES, "town", PERSONS, "FROM cases WHERE filed"),
    "treated": (CASES, "town", PERSONS, "FROM cases WHERE filed AND treated"),
    "cured": (CASES, "town", PERSONS, "FROM cases WHERE filed AND outcome='cured'"),
    "improved": (CASES, "town", PERSONS, "FROM cases WHERE filed AND outcome='improved'"),
    "died": (CASES, "town", PERSONS, "FROM cases WHERE filed AND outcome='dead'"),
    "stays": ("", TOWN, "count(*)", f"{T} :starts AND :ends"),
    "stays_year": ("", TOWN, "count(*)", f"{T} :year AND :ends"),
    "chronic_due": (STANDINGS, "town", "count(*)", CHRONIC_DUE),
    "chronic_signed": (STANDINGS, "town", "count(*)", f"{CHRONIC_DUE} AND standing.how='signed'"),
    "visit_due": ("", TOWN, "count(DISTINCT p.id)", DUE),
    "visited": ("", TOWN, "count(DISTINCT p.id)", DUE + MET),
    "examined": ("", TOWN, "count(*)", f"{P} AND {CHRONIC} AND p.id IN (SELECT e.person_id FROM checkup e"
                 " WHERE e.voided_at='' AND e.examined_on BETWEEN :year AND :ends)"),
    "severe_due": ("", TOWN, "count(DISTINCT p.id)", SEVERE),
    "severe_secured": ("", TOWN, "count(DISTINCT p.id)", SEVERE + PAID),
}  # fmt: skip

LISTED = ("终末期肾病", "严重精神障碍", "食管癌", "肺癌")
"""What of the lists of 樟树 the document names."""


def disease(alias: str) -> str:
    return f"CASE WHEN {alias}.standard_disease IN {LISTED} THEN {alias}.standard_disease END"


MONEY = {
    "total": "sum(s.total)", "basic": "sum(s.basic)", "major": "sum(s.major)", "own": "sum(s.own_share)",
    "supplementary": "sum(s.supplementary)", "assistance": "sum(s.assistance)", "safety_net": "sum(s.safety_net)",
    "major_assistance": "sum(s.major_assistance)", "relief": "sum(s.relief)",
    "others": "sum(s.temporary)+sum(s.charity)",
    "reimbursed": "sum(s.total-s.own_share-coalesce(s.temporary,0)-coalesce(s.charity,0))",
}  # fmt: skip
BILLS = f"""FROM settlement s JOIN treatment t ON t.id=s.treatment_id JOIN person p ON p.id=s.person_id
 WHERE s.voided_at='' AND s.reversal_of_id IS NULL AND s.id NOT IN (8,21) AND {ENTITLED}
 AND coalesce(s.settled_on,t.discharged,t.admitted)"""
OF_CASES = {
    "found": "", "filed": " WHERE filed", "treated": " WHERE treated", "admitted": " WHERE admitted",
    "untreated": " WHERE NOT treated", "cured": " WHERE outcome='cured'", "improved": " WHERE outcome='improved'",
    "dead": " WHERE outcome='dead'", "closed": " WHERE closed",
    "untreated_dead": " WHERE NOT treated AND (outcome='dead' OR confirm_state='3')",
    "untreated_well": " WHERE NOT treated AND outcome<>'dead' AND (outcome='cured' OR confirm_state='2')",
    "untreated_away": " WHERE NOT treated AND outcome NOT IN ('dead','cured') AND confirm_state='4'",
    "untreated_unknown": " WHERE NOT treated AND outcome NOT IN ('dead','cured') AND confirm_state IN ('','1')",
}  # fmt: skip
MAJOR_DISEASES = {
    **{name: (CASES, disease("cases"), "count(*)", f"FROM cases{more}") for name, more in OF_CASES.items()},
    "times": ("", disease("t"), "count(*)", f"{T} :starts AND :ends"),
    "times_year": ("", disease("t"), "count(*)", f"{T} :year AND :ends"),
    **{
        name: ("", disease("t"), figure, f"{BILLS} BETWEEN :year AND :ends AND {MAJOR_STAY}")
        for name, figure in MONEY.items()
    },
}
HOSPITAL = """coalesce(t.institution_id,(SELECT h.id FROM institution h WHERE h.name=t.hospital),
 nullif(t.hospital,''))"""
INPATIENT = " AND t.kind='1'"
YEAR, MONTH = f"{BILLS} BETWEEN :year AND :ends{INPATIENT}", f"{BILLS} BETWEEN :starts AND :ends{INPATIENT}"
ADVANCED = """FROM settlement s JOIN treatment t ON t.id=s.treatment_id WHERE s.voided_at='' AND s.advanced>0
 AND s.reversal_of_id IS NULL AND s.id NOT IN (8,21) AND coalesce(s.settled_on,t.discharged,t.admitted)<=:ends"""
AUDITED = "(s.audited IS NOT NULL AND coalesce(s.audited_on,'')<=:ends)"
REPAID = "(coalesce(s.repaid,0)>0 AND coalesce(s.repaid_on,'')<=:ends)"
STAYS = "count(DISTINCT t.id)"
ONE_STOP = {
    "times": ("", HOSPITAL, STAYS, MONTH),
    "times_year": ("", HOSPITAL, STAYS, YEAR),
    "treat_first": ("", HOSPITAL, STAYS, f"{MONTH} AND s.treat_first=1"),
    "treat_first_year": ("", HOSPITAL, STAYS, f"{YEAR} AND s.treat_first=1"),
    "one_stop": ("", HOSPITAL, STAYS, f"{MONTH} AND s.one_stop=1"),
    "one_stop_year": ("", HOSPITAL, STAYS, f"{YEAR} AND s.one_stop=1"),
    "deposits": ("", HOSPITAL, "sum(s.deposit_waived)", YEAR),
    **{name: ("", HOSPITAL, figure, YEAR) for name, figure in MONEY.items()},
    "arrears": ("", HOSPITAL, "sum(s.arrears)", YEAR),
    "waiting": ("", HOSPITAL, "sum(s.advanced)", f"{ADVANCED} AND NOT {AUDITED}"),
    "unpaid": ("", HOSPITAL, "sum(s.audited)", f"{ADVANCED} AND {AUDITED} AND NOT {REPAID}"),
    "short": ("", HOSPITAL, "sum(s.audited-s.repaid)", f"{ADVANCED} AND {AUDITED} AND {REPAID}"),
    "scope_left": (
        "",
        HOSPITAL,
        "sum(s.in_scope-coalesce(s.basic,0)-coalesce(s.major,0)-coalesce(s.supplementary,0))",
        f"{YEAR} AND s.in_scope IS NOT NULL",
    ),
    "scope_assisted": (
        "",
        HOSPITAL,
        "sum(s.id*0+coalesce(s.assistance,0)+coalesce(s.major_assistance,0))",
        f"{YEAR} AND s.in_scope IS NOT NULL",
    ),
}


@pytest.fixture
def entered(sample: Register) -> Register:
    """The sample with everything the returns count."""
    with_verdicts(sample)
    with_bills(sample)
    with_visits(sample)
    with_contracts(sample)
    return sample


@pytest.mark.parametrize(
    ("name", "statements"),
    [("three_batches", THREE_BATCHES), ("major_diseases", MAJOR_DISEASES), ("one_stop", ONE_STOP)],
)
def test_every_cell_is_its_list_and_what_is_counted_by_hand(
    entered: Register, name: str, statements: dict[str, tuple[str, str, str, str]]
) -> None:
    found = against_members(entered, name, "2020-03")
    assert set(statements) == counted_columns(found)
    assert differences(entered, found, statements) == []
    empty = {one.name for one in found.definition.columns if not found.total.cells[found.place(one.name)].value}
    assert empty == set(), "every column counts something here"


@pytest.mark.parametrize("name", ["three_batches", "major_diseases", "one_stop", "signing"])
def test_the_lists_as_they_were_sent_agree_too(sample: Register, name: str) -> None:
    for mark in ("2019-12", "2020-03"):
        against_members(sample, name, mark)


@pytest.mark.parametrize("name", ["three_batches", "major_diseases", "one_stop", "signing"])
def test_who_may_not_know_of_restricted_illness_is_told_how_many_more_there_are(entered: Register, name: str) -> None:
    entered.db.execute_sql("UPDATE diagnosis SET restricted=1 WHERE id%6=0")
    entered.db.execute_sql("UPDATE treatment SET restricted=1 WHERE id%8=0")
    against_members(entered, name, "2020-03", VISITOR)


def test_verifying_a_case_moves_the_cells_it_must(sample: Register) -> None:
    case = Diagnosis.get_by_id(Treatment.get(Treatment.effect == "2", Treatment.standard_disease == "肺癌").diagnosis)
    case.verify_state, case.verified_on = "1", None
    keeping.save(sample, case)
    before = counted(sample, "three_batches", "2020-03")
    by_disease = counted(sample, "major_diseases", "2020-03")
    town = case.person.village.parent.name
    case.verify_state, case.verified_on = "2", date(2020, 3, 2)
    keeping.save(sample, case)
    moved = {"new", "verified", "treated", "treated_rate", "improved"}
    assert changed(before, counted(sample, "three_batches", "2020-03")) == cells(("合计", town), moved)
    assert changed(by_disease, counted(sample, "major_diseases", "2020-03")) == cells(("合计", "肺癌"), ("filed",))


def test_one_bill_put_right_moves_its_money_and_its_shares(sample: Register) -> None:
    before = {name: counted(sample, name, "2020-03") for name in ("major_diseases", "one_stop")}
    bill = Settlement.select().join(Treatment).where(Treatment.standard_disease == "食管癌").get()
    bill.basic, bill.own_share = Decimal(bill.basic or 0) + 100, Decimal(bill.own_share or 0) - 100
    keeping.save(sample, bill)
    money = {"basic", "own", "reimbursed", "reimbursed_rate"}
    lines = ("合计", "食管癌")
    assert changed(before["major_diseases"], counted(sample, "major_diseases", "2020-03")) == cells(lines, money)
    moved = cells(("合计", bill.treatment.hospital), {*money, "own_rate", "scope_left", "assistance_rate"})
    assert changed(before["one_stop"], counted(sample, "one_stop", "2020-03")) == moved


def test_a_hospital_is_a_line_by_its_number_its_name_or_as_it_was_written(sample: Register) -> None:
    assert [line.label for line in counted(sample, "one_stop", "2020-03").lines] == ["合计", "樟树市人民医院"]
    made = Institution.new(name="樟树市人民医院", kind="1", level="2", designated=True)
    keeping.save(sample, made)
    found = counted(sample, "one_stop", "2020-03")
    assert [line.key for line in found.lines] == [TOTAL, made.id]
    sample.db.execute_sql("UPDATE treatment SET hospital='' WHERE id=1")
    found = counted(sample, "one_stop", "2020-03")
    assert [line.key for line in found.lines] == [TOTAL, made.id, NOWHERE]
    assert found.cell(NOWHERE, "times_year").value == 1
