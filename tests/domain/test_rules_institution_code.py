import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from hfp_desk.rules import institution_code as rule
from hfp_desk.rules.institution_code import InstitutionCodeError

SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def test_check_characters_of_the_standards() -> None:
    assert rule.organisation_check("D2143569") == "X"
    assert rule.credit_check("91350100M000100Y4") == "3"


@pytest.mark.parametrize(
    ("text", "kind", "area", "type_code"),
    [
        ("D2143569X36098211C2201", "22", "360982", "C220"),
        ("PDY00012336098211D6001", "22", "360982", "D600"),
        ("110221000133", "12", "110221", ""),
        ("91350100M000100Y43", "credit", "350100", ""),
        ("H36098200123", "insurer", "360982", ""),
        ("ｈ３６０９８２００１２３", "insurer", "360982", ""),
    ],
)
def test_the_four_kinds_are_told_apart(text: str, kind: str, area: str, type_code: str) -> None:
    code = rule.read(text)
    assert (code.kind, code.area, code.type_code) == (kind, area, type_code)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "E-ORG-EMPTY"),
        ("12345", "E-ORG-FORM"),
        ("D2143569136098211C2201", "E-ORG-CHECK"),
        ("91350100M000100Y44", "E-ORG-CHECK"),
        ("H99098200123", "E-ORG-AREA"),
    ],
)
def test_codes_that_do_not_hold_are_refused(text: str, code: str) -> None:
    with pytest.raises(InstitutionCodeError) as refused:
        rule.read(text)
    assert refused.value.code == code


def test_the_expected_character_is_named() -> None:
    with pytest.raises(InstitutionCodeError, match="应为 3，现为 4"):
        rule.read("91350100M000100Y44")


@given(st.text(SIGNS, min_size=9, max_size=9))
def test_an_independent_reader_agrees_on_credit_codes(tail: str) -> None:
    first_17 = "91360982" + tail
    assert uscc.is_valid(first_17 + rule.credit_check(first_17))
