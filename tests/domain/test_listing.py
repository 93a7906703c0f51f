"""Lists: what they hold, in which order, what is shown and added up."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from peewee import Model

from hfp_desk.problems import Refusal
from hfp_desk.records import (
    ALL,
    BY_NAME,
    PERSON,
    SETTLEMENT,
    TREATMENT,
    Column,
    Diagnosis,
    Identity,
    Person,
    Place,
    RecordType,
    Settlement,
)
from hfp_desk.store import columns, keeping, views
from hfp_desk.store.listing import Condition, Listing, Operator, View
from hfp_desk.store.opening import Register
from tests.domain.listed import (
    CLERK,
    NAME,
    TOWN,
    bill,
    diagnosis,
    household,
    keep,
    names,
    person,
    place,
    stay,
    village_of,
)


def test_persons_stand_by_village_and_then_by_pinyin(register: Register) -> None:
    for name, town in (
        ("张三", "临江镇"),
        ("李四", "临江镇"),
        ("王五", "永泰镇"),
        ("单勇", "临江镇"),
        ("孙平", "临江镇"),
    ):
        person(register, name, town)
    keep(register, Person.new(name="无村"))
    first, second = sorted(("临江镇", "永泰镇"), key=lambda town: place(town).sort or 0)
    by_town = {"临江镇": ["李四", "单勇", "孙平", "张三"], "永泰镇": ["王五"]}
    assert names(register) == ["无村", *by_town[first], *by_town[second]]


def test_cells_show_titles_labels_and_dates(register: Register) -> None:
    whose = person(register, "张三", id_number="11010519491231002X")
    shown = Listing(register, View(PERSON), CLERK)
    row = dict(zip([column.key for column in shown.columns], shown.cells(0), strict=True))
    assert (row["town.name"], row["village.name"]) == ("临江镇", village_of("临江镇").name)
    assert (row["name"], row["sex"], row["birth"]) == ("张三", "女", "1949-12-31")
    assert shown.raw(0)[5] == date(1949, 12, 31)
    assert (shown.id_at(0), shown.find_row(whose.id), shown.find_row(whose.id + 1)) == (whose.id, 0, -1)


def test_a_link_is_shown_by_the_title_of_what_it_points_at(register: Register) -> None:
    home = household(register, number="36098200001")
    whose = person(register, "张三", household=home)
    diagnosis(register, whose, "肺癌")
    listing = Listing(register, View(BY_NAME["diagnosis"], (Column(Diagnosis.person),)), CLERK)
    assert listing.cells(0) == ("张三",)
    home_of = columns.find(BY_NAME["diagnosis"], "person.household.number")
    assert Listing(register, View(BY_NAME["diagnosis"], (home_of,)), CLERK).cells(0) == ("36098200001",)


def test_voided_records_stay_out_unless_they_are_asked_for(register: Register) -> None:
    person(register, "张三")
    gone = person(register, "李四")
    keeping.void(register, gone, "重复")
    assert names(register) == ["张三"]
    assert names(register, include_void=True) == ["李四", "张三"]
    listing = Listing(register, View(PERSON, include_void=True), CLERK)
    assert [listing.flag(row) for row in range(2)] == ["void", "error"]


def test_children_are_added_up_or_named_once_and_voided_ones_never_count(register: Register) -> None:
    whose = person(register, "张三")
    for kind in ("02", "04"):
        keep(register, Identity.new(person=whose, kind=kind))
    first = stay(register, whose)
    bill(register, first, "100.10", "10")
    wrong = bill(register, first, "900", "90")
    keeping.void(register, wrong, "录错")
    picked = tuple(columns.find(TREATMENT, key) for key in ("settlement.total", "person.identity.kind"))
    listing = Listing(register, View(TREATMENT, picked), CLERK)
    assert listing.cells(0) == ("100.10", "农村低保对象、贫困残疾人")
    assert listing.raw(0)[0] == Decimal("100.10")


def test_totals_add_the_rows_of_the_filter_and_a_reversal_takes_away(register: Register) -> None:
    whose = person(register, "张三")
    first, second = stay(register, whose), stay(register, whose, "胃癌")
    bill(register, first, "100.10", "10.10", date(2020, 1, 5))
    wrong = bill(register, second, "500", "50", date(2020, 2, 5))
    bill(register, second, "-500", "-50", date(2020, 2, 6), reversal_of=wrong)
    listing = Listing(register, View(SETTLEMENT), CLERK)
    assert listing.sums().sums["total"] == Decimal("100.10")
    assert listing.totals() == "3 条 · 总费用 100.10 · 基本医保 90.00 · 个人负担 10.10 · 实际报销 89.9%"
    january = Condition(Column(Settlement.settled_on), Operator.BETWEEN, ("2020-01-01", "2020-01-31"))
    assert listing.narrowed(january).sums().count == 1
    stays = Listing(register, View(TREATMENT), CLERK).sums()
    assert (stays.count, stays.sums["settlement.total"]) == (2, Decimal("100.10"))


def test_sorting_gives_another_list_both_ways(register: Register) -> None:
    whose = person(register, "张三")
    for total in ("300", "100", "200"):
        bill(register, stay(register, whose), total, "0", date(2020, 1, 1))
    listing = Listing(register, View(SETTLEMENT, (Column(Settlement.total),)), CLERK)
    up, down = listing.sorted("total", False), listing.sorted("total", True)
    assert [up.cells(row)[0] for row in range(3)] == ["100.00", "200.00", "300.00"]
    assert [down.id_at(row) for row in range(3)] == [up.id_at(row) for row in (2, 1, 0)]
    stays = Listing(register, View(TREATMENT), CLERK).sorted("settlement.total", True)
    assert stays.cells(0)[10] == "300.00"


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.name)
def test_every_offered_column_is_shown_sorted_and_found_by_its_key(register: Register, kind: RecordType) -> None:
    whose = person(register, "张三")
    bill(register, stay(register, whose), "100", "10")
    offered = columns.offered(kind)
    assert len({column.key for column in offered}) == len(offered)
    assert len({column.title for column in offered}) == len(offered)
    listing = Listing(register, View(kind, offered), CLERK)
    for column in offered:
        assert columns.find(kind, column.key) == column
        assert len(listing.sorted(column.key, True)) == len(listing)
    if len(listing):
        assert len(listing.cells(0)) == len(offered)


def test_an_unknown_column_is_refused(register: Register) -> None:
    for key in ("nonsense", "person.nonsense", "settlement.nonsense", "id"):
        with pytest.raises(Refusal, match="没有"):
            columns.find(TREATMENT, key)


def test_a_view_is_kept_and_comes_back_as_it_was(register: Register) -> None:
    disease = columns.find(PERSON, "diagnosis.disease")
    view = View(
        PERSON,
        (NAME, TOWN),
        (
            Condition(Column(Person.birth), Operator.BETWEEN, ("1950-01-01", "")),
            Condition(disease, Operator.AMONG, ("肺癌", "胃癌")),
        ),
        ((NAME, True),),
        flaw="no_number",
    )
    kept = views.dump(view)
    assert views.dump(views.load(PERSON, kept)) == kept
    assert [column.key for column in views.load(PERSON, kept).columns] == ["name", "town.name"]


def test_only_the_pages_looked_at_are_kept(register: Register) -> None:
    with keeping.deed(register) as act:
        for number in range(300):
            act.save(Place.new(name=f"地{number:03}", sort=10_000 + number))
    listing = Listing(register, View(BY_NAME["place"], (Column(Place.name),), (), ((Column(Place.sort), True),)), CLERK)
    shown = [listing.cells(row)[0] for row in range(300)]
    assert shown[:2] == ["地299", "地298"]
    assert all(before > after for before, after in pairwise(shown))
    statements = _counted_statements(register, lambda: [listing.cells(row) for row in range(300)])
    assert statements == 0


def _counted_statements(register: Register, job: object) -> int:
    told: list[str] = []
    with register.session():
        register.db.connection().set_trace_callback(told.append)
        job()  # type: ignore[operator]
        register.db.connection().set_trace_callback(None)
    return len(told)


def test_titles_are_said_for_every_record_type() -> None:
    assert columns.TITLES.keys() == {kind.model for kind in ALL}
    assert all(issubclass(model, Model) for model in columns.TITLES)
