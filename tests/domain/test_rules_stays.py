from datetime import date

import pytest

from hfp_desk import policy
from hfp_desk.problems import Problem, Severity
from hfp_desk.rules import stays
from hfp_desk.rules.stays import Stay

ZHANGSHU = policy.load("zhangshu-2020").on(date(2020, 2, 1))
TODAY = date(2020, 3, 31)


def codes(found: list[Problem]) -> list[str]:
    return [problem.code for problem in found]


def stay(admitted: str, discharged: str, days: int | None = None) -> Stay:
    return Stay(date.fromisoformat(admitted), date.fromisoformat(discharged), days)


def test_a_plain_stay_has_no_problem() -> None:
    plain = stay("2020-01-07", "2020-02-02", 26)
    assert stays.dates(plain, TODAY, date(1960, 1, 1), date(2020, 2, 2)) == []
    assert stays.length(plain) is None


def test_discharge_before_admission_names_both_days() -> None:
    (problem,) = stays.dates(stay("2020-01-10", "2020-01-07"), TODAY)
    assert (problem.code, problem.severity) == ("E-DATE-ORDER", Severity.ERROR)
    assert (problem.found, problem.expected) == ("2020-01-07", "不早于 2020-01-10")


def test_future_birth_and_death() -> None:
    assert codes(stays.dates(stay("2020-04-01", "2020-04-02"), TODAY)) == ["E-DATE-FUTURE", "E-DATE-FUTURE"]
    assert codes(stays.dates(stay("2020-01-01", "2020-01-02"), TODAY, birth=date(2020, 1, 2))) == ["E-DATE-BIRTH"]
    after = stays.dates(stay("2020-01-05", "2020-01-06"), TODAY, died=date(2020, 1, 4))
    assert [(problem.code, problem.severity) for problem in after] == [("W-DATE-DEATH", Severity.WARNING)]


@pytest.mark.parametrize(("days", "wrong"), [(3, False), (4, False), (2, True), (5, True), (None, False)])
def test_both_ways_of_counting_days_are_in_use(days: int | None, wrong: bool) -> None:
    assert (stays.length(stay("2020-01-01", "2020-01-04", days)) is not None) is wrong


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [("2000-03-01", "2020-02-29", 19), ("2000-03-01", "2020-03-01", 20), ("2000-02-29", "2019-02-28", 18)],
)
def test_age_in_completed_years(birth: str, day: str, age: int) -> None:
    assert stays.age_on(date.fromisoformat(birth), date.fromisoformat(day)) == age


def test_a_childrens_disease_in_a_grown_up_is_a_warning() -> None:
    leukaemia = policy.disease("child-leukaemia")
    (problem,) = stays.disease_and_person(leukaemia, "1", date(1969, 1, 12), TODAY)
    assert (problem.code, problem.severity, problem.found) == ("W-DISEASE-AGE", Severity.WARNING, "51 周岁")
    assert stays.disease_and_person(leukaemia, "1", date(2005, 4, 1), TODAY) == []
    assert codes(stays.disease_and_person(leukaemia, "1", date(2005, 3, 31), TODAY)) == ["W-DISEASE-AGE"]


def test_a_womans_disease_in_a_man_is_a_warning() -> None:
    cervix = policy.disease("cervix-cancer")
    assert codes(stays.disease_and_person(cervix, "1", None, None)) == ["W-DISEASE-SEX"]
    assert stays.disease_and_person(cervix, "2", None, None) == []
    assert stays.disease_and_person(cervix, "9", None, None) == []


def test_a_name_that_its_code_contradicts() -> None:
    problem = stays.disease_and_code(ZHANGSHU, "肺癌", "C16.900")
    assert problem is not None
    assert (problem.code, problem.expected) == ("W-DISEASE-CODE", "C34")
    assert stays.disease_and_code(ZHANGSHU, "肺癌", "C34.900") is None
    assert stays.disease_and_code(ZHANGSHU, "某病", "C34.900") is None


def test_out_of_area_without_referral() -> None:
    assert stays.referral(Stay(area="2"), ZHANGSHU) is not None
    assert stays.referral(Stay(area="2", referral=stays.REFERRED), ZHANGSHU) is None
    assert stays.referral(Stay(area="1"), ZHANGSHU) is None
    assert stays.referral(Stay(area="2", mode="2"), ZHANGSHU) is None
    assert stays.referral(Stay(), ZHANGSHU) is None


def test_treatment_before_payment_within_the_scope_word() -> None:
    refused = Stay(area="1", treat_first=False)
    problem = stays.treat_first(refused, ZHANGSHU, entitled=True)
    assert problem is not None
    assert problem.message.startswith("市域内住院")
    assert stays.treat_first(refused, ZHANGSHU, entitled=False) is None
    assert stays.treat_first(Stay(area="2", treat_first=False), ZHANGSHU, entitled=True) is None
    assert stays.treat_first(Stay(area="1"), ZHANGSHU, entitled=True) is None


def test_stays_that_overlap() -> None:
    first, inside = stay("2020-01-01", "2020-01-20"), stay("2020-01-05", "2020-01-08")
    later, next_day = stay("2020-01-15", "2020-01-25"), stay("2020-01-25", "2020-01-30")
    assert codes(stays.overlaps([later, next_day, inside, first])) == ["W-STAY-OVERLAP", "W-STAY-OVERLAP"]
    assert stays.overlaps([first, stay("2020-01-20", "2020-01-21")]) == []
