"""Coverage of villages on any date: the truth of the sample roster, and every rule at its edges."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from hfp_desk.gate import Viewer
from hfp_desk.policy import load
from hfp_desk.records import Gap, Institution, Place
from hfp_desk.rules.clinics import TOWN_HOSPITAL
from hfp_desk.rules.judging import Judgement
from hfp_desk.store import coverage as store
from hfp_desk.store import keeping, places
from hfp_desk.store.coverage import Coverage, VillageLine
from hfp_desk.store.opening import Register
from tests.domain.clinics import (
    DAY,
    ROSTER,
    arrangement,
    clinic,
    committee,
    covers,
    doctor,
    keep_roster,
    licence,
    status,
)
from tests.domain.listed import CLERK, VISITOR, keep, place, village_of

TRUTH = json.loads((Path(__file__).parents[1] / "data" / "sample_truth.json").read_text(encoding="utf-8"))
GAPS = {"1": "no clinic", "2": "no doctor", "3": "neither"}


def covered(register: Register, day: date = DAY, viewer: Viewer = CLERK) -> Coverage:
    return store.coverage(register, viewer, day)


def line(register: Register, village: Place, day: date = DAY) -> VillageLine:
    (found,) = (one for one in covered(register, day).villages if one.place == village.id)
    return found


def counts(found: Coverage, *names: str) -> list[int]:
    return [found.figure(name).count for name in names]


class TestTheSampleRoster:
    @pytest.fixture
    def found(self, register: Register) -> Coverage:
        keep_roster(register)
        return covered(register)

    def test_its_gaps_and_run_out_licences_are_those_of_the_truth(self, found: Coverage) -> None:
        truth: dict[str, Any] = TRUTH[ROSTER.name]
        gaps = [[one.town_name, one.name, one.code, GAPS[one.gap], one.poor] for one in found.gaps]
        assert gaps == truth["gaps"]
        expired = [[village.town_name, village.name, who.name] for village, who in found.run_out]
        assert sorted(expired) == sorted(truth["expired_by_2020_03_31"])
        assert counts(found, "villages", "doctors", "gap", "run_out") == [199, 251, 33, 35]

    def test_the_figures_agree_with_each_other_and_with_the_names_behind_them(self, found: Coverage) -> None:
        for figure in found.figures:
            assert figure.count == len(set(figure.ids)) == len(figure.ids) <= figure.whole
        whole, own, gap = counts(found, "villages", "own", "gap")
        assert own + gap == whole
        assert sum(counts(found, "gap.1", "gap.2", "gap.3")) == gap
        assert sum(counts(found, "villages@1", "villages@9")) == whole
        assert sum(counts(found, "gap@1", "gap@9")) == gap

    def test_streets_that_sent_nothing_are_told_apart_and_are_no_gaps(self, found: Coverage) -> None:
        silent = {one.town_name for one in found.unreported}
        assert "张家山街道" in silent
        assert "临江镇" not in silent
        assert all(one.name.endswith("村委会") for one in found.unreported)
        assert found.figure("unreported").count == len(found.unreported)
        committees = [one for one in found.villages if one.name.endswith("村委会")]
        assert len(found.unreported) + len(committees) == 242

    def test_names_of_doctors_pass_the_gate(self, register: Register, found: Coverage) -> None:
        seen = covered(register, viewer=VISITOR)
        names = [who.name for village in seen.villages for who in village.doctors]
        assert len(names) == 251
        assert all("○" in name for name in names)


@pytest.mark.parametrize(
    ("expires", "holds"), [("2020-03", False), ("2020-03-31", False), ("2020-04", True), ("2020", True), ("", True)]
)
def test_a_licence_is_in_force_while_its_last_day_is_still_to_come(
    register: Register, expires: str, holds: bool
) -> None:
    licence(register, doctor(register, committee()), expires)
    (who,) = line(register, committee()).doctors
    assert (who.in_force, who.run_out) == (holds, not holds)


def test_the_licence_in_force_counts_among_several_and_none_before_it_was_issued(register: Register) -> None:
    whose = doctor(register, committee())
    licence(register, whose, "2019-12", "1")
    licence(register, whose, "2024-12", "3", issued_on="2020-01")
    assert line(register, committee()).doctors[0].qualification == "3"
    before = line(register, committee(), date(2019, 12, 31)).doctors[0]
    assert (before.qualification, before.in_force, before.run_out) == ("1", False, True)
    assert line(register, committee(), date(2019, 12, 30)).has_qualified


@pytest.mark.parametrize("kind", ["0", "5", "9", ""])
def test_a_nurse_or_nobody_qualified_does_not_make_a_village_qualified(register: Register, kind: str) -> None:
    clinic(register, committee())
    licence(register, doctor(register, committee()), kind=kind)
    found = line(register, committee())
    assert (found.has_doctor, found.has_qualified, found.gap) == (True, False, "")


def test_clinics_and_doctors_count_from_their_first_to_their_last_day(register: Register) -> None:
    clinic(register, committee(), opened_on=date(2020, 1, 1), closed_on=date(2020, 6, 30), standard=True)
    doctor(register, committee(), starts=date(2020, 2, 1), ends=date(2020, 5, 31), state="4")
    on = {
        date(2019, 12, 31): "3",
        date(2020, 1, 1): "2",
        date(2020, 2, 1): "",
        date(2020, 5, 31): "",
        date(2020, 6, 30): "2",
        date(2020, 7, 1): "3",
    }
    assert {day: line(register, committee(), day).gap for day in on} == on


def test_who_has_left_without_a_day_given_is_not_there(register: Register) -> None:
    doctor(register, committee(), state="4")
    doctor(register, committee(1), state="3")
    assert [line(register, committee(number)).has_doctor for number in (0, 1)] == [False, True]


def test_a_doctor_who_covers_two_villages_is_there_in_both_and_counts_once(register: Register) -> None:
    whose = doctor(register, committee())
    licence(register, whose, "2020-01")
    covers(register, whose, committee(1))
    covers(register, whose, committee(2), mode="4")
    covers(register, whose, committee(3), ends=date(2020, 3, 30))
    covers(register, whose, committee(), mode="1")
    found = covered(register)
    assert [(one.name, [who.also for who in one.doctors]) for one in found.villages] == [
        (committee().name, [False]),
        (committee(1).name, [True]),
        (committee(2).name, []),
        (committee(3).name, []),
    ]
    assert counts(found, "doctors", "run_out") == [1, 1]
    assert [village.place for village, _ in found.run_out] == [committee().id]


def test_who_has_left_is_in_no_further_village_without_an_end_given(register: Register) -> None:
    whose = doctor(register, committee(), state="4", ends=DAY)
    covers(register, whose, committee(1))
    covers(register, whose, committee(2), ends=date(2020, 12, 31))
    there = {day: [bool(one.doctors) for one in covered(register, day).villages] for day in (DAY, date(2020, 4, 1))}
    assert there == {DAY: [True, True, True], date(2020, 4, 1): [False, False, True]}


def test_a_doctor_known_by_the_clinic_alone_is_where_the_clinic_is(register: Register) -> None:
    doctor(register, None, institution=clinic(register, committee()))
    assert line(register, committee()).gap == ""


def test_substitutes_cover_a_gap_without_ending_it(register: Register) -> None:
    for number, kind in enumerate(("4", "1", "7", "8")):
        arrangement(register, committee(number), kind, starts=date(2020, 1, 1), ends=date(2020, 3, 31))
    found = covered(register)
    told = [(one.gap, one.substituted, one.exempt, one.covered) for one in found.villages]
    assert told == [
        ("3", True, False, True),
        ("3", False, False, False),
        ("3", False, True, True),
        ("3", False, True, True),
    ]
    assert counts(found, "own", "covered", "substituted", "exempt", "uncovered") == [0, 3, 1, 2, 1]
    assert counts(found, "by.4", "by.1", "by.7", "by.8") == [1, 1, 1, 1]
    later = covered(register, date(2020, 4, 1))
    assert counts(later, "covered", "uncovered") == [0, 4]


def test_a_village_where_the_township_health_centre_stands_may_do_without(register: Register) -> None:
    status(register, committee(), residents=900)
    keep(
        register, Institution.new(name="临江镇卫生院", kind=TOWN_HOSPITAL, village=committee(), town=committee().parent)
    )
    found = line(register, committee())
    assert (found.gap, found.seat, found.exempt, found.covered) == ("3", True, True, True)


def test_a_village_is_what_the_latest_year_says_or_else_the_next_one(register: Register) -> None:
    status(register, committee(), 2017, status="1", residents=1500)
    status(register, committee(), 2017, status="2")
    status(register, committee(), 2019, status="4", residents=1400)
    status(register, committee(), 2021, residents=1300)
    told = {}
    for year in (2016, 2018, 2020, 2022):
        found = line(register, committee(), date(year, 6, 30))
        told[year] = (sorted(found.marks), found.residents, found.poor)
    assert told == {
        2016: (["1", "2"], 1500, True),
        2018: (["1", "2"], 1500, True),
        2020: (["4"], 1400, False),
        2022: (["4"], 1300, False),
    }
    both = covered(register, date(2018, 6, 30))
    assert counts(both, "villages@1", "villages@2", "villages@poor") == [1, 1, 1]


def test_a_merged_village_hands_its_clinic_and_doctors_on_from_that_day(register: Register) -> None:
    clinic(register, committee())
    doctor(register, committee())
    status(register, committee(), residents=700)
    status(register, committee(1), residents=500)
    into = committee(1)
    places.merge(register, committee(), into, DAY)
    before, after = covered(register, date(2020, 3, 30)), covered(register)
    assert [(one.name, one.gap) for one in before.villages] == [(committee().name, ""), (into.name, "3")]
    assert [(one.name, one.gap, one.residents) for one in after.villages] == [(into.name, "", 1200)]


def test_a_community_counts_only_when_the_ledger_says_more_than_an_address(register: Register) -> None:
    street = village_of("临江镇")
    assert not store.is_committee(street.code, street.name)
    doctor(register, street)
    assert covered(register).villages == ()
    clinic(register, street)
    assert line(register, street).gap == ""


def test_a_place_without_a_code_is_known_by_its_name() -> None:
    assert [store.is_committee("", name) for name in ("新建村", "新建村民委员会", "新建社区")] == [True, True, False]


def test_an_open_gap_record_is_told_from_the_day_it_was_found_to_the_day_it_was_closed(register: Register) -> None:
    keep(register, Gap.new(village=committee(), kind="3", found_on=date(2020, 3, 1), closed_on=DAY, evidence="照片"))
    days = (date(2020, 2, 29), date(2020, 3, 1), date(2020, 3, 30), DAY)
    assert [line(register, committee(), day).open_gap for day in days] == [False, True, True, False]


def test_voided_records_are_not_there(register: Register) -> None:
    keeping.void(register, clinic(register, committee()), "重复")
    assert covered(register).villages == ()


def test_the_figures_of_one_township_are_counted_anew(register: Register) -> None:
    keep_roster(register)
    found = covered(register).of_towns({place("临江镇").id})
    truth = [gap for gap in TRUTH[ROSTER.name]["gaps"] if gap[0] == "临江镇"]
    assert [one.code for one in found.gaps] == [gap[2] for gap in truth]
    assert found.figure("gap").ids == tuple(one.place for one in found.gaps)
    assert found.figure("gap").whole == len(found.villages) == 18


def test_targets_of_the_edition_are_judged_and_those_it_does_not_give_are_not(register: Register) -> None:
    clinic(register, committee(), standard=True)
    licence(register, doctor(register, committee()), "2024")
    clinic(register, committee(1))
    arrangement(register, committee(1))
    villages = covered(register).villages
    said = {one.name: one for one in store.rates(villages, load("nanchang-2018").on(DAY))}
    assert said["coverage_clinics"].judgement is None
    for name in ("clinics_per_village", "doctors_per_village"):
        rate = said[name]
        assert (rate.count, rate.whole, rate.percent, rate.judgement) == (1, 2, Decimal(50), Judgement.LOW)
        assert rate.figure.ids == (committee().id,)
    share = store.rates(villages, load("zhangshu-2020").on(DAY))[0]
    assert (share.count, share.percent, share.judgement) == (2, Decimal(100), Judgement.IN)
    assert [one.percent for one in store.rates((), load("zhangshu-2020").on(DAY))] == [None, None, None]
