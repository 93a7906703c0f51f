"""Counting: a figure and the list behind it are one, restricted people are counted and not named, lines add up."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hfp_desk.gate import ENTRY, QUERY, Viewer
from hfp_desk.problems import Refusal
from hfp_desk.records import Diagnosis, Household, Identity, Person, Place, Settlement, Treatment
from hfp_desk.returns import Column, Definition, Indicator, Period, RowKind, Span, Table, periods
from hfp_desk.returns.definition import Having
from hfp_desk.returns.table import NOWHERE, TOTAL
from hfp_desk.store import figures, keeping, returns, settings
from hfp_desk.store.opening import Register
from hfp_desk.store.reckoning import Members, reckoning
from tests.data.senders import number
from tests.domain.listed import CLERK

D = Decimal
BLIND = Viewer("查询", frozenset({QUERY}))
ILL = Indicator(
    name="ill", label="患病", unit="人", record="diagnosis", counts="person", people="registered", when="verified_on"
)
TREATED = Indicator(
    name="treated", label="已救治", unit="人", within="ill", has=(Having(record="treatment", when="admitted"),)
)
UNTREATED = Indicator(name="untreated", label="未救治", unit="人", within="ill", lacks=(Having(record="treatment"),))
BILLS = Indicator(name="bills", label="总费用", unit="元", record="settlement", counts="total", when="settled_on")
STAYS = Indicator(name="stays", label="人次", unit="人次", record="treatment", counts="record", when="admitted")
KNOWN = {one.name: one for one in (ILL, TREATED, UNTREATED, BILLS, STAYS)}


def definition(*columns: Column, rows: RowKind = RowKind.TOWNS, **more: Any) -> Definition:
    """A monthly return cut off on the 25th."""
    return Definition(name="x", title="试报表", rows=rows, columns=columns, cutoff=25, **more)


def column(name: str, span: Span = Span.DAY) -> Column:
    """A column of the indicator called so."""
    return Column(name=f"{name}_{span}", head=(name,), indicator=name, span=span)


COLUMNS = (
    *(column("ill"), column("treated"), column("untreated"), column("stays", Span.PERIOD), column("stays", Span.YEAR)),
    column("bills", Span.PERIOD),
    Column(name="rate", head=("rate",), ratio=("treated_day", "ill_day"), unit="%", digits=2),
)
OURS = definition(*COLUMNS)
MARCH = periods.period(OURS, "2020-03")


def person(index: int, town: Place | None, disease: str = "胃癌", **more: Any) -> tuple[Person, Diagnosis]:
    """A 建档立卡 person with a verified disease."""
    home = Household.new(number=f"H{index}", town=town)
    one = Person.new(name=f"张{'甲乙丙丁戊己庚辛'[index]}", id_number=number(index), town=town, household=home)
    return one, illness(one, disease, **more)


def illness(one: Person, disease: str, **more: Any) -> Diagnosis:
    """A verified disease of the catalogue."""
    day = date(2020, 1, 10)
    return Diagnosis.new(
        person=one, disease=disease, standard_disease=disease, verified_on=day, verify_state="2", **more
    )


def keep(register: Register, *records: Any) -> None:
    """Save in one deed."""
    keeping.save(register, *records)


def fill(register: Register) -> tuple[Person, ...]:
    """Four people of two townships and one of none; two were treated, one of them twice; a restricted disease."""
    with register.session():
        first, second = Place.select().where(Place.level == "4").order_by(Place.sort)[:2]
        cases = [
            person(0, first),
            person(1, first),
            person(2, second, "艾滋病机会性感染", restricted=True),
            person(3, None),
        ]
        for one, ill in cases:
            registered = Identity.new(person=one, kind="01", starts="2016")
            keep(register, one.household, one, registered, ill)
        stay = [(0, date(2020, 2, 25)), (0, date(2020, 2, 26)), (2, date(2020, 3, 25)), (3, date(2020, 3, 26))]
        for index, day in stay:
            one, ill = cases[index]
            made = Treatment.new(
                person=one, diagnosis=ill, disease=ill.disease, kind="1", hospital="人民医院", admitted=day
            )
            made.restricted = ill.restricted
            bill = Settlement.new(person=one, treatment=made, settled_on=day, total=D("100.10"))
            keep(register, made, bill)
    return tuple(one for one, _ in cases)


def counted(register: Register, of: Definition = OURS, period: Period = MARCH) -> Table:
    """The return as it is now."""
    with register.session(), reckoning(register, figures.in_force(), KNOWN) as made:
        return made.table(of, period, "樟树市")


def members(register: Register, key: int | str, name: str, viewer: Viewer = CLERK, of: Definition = OURS) -> Members:
    """The list behind a cell."""
    with register.session(), reckoning(register, figures.in_force(), KNOWN) as made:
        return made.members(of, MARCH, key, name, viewer)


def values(table: Table, key: int | str) -> list[str]:
    """The figures of a line."""
    line = table.line(key)
    assert line is not None
    return ["" if cell.value is None else str(cell.value) for cell in line.cells]


def towns(people: Sequence[Person]) -> tuple[int, int]:
    """The two townships of ``fill``."""
    return people[0].town.id, people[2].town.id


def test_figures_count_people_stays_and_money_in_their_spans(register: Register) -> None:
    first, second = towns(fill(register))
    found = counted(register)
    assert values(found, first) == ["2", "1", "1", "1", "2", "100.10", "50.00"]
    assert values(found, second) == ["1", "1", "0", "1", "1", "100.10", "100.00"]
    assert values(found, NOWHERE) == ["1", "0", "0", "0", "0", "0", "0.00"]
    assert values(found, TOTAL) == ["4", "2", "1", "2", "3", "200.20", "50.00"]
    assert found.lines[-1].label == "未分乡镇"
    rate = found.cell(first, "rate")
    assert (rate.part, rate.whole) == (D(1), D(2))


def test_every_list_is_as_long_as_its_figure_whoever_looks(register: Register) -> None:
    fill(register)
    found = counted(register)
    for viewer in (CLERK, BLIND, Viewer("录入", frozenset({ENTRY}))):
        for line in found.lines:
            for one in OURS.columns:
                if one.indicator and one.indicator != "bills":
                    behind = members(register, line.key, one.name, viewer)
                    assert behind.count == found.cell(line.key, one.name).value, (line.label, one.name)


def test_restricted_people_are_counted_and_not_named(register: Register) -> None:
    people = fill(register)
    _, second = towns(people)
    assert members(register, second, "ill_day", Viewer("保密", frozenset({ENTRY, "secret"}))).ids == (people[2].id,)
    blind = members(register, second, "ill_day", BLIND)
    assert (blind.ids, blind.hidden) == ((), 1)


def test_who_has_something_restricted_is_not_told_by_a_list_of_those_who_lack_it(register: Register) -> None:
    people = fill(register)
    with register.session():
        for stay in Treatment.select().where(Treatment.person == people[0]):
            stay.restricted = True
            keep(register, stay)
    first, _ = towns(people)
    assert values(counted(register), first)[2] == "1"
    blind = members(register, first, "untreated_day", BLIND)
    assert (blind.ids, blind.hidden) == ((people[0].id, people[1].id), 0)


def test_a_ratio_opens_its_part_and_money_its_bills(register: Register) -> None:
    people = fill(register)
    assert members(register, TOTAL, "rate").count == 2
    bills = members(register, TOTAL, "bills_period")
    assert bills.kind.name == "settlement"
    assert sum(one.total or D(0) for one in Settlement.select().where(Settlement.id.in_(bills.ids))) == D("200.20")
    assert members(register, towns(people)[0], "untreated_day").ids == (people[1].id,)


def test_a_part_takes_over_the_conditions_of_its_whole(register: Register) -> None:
    people = fill(register)
    with register.session():
        people[0].died_on = date(2020, 3, 20)
        keep(register, people[0])
    found = counted(register)
    assert values(found, TOTAL)[:3] == ["3", "1", "1"]
    assert values(counted(register, period=periods.before(OURS, MARCH)), TOTAL)[:2] == ["4", "1"]


def test_a_merged_township_counts_with_the_one_that_took_it_in(register: Register) -> None:
    people = fill(register)
    first, second = towns(people)
    with register.session():
        gone = Place.get_by_id(second)
        gone.valid_to, gone.successor = date(2020, 3, 1), Place.get_by_id(first)
        keep(register, gone)
    found = counted(register)
    assert found.line(second) is None
    assert values(found, first)[0] == "3"
    before = counted(register, period=periods.period(OURS, "2020-01"))
    assert values(before, second)[0] == "1"


def test_a_village_counts_with_its_own_township_until_it_is_merged_into_one_of_another(register: Register) -> None:
    first, second = towns(people := fill(register))
    with register.session():
        gone, into = (Place.get((Place.parent == town) & (Place.level == "5")) for town in (first, second))
        people[0].village, gone.valid_to, gone.successor = gone, date(2020, 3, 26), into
        keep(register, people[0], gone)
    assert [values(counted(register), town)[0] for town in (first, second)] == ["2", "1"]
    april = counted(register, period=periods.after(OURS, MARCH))
    assert [values(april, town)[0] for town in (first, second)] == ["1", "2"]


def test_somebody_in_two_lines_is_once_in_the_sum(register: Register) -> None:
    people = fill(register)
    with register.session():
        keep(register, illness(people[0], "肺癌"))
    of = definition(column("ill"), rows=RowKind.DISEASES)
    found = counted(register, of)
    by_line = {line.label: str(line.cells[0].value) for line in found.lines if line.cells[0].value}
    assert by_line["合计"] == "4"
    assert sum(int(value) for label, value in by_line.items() if label != "合计") == 5
    with register.session(), reckoning(register, figures.in_force(), KNOWN) as made:
        assert made.adding(of, MARCH) == {"ill_day": False}
        assert made.adding(OURS, MARCH)["ill_day"]


def test_written_figures_stand_beside_counted_ones_and_say_what_they_are_based_on(register: Register) -> None:
    of = definition(column("ill"), Column(name="births", head=("出生",), written=True))
    with pytest.raises(Refusal, match="依据"):
        returns.write(register, of, MARCH, TOTAL, "births", D(12), " ")
    with pytest.raises(Refusal, match="不能填写"):
        returns.write(register, of, MARCH, TOTAL, "ill_day", D(12), "妇幼系统")
    returns.write(register, of, MARCH, 9, "births", D(12), "妇幼系统 3 月")
    with register.session():
        kept = returns.values_of(of, MARCH)
        with reckoning(register, figures.in_force(), KNOWN) as made:
            found = made.table(of, MARCH, "樟树市", kept)
    assert found.cell(TOTAL, "births").value == found.cell(9, "births").value == D(12)
    assert found.cell(10, "births").value is None
    returns.write(register, of, MARCH, 9, "births", None, "")
    with register.session():
        assert returns.values_of(of, MARCH) == {}


def test_a_register_that_is_looked_at_can_be_counted_and_stays_closed(register: Register) -> None:
    fill(register)
    whole = counted(register)
    with register.session():
        register.db.execute_sql("PRAGMA query_only=1")
        try:
            assert counted(register) == whole
            assert register.db.execute_sql("PRAGMA query_only").fetchone()[0] == 1
        finally:
            register.db.execute_sql("PRAGMA query_only=0")


def test_the_tables_of_a_reckoning_go_with_it(register: Register) -> None:
    fill(register)
    with register.session():
        counted(register)
        left = register.db.execute_sql("SELECT count(*) FROM sqlite_temp_master WHERE name LIKE 'reckoned%'").fetchone()
    assert left[0] == 0


def test_what_was_reckoned_is_forgotten_when_something_changes(register: Register) -> None:
    people = fill(register)
    first = counted(register)
    kept = register.reckoned
    assert counted(register) == first
    assert register.reckoned is kept
    with register.session():
        keep(register, illness(people[3], "肺癌"))
    assert counted(register) == first, "somebody who is counted already"
    assert register.reckoned is not kept
    with register.session():
        settings.put(settings.POLICY, "nanchang-2018")
        before = register.reckoned
        counted(register)
    assert register.reckoned is not before


def test_what_was_reckoned_in_a_deed_that_was_taken_back_is_forgotten(register: Register) -> None:
    people = fill(register)
    with register.session():
        with register.db.atomic() as deed:
            keep(register, illness(people[3], "肺癌"))
            counted(register)
            taken_back = register.reckoned
            deed.rollback()
        keep(register, illness(people[3], "胃癌"))
    counted(register)
    assert register.reckoned is not taken_back
