"""The return of signing: every figure is its list and what statements written by hand say; a record moves its cells."""

from datetime import date

import pytest

from hfp_desk.codes import code_list
from hfp_desk.records import Contract, FollowUp, ManagedCase, Person
from hfp_desk.store import keeping, quality_reading
from hfp_desk.store.case_histories import histories
from hfp_desk.store.opening import Register
from tests.domain.listed import keep
from tests.domain.managed import limits
from tests.domain.return_cells import against_members, cells, changed, counted, sample
from tests.domain.return_sample import with_contracts, with_verdicts, with_visits
from tests.domain.return_sql import POOR, STANDINGS, TOWN, counted_columns, differences

__all__ = ["sample"]

ENDS = date(2020, 3, 25)
HELD = """c.voided_at='' AND c.state IN ('1','3') AND c.cancelled_on IS NULL AND c.starts<=:ends AND c.ends>=:ends"""
ALIVE = "p.voided_at='' AND p.person_state<>'2' AND (p.died_on IS NULL OR p.died_on>:ends)"
SIGNED = f"p.id IN (SELECT c.person_id FROM contract c WHERE {HELD})"
KEY = "(" + " OR ".join(
    f"','||c.groups||',' LIKE '%,{group},%'"
    for group in ("01", "02", "03", "04", "05", "07", "08", "09", "11", "12", "13", "18", "19", "22")
) + ")"  # fmt: skip
CASE = f"FROM managed_case m JOIN person p ON p.id=m.person_id WHERE {POOR} AND m.voided_at='' AND m.ends IS NULL"
BEGINS = "max(m.starts,'2020-01-01')"
FACED = f"""f.case_id=m.id AND f.voided_at='' AND f.state IN ('','1') AND f.mode IN ('1','2')
 AND f.visited_on BETWEEN {BEGINS} AND :ends"""
EXAMINED = """EXISTS (SELECT 1 FROM checkup e WHERE e.person_id=m.person_id AND e.voided_at=''
 AND e.examined_on BETWEEN '2020-01-01' AND :ends)"""
ITEMS = {
    "1": "f.systolic IS NULL OR f.diastolic IS NULL OR f.adherence='' OR f.control=''",
    "2": "f.fasting_glucose IS NULL OR f.adherence='' OR f.control=''",
    "3": "f.danger='' OR f.insight='' OR f.mental_adherence='' OR f.stability=''",
}
"""What makes a visit wanting, by disease; in the first quarter of a year no visit is owed yet, but the exam is."""
WELL = {"1": "f.systolic<140 AND f.diastolic<90", "2": "f.fasting_glucose<700", "3": "f.danger='0'"}
WANTED = """(SELECT m.programme FROM managed_case m WHERE m.person_id=c.person_id AND m.voided_at='' AND m.ends IS NULL
 AND m.programme IN ('1','2','3','4') UNION SELECT '1' WHERE c.groups LIKE '%04%' UNION SELECT '2'
 WHERE c.groups LIKE '%05%' UNION SELECT '4' WHERE c.groups LIKE '%07%')"""
OBLIGED = f"FROM contract c JOIN person p ON p.id=c.person_id WHERE {HELD} AND {POOR}"
DONE = f"""{OBLIGED} AND p.has_record=1 AND p.health_card<>'' AND NOT EXISTS (SELECT 1 FROM {WANTED} w WHERE
 w.programme NOT IN (SELECT m.programme FROM managed_case m WHERE m.person_id=c.person_id AND m.plan<>''))"""
RESIDENTS = """FROM (SELECT s.*, row_number() OVER (PARTITION BY s.place_id ORDER BY s.year>2020,
 abs(2020-s.year), s.id) AS place FROM place_status s WHERE s.residents IS NOT NULL AND s.voided_at='') s
 JOIN place v ON v.id=s.place_id WHERE s.place=1 AND v.level='5'"""
DUE = f"FROM standing JOIN person p ON p.id=standing.id WHERE {POOR} AND how NOT IN ('1','3','5')"


def how(told: str) -> tuple[str, str, str, str]:
    return STANDINGS, "town", "count(*)", f"FROM standing WHERE (died_on IS NULL OR died_on>:ends) AND how='{told}'"


def patients(programme: str) -> dict[str, tuple[str, str, str, str]]:
    """The cells of a disease but for those of 肺结核, which the rule itself judges."""
    of = f"{CASE} AND m.programme='{programme}'"
    persons = "count(DISTINCT p.id)"
    made = {
        f"patients_{programme}": ("", TOWN, persons, of),
        f"patients_{programme}_signed": ("", TOWN, persons, f"{of} AND {SIGNED}"),
    }
    if programme in ITEMS:
        wanting = f"EXISTS (SELECT 1 FROM follow_up f WHERE {FACED} AND ({ITEMS[programme]}))"
        standard = f"{of} AND {EXAMINED} AND NOT {wanting}"
        well = f"{of} AND EXISTS (SELECT 1 FROM follow_up f WHERE {FACED} AND {WELL[programme]})"
        made[f"patients_{programme}_standard"] = ("", TOWN, persons, standard)
        made[f"patients_{programme}_controlled"] = ("", TOWN, persons, well)
    return made


STATEMENTS = {
    "residents": ("", "v.parent_id", "sum(residents)", RESIDENTS),
    "signed": ("", TOWN, "count(*)", f"FROM person p WHERE {ALIVE} AND {SIGNED}"),
    "key": ("", TOWN, "count(DISTINCT p.id)", f"FROM person p JOIN contract c ON c.person_id=p.id WHERE {ALIVE}"
            f" AND {HELD} AND ({KEY} OR {POOR} OR p.id IN (SELECT m.person_id FROM managed_case m))"),
    "due": (STANDINGS, "town", "count(*)", DUE),
    "signed_poor": (STANDINGS, "town", "count(*)", f"{DUE} AND how='signed'"),
    "unsigned": (STANDINGS, "town", "count(*)", f"{DUE} AND how<>'signed'"),
    **{f"reason_{one.code}": how(one.code) for one in code_list("unsigned_reason").items
       if one.code not in ("1", "3", "5")},
    "run_out": how("run_out"),
    "under_way": how("under_way"),
    "unknown": how("unknown"),
    "died": (STANDINGS, "town", "count(*)", "FROM standing WHERE how='1' AND coalesce(died_on,:year)>=:year"),
    "moved": how("3"),
    "refused": how("5"),
    **{name: told for programme in "1234" for name, told in patients(programme).items()},
    "contracts_due": ("", TOWN, "count(*)", OBLIGED),
    "contracts_done": ("", TOWN, "count(*)", DONE),
}  # fmt: skip


@pytest.fixture
def entered(sample: Register) -> Register:
    """The sample with everything the return counts."""
    with_verdicts(sample)
    with_visits(sample)
    with_contracts(sample)
    return sample


def test_every_cell_is_its_list_and_what_is_counted_by_hand(entered: Register) -> None:
    found = against_members(entered, "signing", "2020-03")
    assert counted_columns(found) - set(STATEMENTS) == {"patients_4_standard"}
    assert differences(entered, found, STATEMENTS) == []
    empty = {one for one in STATEMENTS if not found.total.cells[found.place(one)].value}
    assert empty == set(), "every column counts something here"


def test_tuberculosis_is_managed_as_the_rule_itself_says(entered: Register) -> None:
    found = counted(entered, "signing", "2020-03")
    open_cases = {one.id: one for one in ManagedCase.select().where(ManagedCase.programme == "4")}
    known = dict(histories(entered.db, list(open_cases), ENDS, limits(ENDS), date(2020, 1, 1)))
    kept = set()
    for number, one in open_cases.items():
        exams = [date.fromisoformat(row[0]) for row in _exams(entered, one.person.id)]
        told = quality_reading.verdict("4", known[number].visits, exams, date(2020, 1, 1), ENDS, limits(ENDS))
        kept |= {one.person.id} if told.standard else set()
    poor = {row[0] for row in entered.db.execute_sql(f"SELECT p.id FROM person p WHERE {POOR}", {"ends": str(ENDS)})}
    assert found.total.cells[found.place("patients_4_standard")].value == len(kept & poor)


def _exams(register: Register, person: int) -> list[tuple[str]]:
    sql = "SELECT examined_on FROM checkup WHERE person_id=? AND examined_on BETWEEN '2020-01-01' AND ?"
    found: list[tuple[str]] = register.db.execute_sql(sql, (person, str(ENDS))).fetchall()
    return found


def test_the_reasons_are_those_of_the_monthly_return(entered: Register) -> None:
    found = counted(entered, "signing", "2020-03")
    heads = {one.head[-1]: one.head[0] for one in found.definition.columns}
    for item in code_list("unsigned_reason").items:
        assert any(head.startswith(item.label) for head in heads), f"{item.label} has a column of its own"
    told = found.definition.checks[1].rule
    assert all(f"reason_{one.code}" in told for one in code_list("unsigned_reason").items if one.code not in "135")


def test_a_contract_moves_the_cells_it_must(sample: Register) -> None:
    before = {name: counted(sample, name, "2020-03") for name in ("signing", "three_batches")}
    whose = Person.get(Person.id.not_in(ManagedCase.select(ManagedCase.person)) & Person.village.is_null(False))
    keep(
        sample,
        Contract.new(
            person=whose, state="1", signed_on=date(2020, 3, 1), starts=date(2020, 3, 1), ends=date(2021, 2, 28)
        ),
    )
    moved = {
        *("signed", "signed_rate", "key", "signed_poor", "signed_poor_rate", "unsigned", "unknown"),
        *("contracts_due", "contracts_rate"),
    }
    lines = ("合计", whose.village.parent.name)
    assert changed(before["signing"], counted(sample, "signing", "2020-03")) == cells(lines, moved)
    assert changed(before["three_batches"], counted(sample, "three_batches", "2020-03")) == set()


def test_a_visit_moves_the_cells_it_must(sample: Register) -> None:
    case = ManagedCase.get(ManagedCase.programme == "1")
    others = ManagedCase.select().where((ManagedCase.person == case.person) & (ManagedCase.id != case.id))
    for one in others:
        one.ends = date(2020, 1, 31)
        keeping.save(sample, one)
    before = {name: counted(sample, name, "2020-03") for name in ("signing", "three_batches")}
    keep(
        sample,
        FollowUp.new(
            person=case.person, case=case, programme="1", visited_on=date(2020, 3, 5), mode="2", state="1",
            systolic=130, diastolic=80,
        ),
    )  # fmt: skip
    lines = ("合计", case.person.village.parent.name)
    assert changed(before["three_batches"], counted(sample, "three_batches", "2020-03")) == cells(
        lines, ("visited", "visit_rate")
    )
    assert changed(before["signing"], counted(sample, "signing", "2020-03")) == cells(
        lines, ("patients_1_controlled", "controlled_1_rate")
    )
