"""The five coverages and what an office writes in: each figure against its list, SQL by hand and what was written."""

from datetime import date
from decimal import Decimal

import pytest

from hfp_desk.problems import Refusal
from hfp_desk.records import Checkup, Contract, Subsidy
from hfp_desk.returns import periods
from hfp_desk.returns.table import TOTAL
from hfp_desk.store import return_checks, returns
from hfp_desk.store.opening import Register
from tests.domain.listed import CLERK, VISITOR, keep
from tests.domain.managed import insert
from tests.domain.return_cells import against_members, cells, changed, counted, sample
from tests.domain.return_sample import MARCH
from tests.domain.return_sql import TOWN, counted_columns, differences

__all__ = ["sample"]

D = Decimal
MAY = {"starts": "2020-04-26", "ends": "2020-05-25", "year": "2019-12-26"}
REGISTERED = """p.voided_at='' AND p.person_state<>'2' AND coalesce(p.died_on,'9999')>:ends AND p.id IN (
 SELECT i.person_id FROM identity i WHERE i.voided_at='' AND i.kind IN ('01','05') AND i.starts<=:ends
 AND (i.ends='' OR i.benefits_continue=1 OR i.ends>=substr(:ends,1,length(i.ends))))"""
OF = {
    "people": "1",
    "basic": "p.basic_insurance=1",
    "major": "p.major_insurance=1",
    "assistance": """EXISTS (SELECT 1 FROM subsidy s WHERE s.person_id=p.id AND s.voided_at='' AND s.year=2020
 AND s.cancelled_on IS NULL)""",
    "signed": """EXISTS (SELECT 1 FROM contract c WHERE c.person_id=p.id AND c.voided_at='' AND c.state IN ('1','3')
 AND c.cancelled_on IS NULL AND c.starts<=:ends AND c.ends>=:ends)""",
    "public": "p.has_record=1",
    "card": "p.health_card<>''",
    "examined": """EXISTS (SELECT 1 FROM checkup e WHERE e.person_id=p.id AND e.voided_at=''
 AND e.examined_on BETWEEN :year AND :ends)""",
}
STATEMENTS = {
    name: ("", TOWN, "count(*)", f"FROM person p WHERE {REGISTERED} AND {condition}") for name, condition in OF.items()
}
_PEOPLE = (
    "UPDATE person SET basic_insurance=id%7<>0, major_insurance=id%7<>0 AND id%3<>0",
    "UPDATE person SET has_record=1 WHERE id%5<>0",
    "UPDATE person SET health_card='36'||id WHERE id%6<>0",
    "UPDATE person SET died_on='2020-03-25' WHERE id%53=0",
    "UPDATE person SET died_on='2020-03-26' WHERE id%53=1",
    "UPDATE person SET person_state='2' WHERE id%97=0",
    "UPDATE person SET voided_at='2020-03-01 08:00:00' WHERE id%89=0",
    "UPDATE identity SET ends='2019-12' WHERE kind='01' AND person_id%29=0",
    "UPDATE identity SET benefits_continue=1 WHERE kind='01' AND person_id%58=0",
    "UPDATE identity SET kind='05' WHERE kind='01' AND person_id%31=0",
    "UPDATE identity SET starts='2020-04' WHERE kind='01' AND person_id%37=0",
    "UPDATE identity SET voided_at='2020-03-01 08:00:00' WHERE person_id%41=0",
)


@pytest.fixture
def covered(sample: Register) -> Register:
    """The sample with everybody covered by something else: lists of other years, cancelled, voided, run out."""
    for sql in _PEOPLE:
        sample.db.execute_sql(sql)
    people = [row[0] for row in sample.db.execute_sql("SELECT id FROM person ORDER BY id").fetchall()]
    void = ("", "", "", "2020-03-01 08:00:00")
    subsidies = (
        {
            "person": who,
            "year": 2019 + (who % 3 > 0),
            "cancelled_on": "2020-02-01" if who % 8 == 0 else None,
            "voided_at": void[who // 3 % 4],
        }
        for who in people
        if who % 4
    )
    insert(sample, Subsidy, subsidies)
    signed = (
        {
            "person": who,
            "state": "1134"[who % 4],
            "starts": ("2019-04-01", "2020-01-05", "2020-03-26")[who % 3],
            "ends": ("2020-03-25", "2021-01-04")[who % 2],
            "cancelled_on": "2020-02-01" if who % 10 == 0 else None,
            "voided_at": void[who // 5 % 4],
        }
        for who in people
    )
    insert(sample, Contract, signed)
    days = ("2019-12-25", "2019-12-26", "2020-03-25", "2020-03-26")
    exams = (
        {"person": who, "examined_on": days[who % 4], "voided_at": void[who // 7 % 4]} for who in people if who % 3
    )
    insert(sample, Checkup, exams)
    return sample


@pytest.mark.parametrize(("mark", "days"), [("2020-03", MARCH), ("2020-05", MAY)])
def test_every_cell_is_its_list_and_what_is_counted_by_hand(covered: Register, mark: str, days: dict[str, str]) -> None:
    found = against_members(covered, "five_coverages", mark)
    assert counted_columns(found) == set(STATEMENTS)
    assert differences(covered, found, STATEMENTS, days) == []
    figures = {name: found.cell(TOTAL, name).value or D(0) for name in STATEMENTS}
    assert min(figures.values()) > 0
    assert figures.pop("people") > max(figures.values()), "nobody but the people is complete"
    assert len(set(figures.values())) == len(figures), "no column could stand for another"


def test_one_record_moves_the_coverage_it_is_about(covered: Register) -> None:
    before = counted(covered, "five_coverages", "2020-03")
    sql = f"SELECT p.id FROM person p WHERE {REGISTERED} AND NOT ({OF['assistance']}) AND NOT ({OF['examined']})"
    (who,) = covered.db.execute_sql(sql, MARCH).fetchone()
    listed = keep(covered, Subsidy.new(person=who, year=2020))
    lines = ("合计", listed.person.village.parent.name)
    after = counted(covered, "five_coverages", "2020-03")
    assert changed(before, after) == cells(lines, ("assistance", "assistance_rate"))
    keep(covered, Checkup.new(person=who, examined_on=date(2020, 2, 1)))
    again = counted(covered, "five_coverages", "2020-03")
    assert changed(after, again) == cells(lines, ("examined", "examined_each"))


def test_who_only_looks_is_told_of_as_many(covered: Register) -> None:
    against_members(covered, "five_coverages", "2020-03", VISITOR)


WRITTEN = {"births": 5000, "maternal": 1, "infant": 13, "under_five": 17, "doses_due": 40000, "doses_given": 39800}
RATES = {"maternal_rate": "20.00", "infant_rate": "2.60", "under_five_rate": "3.40", "vaccination": "99.50"}


def test_what_is_written_into_the_health_targets_is_read_back_and_divided(register: Register) -> None:
    of = returns.named(register, "health_targets")
    year = periods.period(of, "2020")
    for name, value in WRITTEN.items():
        returns.write(register, of, year, TOTAL, name, D(value), "妇幼保健院 2020 年报")
    found = returns.counted(register, of, year)
    assert set(WRITTEN) == {one.name for one in of.columns if one.written}
    assert set(RATES) == {one.name for one in of.columns if one.ratio}
    told = {one.name: found.cell(TOTAL, one.name).value for one in of.columns}
    wanted: dict[str, int | str] = {**WRITTEN, **RATES}
    assert told == {name: D(value) for name, value in wanted.items()}
    assert [one for one in return_checks.checked(register, found) if one.level == "error"] == []
    for name in (*WRITTEN, *RATES):
        with pytest.raises(Refusal, match="名单"):
            returns.members(register, CLERK, of, year, TOTAL, name)
    other = returns.counted(register, of, periods.period(of, "2019"))
    assert {cell.value for cell in other.total.cells} == {None}, "of another year nothing was written"
    returns.write(register, of, year, TOTAL, "infant", D(18), "妇幼保健院 2020 年报更正")
    wrong = return_checks.checked(register, returns.counted(register, of, year))
    assert "婴儿死亡数包括在5岁以下儿童死亡数之内" in "".join(one.message for one in wrong if one.level == "error")
    assert returns.counted(register, of, year).cell(TOTAL, "infant_rate").value == D("3.60")
