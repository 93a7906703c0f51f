from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from hfp_desk.rules import identity_number as rule
from hfp_desk.rules.identity_number import IdNumberError

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
births = st.dates(date(1900, 1, 1), date(2020, 12, 31))
sequences = st.integers(1, 999)
counties = st.sampled_from(["360982", "110105", "440524", "371402", "450123"])


def first_17(county: str, birth: date, sequence: int) -> str:
    return f"{county}{birth:%Y%m%d}{sequence:03d}"


def refusal(text: str) -> IdNumberError:
    with pytest.raises(IdNumberError) as refused:
        rule.read(text)
    return refused.value


@pytest.mark.parametrize(
    ("text", "key", "birth", "sex", "kind"),
    [
        ("11010519491231002X", "11010519491231002X", date(1949, 12, 31), "2", "18"),
        ("440524188001010014", "440524188001010014", date(1880, 1, 1), "1", "18"),
        ("110105491231002", "11010519491231002X", date(1949, 12, 31), "2", "15"),
        ("440524800101001", "440524198001010013", date(1980, 1, 1), "1", "15"),
        ("11010519491231002X43", "11010519491231002X", date(1949, 12, 31), "2", "20"),
        ("11010519491231002x71b2", "11010519491231002X", date(1949, 12, 31), "2", "22"),
    ],
)
def test_numbers_that_hold(text: str, key: str, birth: date, sex: str, kind: str) -> None:
    number = rule.read(text)
    assert (number.key, number.birth, number.sex, number.kind) == (key, birth, sex, kind)


@pytest.mark.parametrize(
    "text",
    [
        "１１０１０５１９４９１２３１００２Ｘ",
        " 110105 19491231 002x ",
        "'110105-19491231-002X",
        "110105\u00a0194912\n31002X",
    ],
)
def test_spelling_is_folded(text: str) -> None:
    assert rule.read(text).text == "11010519491231002X"


def test_a_disability_card_says_kind_and_grade() -> None:
    number = rule.read("11010519491231002X43B1")
    assert (number.text, number.disability_kind, number.disability_grade) == ("11010519491231002X43B1", "4", "3")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "E-ID-EMPTY"),
        ("无", "E-ID-EMPTY"),
        ("-", "E-ID-EMPTY"),
        ("1101051949123100", "E-ID-LENGTH"),
        ("110105194912310021", "E-ID-CHECK"),
        ("110105194913310021", "E-ID-DATE"),
        ("11010529491231002X", "E-ID-DATE"),
        ("110105490230002", "E-ID-DATE"),
        ("110105491231996", "E-ID-DATE"),
        ("990105194912310021", "E-ID-AREA"),
        ("1101051949A2310021", "E-ID-CHARS"),
        ("1101051949****002X", "E-ID-CHARS"),
        ("11010519491231002B", "E-ID-CHARS"),
        ("1101054912310X2", "E-ID-CHARS"),
        ("11010519491231002X4311", "E-ID-CHARS"),
        ("6.22E+17", "E-ID-LOST"),
        ("6.22426199001011E+17", "E-ID-LOST"),
        ("622426199001011000", "E-ID-LOST"),
        ("11010519491231002X83", "E-ID-GRADE"),
        ("11010519491231002X40", "E-ID-GRADE"),
        ("11010519491231003X43", "E-ID-CHECK"),
    ],
)
def test_numbers_that_do_not_hold_are_refused_by_name(text: str, code: str) -> None:
    error = refusal(text)
    assert error.code == code
    assert str(error).endswith("。")


def test_the_expected_check_digit_is_named() -> None:
    error = refusal("110105194912310021")
    assert error.expected == "X"
    assert "应为 X，现为 1" in str(error)


def test_a_birth_later_than_the_day_of_judgement_is_refused() -> None:
    with pytest.raises(IdNumberError, match="出生日期"):
        rule.read("11010519491231002X", today=date(1949, 12, 30))
    assert rule.read("11010519491231002X", today=date(1949, 12, 31))


@pytest.mark.parametrize(
    ("cell", "lost"),
    [(622426199001011000, True), (6.22426199001011e17, True), (110105491231002.0, False), (1e15, True)],
)
def test_a_number_cell_beyond_15_digits_has_lost_its_end(cell: float, lost: bool) -> None:
    assert rule.lost_digits(cell) is lost


def test_sentence_and_parsed_agree_with_read() -> None:
    assert rule.sentence("11010519491231002X") == ""
    assert rule.parsed("110105194912310021") is None
    assert rule.sentence("110105194912310021") == str(refusal("110105194912310021"))


@given(st.from_regex(r"[0-9]{17}", fullmatch=True))
def test_the_check_digit_is_the_weighted_sum_of_the_standard(digits: str) -> None:
    total = sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=True))
    assert rule.check_digit(digits) == "10X98765432"[total % 11]


@given(counties, births, sequences)
def test_an_independent_reader_agrees_on_good_numbers(county: str, birth: date, sequence: int) -> None:
    start = first_17(county, birth, sequence)
    number = rule.read(start + rule.check_digit(start))
    assert ric.calc_check_digit(number.key) == number.key[17]
    assert (number.birth, number.sex) == (ric.get_birth_date(number.key), "12"[sequence % 2 == 0])


@given(counties, births, sequences, st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(county: str, birth: date, sequence: int, place: int, shift: int) -> None:
    start = first_17(county, birth, sequence)
    good = start + rule.check_digit(start)
    old = "0123456789X".index(good[place])
    wrong = good[:place] + str((old + shift) % 10) + good[place + 1 :]
    if wrong != good:
        assert rule.parsed(wrong) is None


@given(counties, st.dates(date(1910, 1, 1), date(1999, 9, 30)), st.integers(1, 995))
def test_a_number_of_15_digits_joins_the_one_of_18(county: str, birth: date, sequence: int) -> None:
    start = first_17(county, birth, sequence)
    old = rule.read(start[:6] + start[8:])
    assert old.key == start + rule.check_digit(start)
    assert rule.upgrade15(old.text) == old.key


@given(st.text(max_size=24))
def test_anything_is_either_a_number_or_a_sentence(text: str) -> None:
    assert (rule.parsed(text) is None) == bool(rule.sentence(text))
