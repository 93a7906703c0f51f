"""A public notice carries no number, phone, address, birth date or health, whatever list it is made from."""

from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from hfp_desk.excel import exporting
from hfp_desk.fields import Secrecy
from hfp_desk.kinds import Day, IdentityNumber, PersonName, Phone, VagueDay
from hfp_desk.papers.lists import print_notice
from hfp_desk.papers.notices import Notice
from hfp_desk.problems import Refusal
from hfp_desk.records import (
    AID,
    ALL,
    CHECKUP,
    DIAGNOSIS,
    FOLLOW_UP,
    IDENTITY,
    MANAGED_CASE,
    MEETING,
    PERSON,
    SCREENING,
    SETTLEMENT,
    TREATMENT,
    Column,
    Diagnosis,
    Household,
    Identity,
    Person,
    RecordType,
)
from hfp_desk.store import columns, notices
from hfp_desk.store.leaving import Leaving, Profile, leaving
from hfp_desk.store.listing import Condition, Operator, View
from hfp_desk.store.opening import Register
from tests.data.pdf_reading import by_pdfium
from tests.domain.listed import CLERK, NAME, VISITOR, diagnosis, household, keep, person

NUMBER, PHONE, STREET = "11010519491231002X", "13812345678", "观上街 12 号"
EVERY = [pytest.param(kind, id=kind.name) for kind in ALL]
ILL = (DIAGNOSIS, TREATMENT, SETTLEMENT, MANAGED_CASE, CHECKUP, FOLLOW_UP, SCREENING, AID)
WITHIN = (MEETING,)
"""Lists of which nothing at all is a public matter."""


def every_column(kind: RecordType) -> tuple[Column, ...]:
    """All columns there are: those a clerk may choose and every declared field."""
    found = [*columns.offered(kind), *(Column(field) for field in kind.fields)]
    return tuple({column.key: column for column in found}.values())


@pytest.fixture
def whose(register: Register) -> Person:
    """Somebody about whom the register knows everything."""
    home = household(register, number="3609820001", head_name="张大", address=STREET, phone=PHONE, size=3)
    found = person(register, "张三", id_number=NUMBER, phone=PHONE, household=home, remark=f"住{STREET}")
    keep(register, Identity.new(person=found, kind="02", number="D-77001", monthly=407, insured=3))
    diagnosis(register, found, "肺癌")
    return found


@pytest.mark.parametrize("kind", EVERY)
def test_no_column_of_any_list_is_a_danger(kind: RecordType) -> None:
    for column in every_column(kind):
        spec = columns.titled(column).spec
        if notices.may_stand(column):
            assert spec.secrecy is not Secrecy.HEALTH, column.key
            assert not isinstance(spec.kind, IdentityNumber | Phone), column.key
            assert "account" not in column.key
            if spec.secrecy is Secrecy.PERSONAL:
                assert not isinstance(spec.kind, Day | VagueDay), column.key
                assert isinstance(spec.kind, PersonName) or spec.published, column.key
                assert column.field.name not in ("address", "remark", "number", "id_key"), column.key


def test_a_notice_says_who_where_what_and_how_much() -> None:
    labels = {column.title for column in every_column(IDENTITY) if notices.may_stand(column)}
    assert {"乡镇", "行政村", "姓名", "身份类别", "月保障金"} <= labels
    assert not labels & {"证件号码", "联系电话", "出生日期", "残疾类别", "所患疾病", "备注", "证书编号", "户编号"}


def test_nothing_that_is_barred_becomes_open_by_a_declaration() -> None:
    specs = [columns.titled(column).spec for kind in ALL for column in every_column(kind)]
    wrong = [spec.label for spec in specs if spec.published and notices.barred(spec)]
    assert not wrong


@pytest.mark.parametrize("kind", EVERY)
def test_what_a_notice_holds_is_read_from_the_file(
    register: Register, whose: Person, tmp_path: Path, kind: RecordType
) -> None:
    view = View(kind, tuple(column for column in every_column(kind)))
    if kind in ILL:
        with pytest.raises(Refusal, match="谁患病"):
            leaving(view, CLERK, Profile.NOTICE, title="公示")
        return
    if kind in WITHIN:
        with pytest.raises(Refusal, match="没有一个栏目"):
            leaving(view, CLERK, Profile.NOTICE, title="公示")
        return
    left = leaving(view, CLERK, Profile.NOTICE, title="公示")
    target = tmp_path / "公示.xlsx"
    exporting.export(register, left, target)
    rows = CalamineWorkbook.from_path(target).get_sheet_by_index(0).to_python()
    text = "\n".join("|".join(map(str, row)) for row in rows)
    for secret in (NUMBER, PHONE, STREET, "1949-12-31", "肺癌", "D-77001"):
        assert secret not in text
    assert [column.title for column in left.view.shown] == rows[0]


def test_a_column_cannot_be_put_back(register: Register, whose: Person) -> None:
    """Whatever columns are asked for, those of a notice are what the fields allow."""
    wanted = (NAME, Column(Person.id_number), Column(Person.phone), Column(Person.health_status), Column(Person.birth))
    left = leaving(View(PERSON, wanted), CLERK, Profile.NOTICE, title="公示")
    assert [column.key for column in left.view.shown] == ["name"]
    assert left.dropped == ("证件号码", "联系电话", "健康状况", "出生日期")
    with pytest.raises(Refusal, match="没有一个栏目"):
        leaving(View(PERSON, wanted[1:]), CLERK, Profile.NOTICE, title="公示")


@pytest.mark.parametrize("kind", ILL, ids=lambda kind: kind.name)
def test_a_list_that_tells_who_is_ill_is_no_notice(kind: RecordType) -> None:
    with pytest.raises(Refusal, match=r"谁患病.*人员、户或身份清单"):
        leaving(View(kind), CLERK, Profile.NOTICE, title="公示")


@pytest.mark.parametrize(
    "condition",
    [
        Condition(columns.find(PERSON, "diagnosis.disease"), Operator.EQUALS, "肺癌"),
        Condition(Column(Diagnosis.restricted, summed_over=Diagnosis.person), Operator.EQUALS, True),
        Condition(columns.find(PERSON, "settlement.total"), Operator.PRESENT),
        Condition(Column(Person.health_status), Operator.CONTAINS, "病"),
    ],
    ids=["disease", "restricted", "bill", "health"],
)
def test_picking_the_ill_out_of_a_harmless_list_is_no_way_round(condition: Condition) -> None:
    with pytest.raises(Refusal, match="谁患病"):
        leaving(View(PERSON, (NAME,), (condition,)), CLERK, Profile.NOTICE, title="公示")


@pytest.mark.parametrize(
    "condition",
    [
        Condition(Column(Household.cause, (Person.household,)), Operator.EQUALS, "01"),
        Condition(Column(Household.cause, (Person.household,)), Operator.AMONG, ("因残", "因学")),
        Condition(Column(Person.id_document), Operator.EQUALS, "11"),
        Condition(columns.find(PERSON, "identity.kind"), Operator.AMONG, ("04",)),
    ],
    ids=["ill", "disabled", "card", "identity"],
)
def test_nor_is_picking_by_a_word_that_says_it(condition: Condition) -> None:
    with pytest.raises(Refusal, match="谁患病"):
        leaving(View(PERSON, (NAME,), (condition,)), CLERK, Profile.NOTICE, title="公示")


def test_picking_by_a_harmless_word_is_no_secret() -> None:
    asked = (Condition(columns.find(PERSON, "identity.kind"), Operator.AMONG, ("01", "02")),)
    assert leaving(View(PERSON, (NAME,), asked), CLERK, Profile.NOTICE, title="公示")


def test_an_identity_that_tells_of_health_is_put_up_nowhere(register: Register, whose: Person) -> None:
    keep(register, Identity.new(person=whose, kind="04"))
    left = leaving(View(IDENTITY), CLERK, Profile.NOTICE, title="公示")
    listing = left.listing(register)
    assert len(listing) == 1
    assert "农村低保对象" in listing.cells(0)
    people = leaving(View(PERSON, (NAME, columns.find(PERSON, "identity.kind"))), CLERK, Profile.NOTICE, title="公示")
    assert people.dropped == ("人员身份",)


def test_flaws_voided_records_and_telling_orders_stay_in_the_office(register: Register, whose: Person) -> None:
    with pytest.raises(Refusal, match="证件号码缺失或有误"):
        leaving(View(PERSON, (NAME,), flaw="no_number"), CLERK, Profile.NOTICE, title="公示")
    telling = ((Column(Person.health_status), True), (Column(Person.birth), False))
    left = leaving(View(PERSON, (NAME,), order=telling, include_void=True), CLERK, Profile.NOTICE, title="公示")
    assert not left.view.include_void
    assert [column.key for column, _ in left.view.order] == ["name"]


def test_who_sees_names_masked_publishes_them_masked(register: Register, whose: Person) -> None:
    left: Leaving = leaving(View(PERSON, (NAME,)), VISITOR, Profile.NOTICE, title="公示")
    assert left.listing(register).cells(0) == ("张○",)


def test_the_paper_says_title_period_and_phone(register: Register, whose: Person, tmp_path: Path) -> None:
    notice = Notice("农村低保对象公示", date(2026, 11, 23), date(2026, 11, 29), "0795-7362000")
    asked = (Condition(Column(Identity.kind), Operator.AMONG, ("02",)),)
    made = print_notice(register, View(IDENTITY, (), asked), tmp_path / "公示.pdf", CLERK, notice)
    words = by_pdfium(made.path)
    for wanted in ("农村低保对象公示", "2026-11-23 至 2026-11-29（7 天）", "监督电话：0795-7362000", "张三", "407.00"):
        assert wanted.replace(" ", "") in words.replace(" ", ""), wanted
    for secret in (NUMBER, PHONE, STREET, "肺癌", "条件"):
        assert secret not in words
    assert (made.told.people, made.told.reason, made.told.detail["profile"]) == (1, "公示", "公示")
    assert made.warnings == ()


def test_a_short_or_turned_period_is_told(register: Register, whose: Person, tmp_path: Path) -> None:
    short = Notice("公示", date(2026, 11, 23), date(2026, 11, 24))
    made = print_notice(register, View(IDENTITY), tmp_path / "公示.pdf", CLERK, short)
    assert any("不少于 5 天" in warning for warning in made.warnings)
    assert any("监督电话" in warning for warning in made.warnings)
    turned = Notice("公示", date(2026, 11, 23), date(2026, 11, 1))
    with pytest.raises(Refusal, match="早于开始日"):
        print_notice(register, View(IDENTITY), tmp_path / "二.pdf", CLERK, turned)
    with pytest.raises(Refusal, match="谁患病"):
        print_notice(register, View(TREATMENT), tmp_path / "三.pdf", CLERK, short)
    assert not (tmp_path / "三.pdf").exists()
    assert Household.select().count() == 1
