"""How a village stands in a sign and words, line by line; and what hangs on a doctor."""

from datetime import date
from decimal import Decimal

import pytest

from hfp_desk.codes import code_list
from hfp_desk.gate import Viewer
from hfp_desk.problems import Refusal
from hfp_desk.records import ATTENDANCE, COURSE
from hfp_desk.rules.coverage import ArrangementLine, ClinicLine, DoctorLine, VillageLine
from hfp_desk.rules.coverage_states import SIGNS, WORDS, State, judged, state
from hfp_desk.rules.coverage_words import COLUMNS, arrangement_words, cells, clinic_words, doctor_words
from hfp_desk.store.doctor_card import doctor_card
from hfp_desk.store.opening import Register
from tests.domain.clinics import DAY, clinic, committee, covers, doctor, licence
from tests.domain.test_entering import CLERK, kept

STANDARD, POOR_ROOM, UNSAID = ClinicLine(1, "甲", True), ClinicLine(1, "甲", False), ClinicLine(1, "甲")
GOOD = DoctorLine(1, "李玥", "1", "2021-03", in_force=True)
LAPSED = DoctorLine(2, "周强", "1", "2020-03", run_out=True)
BARE = DoctorLine(3, "张敏")
SERVED, BUILDING, FEW = ArrangementLine(1, "5"), ArrangementLine(2, "1"), ArrangementLine(3, "8")


def village(clinics: tuple = (), doctors: tuple = (), ways: tuple = (), seat: bool = False) -> VillageLine:  # type: ignore[type-arg]
    return VillageLine(7, "", 1, "临江镇", "洋桥村", clinics=clinics, doctors=doctors, arrangements=ways, seat=seat)


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (village((STANDARD,), (GOOD,)), "● 达标"),
        (village((POOR_ROOM, STANDARD), (LAPSED, GOOD)), "● 达标"),
        (village((STANDARD,), (LAPSED,)), "◎ 未达标：证书过期"),
        (village((STANDARD,), (BARE,)), "◎ 未达标：村医无资格"),
        (village((POOR_ROOM,), (GOOD,)), "◎ 未达标：未标准化"),
        (village((UNSAID,), (LAPSED,)), "◎ 未达标：未填是否标准化、证书过期"),
        (village((), (GOOD,)), "○ 空白：无卫生室"),
        (village((STANDARD,)), "○ 空白：无村医"),
        (village(), "○ 空白：室医皆无"),
        (village(ways=(BUILDING,)), "○ 空白：室医皆无"),
        (village(ways=(SERVED,)), "▲ 替代：室医皆无"),
        (village(ways=(SERVED, FEW)), "▲ 替代：室医皆无"),
        (village(ways=(FEW,)), "◇ 可不设：室医皆无"),
        (village((), (GOOD,), seat=True), "◇ 可不设：无卫生室"),
    ],
)
def test_a_village_is_judged_in_a_sign_a_word_and_what_is_missing(one: VillageLine, words: str) -> None:
    assert judged(one) == words
    assert words.startswith(f"{SIGNS[state(one)]} {WORDS[state(one)]}")


def test_every_state_has_a_sign_of_its_own() -> None:
    assert len(set(SIGNS.values())) == len(State)
    assert len(set(WORDS.values())) == len(State)
    assert all(sign.encode("gb2312") for sign in SIGNS.values()), "every office font has them"


def test_a_village_of_which_nothing_was_reported_says_so_and_nothing_else() -> None:
    told = cells(village(), silent=True)
    assert len(told) == len(COLUMNS)
    assert [text for text in told if text] == ["临江镇", "洋桥村", "□ 未报送"]


def test_doctors_clinics_and_arrangements_in_words() -> None:
    assert doctor_words(GOOD) == "李玥 乡村医生 至2021-03"
    assert doctor_words(LAPSED) == "周强 乡村医生 至2020-03 已过期"
    assert doctor_words(BARE._replace(also=True)) == "张敏 （兼） 未登记证书"
    room = POOR_ROOM._replace(floor_area=Decimal("65.00"), failing=("4", "1"))
    items = code_list("clinic_item")
    assert clinic_words(room) == f"甲 65㎡ 未标准化 {items.shown('4')}、{items.shown('1')}"
    way = SERVED._replace(doctor="周强", per_week=Decimal("2.00"), schedule="周一上午", ends=date(2020, 12, 31))
    assert arrangement_words(way) == "卫生院派驻 周强 每周2次 周一上午 至2020-12-31"


def test_the_card_of_a_doctor_has_the_latest_first(register: Register) -> None:
    whose = doctor(register, committee(0), "李玥", institution=clinic(register, committee(0), "甲卫生室"))
    licence(register, whose, "2019-12", number="A1")
    licence(register, whose, "2024-06", kind="2", number="A2")
    covers(register, whose, committee(1), starts=date(2018, 1, 1), ends=date(2018, 12, 31))
    for year, days in ((2018, 3), (2019, 15), (2021, 1)):
        course = kept(register, COURSE, name=f"{year}班", starts=date(year, 5, 1), days=Decimal(days))
        kept(register, ATTENDANCE, course=course, trainee=whose.id, name="李玥")
    card = doctor_card(register, whose.id, CLERK, DAY)
    assert (card.name, card.where) == ("李玥", f"临江镇 {committee(0).name} 甲卫生室")
    assert [(one.words, one.over) for one in card.licences] == [
        ("执业助理医师 A2 至2024-06", False),
        ("乡村医生 A1 至2019-12 已过期", True),
    ]
    (place,) = card.practices
    assert (place.words, place.over) == (f"兼顾 临江镇 {committee(1).name} 2018-01-01起 至2018-12-31", True)
    assert [one.words for one in card.courses] == ["2019-05-01 2019班 15天", "2018-05-01 2018班 3天"]
    assert doctor_card(register, whose.id, Viewer.of("来访", "query"), DAY).name == "李○"


def test_a_doctor_who_is_not_there_is_refused(register: Register) -> None:
    with pytest.raises(Refusal, match="没有这名医务人员"):
        doctor_card(register, 4711, CLERK, DAY)
