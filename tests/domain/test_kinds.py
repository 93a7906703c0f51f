"""The law of every kind: what is shown reads back as the same value; what cannot be read says so."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hfp_desk.kinds import (
    Choice,
    Choices,
    Day,
    IdentityNumber,
    Kind,
    Money,
    PersonName,
    Phone,
    Text,
    Unreadable,
    VagueDay,
    Whole,
    YesNo,
)

KINDS: tuple[Kind, ...] = (
    Text(),
    PersonName(),
    Phone(),
    IdentityNumber(),
    Day(),
    VagueDay(),
    Whole(),
    Money(),
    YesNo(),
    Choice(codes="sex"),
    Choices(codes="health_status"),
)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_nothing_reads_as_the_empty_value_and_shows_as_nothing(kind: Kind) -> None:
    assert kind.read("") == kind.empty
    assert kind.read(None) == kind.empty
    assert kind.show(kind.empty) == ""


@given(st.dates(date(1920, 1, 1), date(2099, 12, 31)))
def test_a_day_reads_in_every_spelling_of_the_office(day: date) -> None:
    spellings = (
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        datetime(day.year, day.month, day.day, 9, 30),
        (day - date(1899, 12, 30)).days,
        Day().show(day),
    )
    assert {Day().read(spelling) for spelling in spellings} == {day}


@pytest.mark.parametrize("wrong", ["2020-02-30", "20201301", "昨天", "2020-3", "99.5.1", 12])
def test_a_day_that_does_not_exist_or_is_not_whole_is_refused(wrong: object) -> None:
    with pytest.raises(Unreadable) as refused:
        Day().read(wrong)
    assert refused.value.code == "E-DATE"
    assert str(wrong) in str(refused.value)


@pytest.mark.parametrize(
    ("written", "known"),
    [("201312", "2013-12"), ("2018-07", "2018-07"), ("2013年", "2013"), (2013.0, "2013"), ("2013.5.6", "2013-05-06")],
)
def test_a_vague_day_keeps_just_what_is_known(written: object, known: str) -> None:
    assert VagueDay().read(written) == known
    assert VagueDay().read(VagueDay().show(known)) == known


@given(st.decimals(Decimal("-9999999.99"), Decimal("9999999.99"), places=2))
def test_money_reads_back_to_the_fen(amount: Decimal) -> None:
    assert Money().read(Money().show(amount)) == amount
    assert Money().read(float(amount)) == amount
    assert Money().read(f"¥{amount} 元") == amount


@pytest.mark.parametrize(
    ("written", "fen"), [("48,025.29", "48025.29"), ("1.2万", "12000"), ("３８２１４．５", "38214.5")]
)
def test_money_as_offices_write_it(written: str, fen: str) -> None:
    assert Money().read(written) == Decimal(fen)


@pytest.mark.parametrize(("written", "code"), [("1.234", "E-MONEY-FEN"), ("约三千", "E-MONEY"), ("1e30", "E-MONEY")])
def test_money_that_is_no_money_is_refused(written: str, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        Money().read(written)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "written",
    ["36098219640610292x", " 360982 19640610 292X", "３６０９８２１９６４０６１０２９２Ｘ", "'36098219640610292X"],
)
def test_an_identity_number_is_folded_but_not_repaired(written: str) -> None:
    assert IdentityNumber().read(written) == "36098219640610292X"


@pytest.mark.parametrize("lost", [3.60982195001011e17, 360982195001011000, "3.60982E+17"])
def test_an_identity_number_whose_digits_are_lost_is_refused_in_these_words(lost: object) -> None:
    with pytest.raises(Unreadable, match="末三位已丢失") as refused:
        IdentityNumber().read(lost)
    assert refused.value.code == "E-ID-LOST"


def test_fifteen_digits_typed_as_a_number_are_whole() -> None:
    assert IdentityNumber().read(110105491231002.0) == "110105491231002"


def test_a_name_loses_padding_and_keeps_rare_characters() -> None:
    assert PersonName().read("张  三") == "张三"
    assert PersonName().read("徐𬱖") == "徐𬱖"
    assert PersonName().read("买买提•艾力") == "买买提·艾力"


def test_a_choice_reads_code_label_and_synonym_and_names_what_is_offered() -> None:
    assert {Choice(codes="sex").read(word) for word in ("1", 1.0, "男")} == {"1"}
    with pytest.raises(Unreadable, match="性别") as refused:
        Choice(codes="sex").read("雄")
    assert "男" in refused.value.expected


def test_several_choices_are_kept_in_the_order_of_their_list() -> None:
    kind = Choices(codes="health_status")
    both = kind.read("残疾、长期慢性病")
    assert both == kind.read("长期慢性病,残疾")
    assert len(both) == 2
    assert kind.read(kind.show(both)) == both


@pytest.mark.parametrize(("written", "value"), [("是", True), ("√", True), (1.0, True), ("否", False), ("×", False)])
def test_yes_and_no(written: object, value: bool) -> None:
    assert YesNo().read(written) is value


def test_a_phone_is_eleven_digits_or_a_fixed_line() -> None:
    assert Phone().read("138 0000 0000") == "13800000000"
    assert Phone().read("0795-7331234") == "0795-7331234"
    with pytest.raises(Unreadable, match="11 位手机号"):
        Phone().read("1234")


def test_whole_numbers_stay_in_their_range() -> None:
    assert Whole(high=60).read("4人") == 4
    with pytest.raises(Unreadable, match="0 到 60"):
        Whole(high=60).read(61)
