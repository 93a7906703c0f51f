"""交叉表: every figure against statements written by hand and against the list it opens; who may see what."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from hfp_desk import papers
from hfp_desk.excel import statistic_files
from hfp_desk.gate import Viewer
from hfp_desk.papers.statistics import print_statistic
from hfp_desk.problems import Refusal
from hfp_desk.records import DIAGNOSIS, PERSON, SETTLEMENT, Person, Place, RecordType
from hfp_desk.returns.chart_data import ChartKind
from hfp_desk.store import cross_tables, dimensions, keeping, places, statistics
from hfp_desk.store.cross_tables import CrossTable
from hfp_desk.store.dimensions import Key
from hfp_desk.store.listing import Condition, Listing, Operator, View
from hfp_desk.store.opening import Register
from hfp_desk.store.statistics import Shown
from tests.data.pdf_reading import by_pdfium
from tests.domain.listed import CLERK, HELPER, VISITOR, bill, diagnosis, person, stay
from tests.domain.return_cells import sample

__all__ = ["sample"]

ON = date(2020, 3, 25)
TOWN, SEX, AGE, IDENTITY = "town.name:place", "sex:value", "birth:age", "identity.kind:value"


def cross(
    register: Register,
    kind: RecordType,
    rows: str,
    across: str = "",
    measure: str = "record",
    viewer: Viewer = CLERK,
    *conditions: Condition,
) -> CrossTable:
    over = dimensions.named(kind, across, viewer) if across else None
    what = next(one for one in cross_tables.measures(kind, viewer) if one.key == measure)
    view = View(kind, conditions=conditions)
    return cross_tables.cross(register, view, dimensions.named(kind, rows, viewer), over, what, viewer, ON)


def by_hand(register: Register, sql: str) -> dict[tuple[Key, Key], Decimal]:
    return {(row, column): Decimal(value) for row, column, value in register.db.execute_sql(sql).fetchall()}


def inner(made: CrossTable) -> dict[tuple[Key, Key], Decimal]:
    """The figures without their totals."""
    cells: Mapping[tuple[Key | None, Key | None], Decimal] = made.cells
    return {(row, column): value for (row, column), value in cells.items() if row is not None and column is not None}


def opened(register: Register, made: CrossTable, viewer: Viewer = CLERK) -> dict[tuple[Key | None, Key | None], int]:
    """How many records each figure opens."""
    rows = [*(key for key, _ in made.row_labels), None]
    columns = [*(key for key, _ in made.column_labels), None]
    return {
        (row, column): len(cross_tables.behind(register, made, row, column, viewer).ids)
        for row in rows
        for column in columns
    }


def test_people_by_township_and_age_are_those_counted_by_hand(sample: Register) -> None:
    made = cross(sample, PERSON, TOWN, AGE)
    age = "(2020-CAST(substr(birth,1,4) AS INTEGER)-(substr(birth,6)>'03-25'))"
    bands = f"CASE WHEN {age}<7 THEN 0 WHEN {age}<15 THEN 1 WHEN {age}<35 THEN 2 WHEN {age}<65 THEN 3 ELSE 4 END"
    hand = by_hand(sample, f"SELECT town_id,{bands},count(*) FROM person WHERE voided_at='' GROUP BY 1,2")
    assert inner(made) == hand
    assert len(hand) > 50
    assert [label for _, label in made.column_labels] == ["0～6岁", "7～14岁", "15～34岁", "35～64岁", "65岁及以上"]


def test_every_figure_and_total_opens_as_many_records(sample: Register) -> None:
    for made in (cross(sample, PERSON, TOWN, SEX), cross(sample, SETTLEMENT, f"person.{TOWN}", "person.sex:value")):
        assert opened(sample, made) == {key: int(made.value(*key)) for key in opened(sample, made)}
        assert made.value(None, None) == sum(made.value(row, None) for row, _ in made.row_labels)


def test_townships_stand_in_the_official_order(sample: Register) -> None:
    made = cross(sample, PERSON, TOWN)
    order = [place.id for place in Place.select().where(Place.level == "4").order_by(Place.sort)]
    keys = [key for key, _ in made.row_labels]
    assert keys == [key for key in order if key in keys]


def test_a_merged_place_counts_with_where_it_went_from_that_day_on(sample: Register) -> None:
    towns = [made for made, _ in cross(sample, PERSON, TOWN).row_labels]
    first, second, third = (Place.get_by_id(key) for key in towns[:3])
    before = cross(sample, PERSON, TOWN)
    places.merge(sample, first, second, date(2019, 12, 31))
    places.merge(sample, second, third, date(2020, 3, 24))
    made = cross(sample, PERSON, TOWN, SEX)
    assert [key for key, _ in made.row_labels] == towns[2:]
    assert made.value(towns[2], None) == sum(before.value(key, None) for key in towns[:3])
    assert opened(sample, made) == {key: int(made.value(*key)) for key in opened(sample, made)}
    second.valid_to = ON
    keeping.save(sample, second)
    still = cross(sample, PERSON, TOWN)
    assert [key for key, _ in still.row_labels] == towns[1:]
    assert still.value(towns[1], None) == before.value(towns[0], None) + before.value(towns[1], None)


def test_money_is_added_up_by_month(sample: Register) -> None:
    made = cross(sample, SETTLEMENT, f"person.{TOWN}", "treatment.admitted:month", "total")
    hand = by_hand(
        sample,
        "SELECT p.town_id,substr(t.admitted,1,7),sum(s.total)/100.0 FROM settlement s JOIN person p ON p.id=s.person_id"
        " JOIN treatment t ON t.id=s.treatment_id WHERE s.voided_at='' GROUP BY 1,2",
    )
    assert {key: float(value) for key, value in inner(made).items()} == pytest.approx(hand)
    assert [label for _, label in made.column_labels] == ["2020年1月", "2020年2月", "2020年3月"]
    told = statistics.of_cross(made)
    assert (told.digits, told.unit) == (2, "元")


def test_who_is_in_two_groups_counts_once_in_the_total(sample: Register) -> None:
    made = cross(sample, PERSON, IDENTITY, SEX)
    hand = by_hand(
        sample,
        "SELECT i.kind,p.sex,count(DISTINCT p.id) FROM person p JOIN identity i ON i.person_id=p.id"
        " WHERE p.voided_at='' AND i.voided_at='' GROUP BY 1,2",
    )
    assert {key: value for key, value in inner(made).items() if key[0]} == hand
    (people,) = sample.db.execute_sql("SELECT count(*) FROM person WHERE voided_at=''").fetchone()
    assert made.value(None, None) == people < sum(made.value(row, None) for row, _ in made.row_labels)
    assert opened(sample, made) == {key: int(made.value(*key)) for key in opened(sample, made)}
    with pytest.raises(Refusal, match="重复相加"):
        cross(sample, SETTLEMENT, "person.identity.kind:value", measure="total")


def test_persons_are_counted_once_whatever_they_have(register: Register) -> None:
    zhang = person(register, "张三", sex="1")
    for day in (date(2020, 1, 5), date(2020, 3, 5)):
        bill(register, stay(register, zhang, admitted=day), "1000", "100", day)
    made = cross(register, SETTLEMENT, f"person.{TOWN}", "settled_on:month", "person")
    assert [made.value(None, column) for column, _ in made.column_labels] == [1, 1]
    assert made.value(None, None) == 1
    assert cross_tables.behind(register, made, None, None, CLERK) == cross_tables.Behind(PERSON, (zhang.id,))


def test_conditions_of_the_list_narrow_the_table(sample: Register) -> None:
    women = Condition(dimensions.named(PERSON, SEX, CLERK).column, Operator.EQUALS, "2")
    made = cross(sample, PERSON, TOWN, "", "record", CLERK, women)
    assert made.value(None, None) == len(Listing(sample, View(PERSON, conditions=(women,)), CLERK))


def test_what_is_not_filled_in_is_a_group_of_its_own(register: Register) -> None:
    person(register, "张三", sex="1")
    person(register, "李四")
    made = cross(register, PERSON, SEX, AGE)
    assert [label for _, label in made.row_labels] == ["男", "未填写"]
    assert [label for _, label in made.column_labels] == ["未填写"]
    assert made.value("", "") == 1


def test_shares_say_what_they_are_divided_from(register: Register) -> None:
    for name, sex in (("张三", "1"), ("李四", "2"), ("王五", "2")):
        person(register, name, sex=sex)
    made = cross(register, PERSON, TOWN, SEX)
    rows = [statistics.of_cross(made, shown).texts for shown in Shown]
    assert rows[0] == (("临江镇", "1", "2", "3"), ("合计", "1", "2", "3"))
    assert rows[1][0] == ("临江镇", "33.3%（1/3）", "66.7%（2/3）", "100.0%（3/3）")
    assert rows[2][0] == ("临江镇", "100.0%（1/1）", "100.0%（2/2）", "100.0%（3/3）")
    assert rows[3][1] == ("合计", "33.3%（1/3）", "66.7%（2/3）", "100.0%（3/3）")


def test_restricted_diseases_are_in_no_figure_of_who_may_not_know_them(register: Register) -> None:
    zhang = person(register, "张三", sex="1")
    diagnosis(register, zhang, "肺癌")
    diagnosis(register, zhang, "艾滋病", restricted=True)
    for viewer, diseases in ((CLERK, {"肺癌", "艾滋病"}), (HELPER, {"肺癌"}), (VISITOR, {"肺癌"})):
        made = cross(register, DIAGNOSIS, "disease:value", viewer=viewer)
        assert {label for _, label in made.row_labels} == diseases
        assert made.value(None, None) == len(diseases)
        assert opened(register, made, viewer) == {key: int(made.value(*key)) for key in opened(register, made, viewer)}
        among = cross(register, PERSON, "diagnosis.disease:value", viewer=viewer)
        assert {label for _, label in among.row_labels} == diseases


def test_masked_columns_are_not_offered(register: Register) -> None:
    assert AGE in {one.key for one in dimensions.dimensions(PERSON, CLERK)}
    offered = {one.key for one in dimensions.dimensions(PERSON, VISITOR)}
    assert {TOWN, SEX} <= offered
    assert AGE not in offered
    assert not {one.column.field for one in dimensions.dimensions(PERSON, CLERK)} & {Person.name, Person.id_number}
    with pytest.raises(Refusal, match="不能按"):
        dimensions.named(PERSON, AGE, VISITOR)


def test_a_statistic_leaves_as_a_workbook_of_numbers_and_on_paper(sample: Register, tmp_path: Path) -> None:
    told = statistics.of_cross(cross(sample, PERSON, TOWN, SEX))
    statistic_files.write(sample, CLERK, told, tmp_path / "统计.xlsx", "工作分析")
    sheet = load_workbook(tmp_path / "统计.xlsx").active
    assert sheet is not None
    rows = [tuple(row) for row in sheet.iter_rows(min_row=3, values_only=True)]
    assert rows[0] == told.head
    assert rows[-1] == ("合计", *(int(value) for value in told.rows[-1][1:] if isinstance(value, Decimal)))
    printed = print_statistic(sample, told, tmp_path / "统计.pdf", CLERK)
    text = by_pdfium(printed.path)
    assert told.title in text
    assert all(cell in text for row in told.texts for cell in row)
    with pytest.raises(Refusal, match="用途"):
        statistic_files.write(sample, CLERK, told, tmp_path / "x.xlsx", " ")


def test_charts_follow_the_table(sample: Register) -> None:
    single = statistics.of_cross(cross(sample, PERSON, TOWN)).chart
    several = statistics.of_cross(cross(sample, PERSON, TOWN, AGE)).chart
    assert (single.kind, several.kind) == (ChartKind.BARS, ChartKind.STACKED)
    (values,) = [one.values for one in single.series]
    sums = [sum(one.values[at] or 0 for one in several.series) for at in range(len(several.labels))]
    assert list(values) == sums


def test_reports_are_papers_like_the_others() -> None:
    assert papers.form_named("工作情况分析").area is papers.form_named("通报").area is papers.Area.STATISTICS
