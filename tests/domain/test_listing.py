"""Lists: what they hold, in which order, what is added up, and that a long one is one state of the register."""

import threading
from dataclasses import replace
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
    Treatment,
    Unread,
)
from hfp_desk.store import columns, flaws, keeping, places, snapshot, views
from hfp_desk.store.listing import Condition, Listing, Operator, View
from hfp_desk.store.opening import Register
from tests.domain.listed import (
    CLERK,
    HELPER,
    VISITOR,
    bill,
    diagnosis,
    household,
    keep,
    person,
    place,
    stay,
    village_of,
)

NAME = Column(Person.name)
TOWN = Column(Place.name, (Person.town,))
VILLAGE = Column(Place.name, (Person.village,))


def names(register: Register, *conditions: Condition, **more: object) -> list[str]:
    """The names of the persons a view holds, in its order."""
    view = View(PERSON, (NAME,), conditions, **more)  # type: ignore[arg-type]
    listing = Listing(register, view, CLERK)
    return [listing.cells(row)[0] for row in range(len(listing))]


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


@pytest.mark.parametrize(
    ("operator", "value", "found"),
    [
        (Operator.EQUALS, "张三", ["张三"]),
        (Operator.CONTAINS, "三", ["张三"]),
        (Operator.CONTAINS, "%", []),
        (Operator.AMONG, ("张三", "李四"), ["李四", "张三"]),
        (Operator.AMONG, (), []),
        (Operator.EMPTY, None, ["李四"]),
        (Operator.PRESENT, None, ["张三"]),
    ],
)
def test_conditions_on_own_fields(register: Register, operator: Operator, value: object, found: list[str]) -> None:
    person(register, "张三", phone="13800000000")
    person(register, "李四")
    column = Column(Person.phone) if operator in (Operator.EMPTY, Operator.PRESENT) else NAME
    assert names(register, Condition(column, operator, value)) == found


@pytest.mark.parametrize(
    ("column", "operator", "value", "fits"),
    [
        (Column(Person.birth), Operator.BETWEEN, (date(1949, 1, 1), date(1949, 12, 31)), True),
        (Column(Person.birth), Operator.BETWEEN, ("1950-01-01", ""), False),
        (Column(Person.birth), Operator.BETWEEN, ("", "19491231"), True),
        (Column(Person.sex), Operator.EQUALS, "女", True),
        (Column(Person.sex), Operator.AMONG, ("1",), False),
        (Column(Person.sex), Operator.CONTAINS, "女", True),
        (Column(Person.health_status), Operator.AMONG, ("4",), True),
        (Column(Person.health_status), Operator.EQUALS, ("2",), True),
        (Column(Person.health_status), Operator.AMONG, ("1", "3"), False),
        (Column(Person.recognised_on), Operator.BETWEEN, ("2013-06-01", "2014-01-31"), True),
        (Column(Person.recognised_on), Operator.BETWEEN, ("2014-01-01", ""), False),
        (Column(Person.basic_insurance), Operator.EQUALS, "是", True),
        (Column(Person.basic_insurance), Operator.EQUALS, False, False),
        (Column(Person.died_on), Operator.EMPTY, None, True),
        (Column(Person.work_months), Operator.BETWEEN, (3, 6), True),
    ],
)
def test_each_kind_of_value_is_compared_in_its_own_way(
    register: Register, column: Column, operator: Operator, value: object, fits: bool
) -> None:
    person(
        register,
        "张三",
        id_number="11010519491231002X",
        health_status=("2", "4"),
        recognised_on="2013",
        basic_insurance=True,
        work_months=6,
    )
    assert names(register, Condition(column, operator, value)) == (["张三"] if fits else [])


def test_a_value_nobody_can_read_is_refused_in_words(register: Register) -> None:
    with pytest.raises(Refusal, match=r"出生日期.*改正"):
        names(register, Condition(Column(Person.birth), Operator.BETWEEN, ("去年", "")))


def test_a_place_takes_in_what_lies_below_and_what_was_merged_into_it(register: Register) -> None:
    old, new = village_of("临江镇", 0), village_of("临江镇", 1)
    person(register, "张三", "临江镇", 0)
    person(register, "李四", "临江镇", 1)
    person(register, "王五", "永泰镇")
    assert names(register, Condition(TOWN, Operator.EQUALS, "临江镇")) == ["张三", "李四"]
    assert names(register, Condition(VILLAGE, Operator.AMONG, (new.id,))) == ["李四"]
    assert names(register, Condition(VILLAGE, Operator.EQUALS, str(new.id))) == ["李四"]
    assert len(names(register, Condition(TOWN, Operator.EQUALS, "360982"))) == 3
    places.add_alias(register, place("永泰镇"), "永泰街")
    assert names(register, Condition(Column(Person.town), Operator.EQUALS, "永泰街")) == ["王五"]
    places.merge(register, old, new, date(2020, 1, 1))
    for asked in (old.id, new.id, old.code):
        assert names(register, Condition(VILLAGE, Operator.EQUALS, asked)) == ["张三", "李四"]
    with pytest.raises(Refusal, match="没有名为“没这个镇”"):
        names(register, Condition(TOWN, Operator.EQUALS, "没这个镇"))


def test_a_person_whose_town_is_not_entered_is_found_by_the_village(register: Register) -> None:
    keep(register, Person.new(name="张三", village=village_of("临江镇")))
    assert names(register, Condition(TOWN, Operator.EQUALS, "临江镇")) == ["张三"]


def test_empty_means_that_the_link_or_what_it_points_at_is_empty(register: Register) -> None:
    person(register, "张三", household=household(register, number="1", phone="13800000000"))
    person(register, "李四", household=household(register, number="2"))
    person(register, "王五")
    phone = columns.find(PERSON, "household.phone")
    assert names(register, Condition(phone, Operator.EMPTY)) == ["李四", "王五"]
    assert names(register, Condition(phone, Operator.PRESENT)) == ["张三"]
    assert names(register, Condition(Column(Person.household), Operator.EMPTY)) == ["王五"]


def test_conditions_on_children_and_on_the_children_of_a_link(register: Register) -> None:
    ill, well = person(register, "张三"), person(register, "李四")
    diagnosis(register, ill, "肺癌")
    keep(register, Identity.new(person=well, kind="02"))
    stay(register, ill, "肺癌")
    stay(register, well, "感冒")
    disease = columns.find(PERSON, "diagnosis.disease")
    assert names(register, Condition(disease, Operator.EQUALS, "肺癌")) == ["张三"]
    assert names(register, Condition(disease, Operator.EMPTY)) == ["李四"]
    identity = columns.find(TREATMENT, "person.identity.kind")
    view = View(TREATMENT, (Column(Treatment.disease),), (Condition(identity, Operator.AMONG, ("低保",)),))
    assert Listing(register, view, CLERK).cells(0) == ("感冒",)


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


def test_flaws_mark_rows_and_can_be_listed_alone(register: Register) -> None:
    good = person(register, "张三", id_number="11010519491231002X")
    bad = person(register, "李四", id_number="110105194912310021")
    listing = Listing(register, View(PERSON), CLERK)
    assert [listing.flag(listing.find_row(one.id)) for one in (good, bad)] == ["", "error"]
    assert names(register, flaw=flaws.NO_NUMBER.name) == ["李四"]
    Unread.new(kind="person", record=good.id, field="birth", written="去年", sentence="看不懂").save()
    assert names(register, flaw=flaws.UNREAD) == ["张三"]
    assert Listing(register, View(PERSON, only=(good.id,)), CLERK).flag(0) == "warn"


@pytest.mark.parametrize(
    ("amounts", "unbalanced"),
    [
        ({"total": 100, "own_share": 10, "basic": 90}, False),
        ({"total": 100, "own_share": 10, "basic": 80, "other": Decimal("9.99")}, True),
        ({"total": 100, "own_share": None, "basic": 90}, False),
        ({"total": 100, "own_share": None, "basic": 101}, True),
        ({"total": None, "own_share": 10, "basic": 90}, False),
        ({"total": -100, "own_share": -10, "basic": -90}, False),
    ],
)
def test_a_bill_that_does_not_balance_is_listed(
    register: Register, amounts: dict[str, object], unbalanced: bool
) -> None:
    keep(register, Settlement.new(person=person(register, "张三"), **amounts))
    assert len(Listing(register, View(SETTLEMENT, flaw=flaws.UNBALANCED.name), CLERK)) == unbalanced
    told = {problem.code for problem in SETTLEMENT.rules[0](Settlement.get())}
    assert ("E-MONEY-BALANCE" in told) == unbalanced


def test_restricted_diagnoses_are_hidden_and_cannot_be_found_by_asking(register: Register) -> None:
    whose = person(register, "张三")
    diagnosis(register, whose, "精神分裂症", restricted=True)
    secret = stay(register, whose, "精神分裂症", restricted=True)
    stay(register, whose, "肺癌")
    bill(register, secret, "100", "10")
    disease, total = Column(Treatment.disease), columns.find(TREATMENT, "settlement.total")
    view = View(TREATMENT, (disease, total), (), ((disease, False),))
    hidden = Listing(register, view, HELPER)
    assert [hidden.cells(row) for row in range(2)] == [("保密", ""), ("肺癌", "")]
    assert [Listing(register, view, CLERK).cells(row)[0] for row in range(2)] == ["精神分裂症", "肺癌"]
    asked = Condition(disease, Operator.EQUALS, "精神分裂症")
    assert len(hidden.narrowed(asked)) == 0
    assert len(Listing(register, view, CLERK).narrowed(asked)) == 1
    bills = Listing(register, View(SETTLEMENT, (Column(Settlement.total),)), HELPER)
    assert (bills.cells(0), bills.raw(0), bills.totals()) == (("保密",), ("保密",), "1 条")
    child = columns.find(PERSON, "diagnosis.disease")
    assert Listing(register, View(PERSON, (child,)), HELPER).cells(0) == ("",)
    assert names(register, Condition(child, Operator.PRESENT)) == ["张三"]
    of_helper = View(PERSON, (NAME,), (Condition(child, Operator.PRESENT),))
    assert len(Listing(register, of_helper, HELPER)) == 0


def test_a_visitor_sees_no_whole_name_or_number_anywhere(register: Register) -> None:
    whose = person(register, "张三", id_number="11010519491231002X", phone="13812345678")
    bill(register, stay(register, whose), "100", "10")
    for kind in ALL:
        listing = Listing(register, View(kind, columns.offered(kind)), VISITOR)
        for row in range(len(listing)):
            texts = [*listing.cells(row), *map(str, listing.raw(row))]
            assert not any(secret in text for text in texts for secret in ("张三", "11010519491231002X", "13812345678"))


@pytest.fixture
def many(register: Register, monkeypatch: pytest.MonkeyPatch) -> Register:
    """A list that counts as long: the limit is lowered, everything else is as it is with a million rows."""
    monkeypatch.setattr(snapshot, "FEW", 10)
    monkeypatch.setattr(snapshot, "PORTION", 7)
    towns = ("临江镇", "永泰镇", "临江镇")
    with keeping.deed(register) as act:
        people = [Person.new(name=name, town=place(town)) for name, town in zip("张李王", towns, strict=True)]
        people.append(Person.new(name="无乡镇"))
        for one in people:
            act.save(one)
        for number in range(40):
            whose = people[number % 4] if number % 9 else None
            first = Treatment.new(person=whose, disease=f"病{number % 3}")
            act.save(first)
            day = date(2020, 1 + number % 5, 1)
            act.save(Settlement.new(person=whose, treatment=first, settled_on=day, total=Decimal(number % 6)))
    return register


def rows_of(listing: Listing) -> list[int]:
    return [listing.id_at(row) for row in range(len(listing))]


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize(
    "key", ["settled_on", "total", "person.town.name", "person.name", "treatment.disease", "basic"]
)
def test_a_long_list_read_in_portions_has_the_order_of_a_short_one(
    many: Register, monkeypatch: pytest.MonkeyPatch, key: str, descending: bool
) -> None:
    long = Listing(many, View(SETTLEMENT), CLERK).sorted(key, descending)
    values = Listing(many, View(SETTLEMENT, (columns.find(SETTLEMENT, key),)), CLERK)
    known = {values.id_at(row): values.raw(row)[0] for row in range(len(values))}
    monkeypatch.setattr(snapshot, "FEW", 1000)
    short = Listing(many, View(SETTLEMENT), CLERK).sorted(key, descending)
    assert [known[record] for record in rows_of(long)] == [known[record] for record in rows_of(short)]
    assert sorted(rows_of(long)) == sorted(rows_of(short)) == sorted(known)


def test_a_long_list_is_filtered_as_a_short_one_is(many: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = (
        Condition(columns.find(SETTLEMENT, "person.town.name"), Operator.EQUALS, "临江镇"),
        Condition(Column(Settlement.total), Operator.BETWEEN, (0, 4)),
        Condition(columns.find(SETTLEMENT, "treatment.disease"), Operator.AMONG, ("病0", "病1", "病2")),
    )
    long = Listing(many, View(SETTLEMENT, conditions=asked), CLERK)
    found, sums = rows_of(long), long.sums()
    monkeypatch.setattr(snapshot, "FEW", 1000)
    short = Listing(many, View(SETTLEMENT, conditions=asked), CLERK)
    assert len(found) > 10
    assert sorted(found) == sorted(rows_of(short))
    assert sums == short.sums()


def test_a_long_list_shows_one_state_of_the_register_while_others_save(many: Register) -> None:
    listing = Listing(many, View(SETTLEMENT), CLERK)
    first = listing.id_at(0)
    before = len(listing)
    keeping.save(many, Settlement.new(settled_on=date(2019, 1, 1), total=Decimal(1)))
    keeping.void(many, Settlement.get_by_id(listing.id_at(1)), "录错")
    assert len(set(rows_of(listing))) == before == 40
    assert listing.id_at(0) == first
    assert listing.flag(1) == "void"
    again = Listing(many, View(SETTLEMENT), CLERK)
    assert again.find_row(Settlement.select().order_by(Settlement.id.desc()).get().id) == 0
    assert again.find_row(10_000) == -1


def test_any_thread_may_read_a_long_list(many: Register) -> None:
    listing = Listing(many, View(SETTLEMENT), CLERK)
    read: list[tuple[str, ...]] = []
    thread = threading.Thread(target=lambda: read.append(listing.cells(len(listing) - 1)))
    thread.start()
    thread.join()
    assert read == [listing.cells(len(listing) - 1)]
    listing.close()
    assert listing.id_at(len(listing) - 1)


def test_persons_without_a_search_entry_are_not_lost(many: Register) -> None:
    with keeping.deed(many) as act:
        for number in range(12):
            act.save(Person.new(name=f"钱{number}"))
    many.db.execute_sql('DELETE FROM "search_entry" WHERE "id"%2=0')
    listing = Listing(many, View(PERSON), CLERK).sorted("name", False)
    assert sorted(rows_of(listing)) == sorted(one.id for one in Person.select(Person.id))


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


def test_a_list_of_many_named_records_is_made(register: Register) -> None:
    whose = person(register, "张三")
    view = View(PERSON, (NAME,), only=tuple(range(whose.id, whose.id + 200_000)))
    assert Listing(register, view, CLERK).cells(0) == ("张三",)
    assert len(Listing(register, replace(view, only=()), CLERK)) == 0


def test_titles_are_said_for_every_record_type() -> None:
    assert columns.TITLES.keys() == {kind.model for kind in ALL}
    assert all(issubclass(model, Model) for model in columns.TITLES)
