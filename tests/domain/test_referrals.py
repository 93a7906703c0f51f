"""What is treated outside the county most often, and what paired assistance brought."""

from datetime import date
from decimal import Decimal

import pytest

from hfp_desk.policy import load
from hfp_desk.records import Assessment
from hfp_desk.store import assessing, referrals
from hfp_desk.store.opening import Register
from tests.domain.listed import CLERK, HELPER, keep, person, stay
from tests.domain.posted import pair

ZS, NN = load("zhangshu-2020"), load("nanning-2017")


class TestIllnessesTreatedOutside:
    @pytest.fixture
    def stays(self, register: Register) -> Register:
        whose = person(register, "张三")
        placed = (("肺癌", "2", 3), ("肺癌", "1", 1), ("脑卒中", "3", 1), ("脑卒中", "1", 1), ("高血压", "1", 4))
        for disease, area, number in placed:
            for day in range(number):
                stay(register, whose, disease, standard_disease=disease, area=area, admitted=date(2019, 5, 1 + day))
        stay(register, whose, "艾滋病", standard_disease="艾滋病", area="4", admitted=date(2019, 6, 1), restricted=True)
        stay(register, whose, "白内障", area="4", admitted=date(2017, 3, 31))
        stay(register, whose, "白内障", area="4", admitted=date(2019, 7, 1), kind="2")
        stay(register, whose, "肺癌", area="", admitted=date(2019, 7, 1))
        return register

    def test_the_highest_share_comes_first_with_its_specialty(self, stays: Register) -> None:
        found = referrals.most_referred(stays, HELPER, date(2020, 3, 31), NN)
        assert [(one.disease, one.outside, one.stays, one.rate, one.specialty) for one in found.top] == [
            ("肺癌", 3, 4, Decimal("75.0"), "肿瘤科"),
            ("脑卒中", 1, 2, Decimal("50.0"), "神经内科"),
        ]
        assert (found.since, found.wanted, found.given) == (date(2017, 4, 1), 5, True)
        assert (found.stays, found.unplaced) == (11, 1)
        assert found.specialties == ("肿瘤科", "神经内科")
        assert not referrals.most_referred(stays, HELPER, date(2020, 3, 31), ZS).given

    def test_who_may_know_is_told_of_restricted_illnesses_and_nobody_else(self, stays: Register) -> None:
        day = date(2020, 3, 31)
        assert referrals.most_referred(stays, CLERK, day, NN).top[0].disease == "艾滋病"
        assert referrals.outside(stays, HELPER, "艾滋病", date(2017, 4, 1), day) == ()
        assert len(referrals.outside(stays, CLERK, "艾滋病", date(2017, 4, 1), day)) == 1

    def test_the_stays_behind_a_number_are_as_many(self, stays: Register) -> None:
        found = referrals.most_referred(stays, HELPER, date(2020, 3, 31), NN)
        for one in found.top:
            assert len(referrals.outside(stays, HELPER, one.disease, found.since, found.until)) == one.outside
        assert referrals.latest(stays, HELPER, date(2020, 3, 31)) == date(2019, 7, 1)


def test_the_effect_of_a_partnership_is_that_of_its_latest_assessment(register: Register) -> None:
    of = pair(register)
    before = {"outpatients_before": 1200, "outpatients_after": 1500, "referred_before": Decimal("21.5")}
    keep(register, Assessment.new(partnership=of, period="2018", assessed_on=date(2018, 12, 1), outpatients_after=9))
    known = {**before, "referred_after": Decimal("17.3"), "inpatients_before": 0, "inpatients_after": 4}
    keep(register, Assessment.new(partnership=of, period="2019", assessed_on=date(2019, 12, 1), grade="1", **known))
    keep(register, Assessment.new(partnership=of, period="2020", assessed_on=date(2020, 3, 1)))
    effect = assessing.effects(register, CLERK)[of.id]
    assert (effect.period, effect.grade) == ("2019", "优秀")
    assert [one.words for one in effect.measured] == [
        "门诊量 1200→1500（+25.0%）",
        "住院量 0→4",
        "转出率 21.5%→17.3%（-4.2个百分点）",
    ]
