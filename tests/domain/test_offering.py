"""What a link field offers of doctors, partnerships, postings and courses: by name or initials, the near ones first."""

from datetime import date

import pytest

from hfp_desk.gate import Viewer
from hfp_desk.records import COURSE, DOCTOR, INSTITUTION, PARTNERSHIP, POSTING, Arrangement, Attendance, Posting
from hfp_desk.store import choosing, entering
from hfp_desk.store.opening import Register
from tests.domain.test_entering import CLERK, kept, village_of

HERE, THERE = "临江镇", "永泰镇"


@pytest.fixture
def doctors(register: Register) -> dict[str, int]:
    """Two doctors of one name in two townships, one of another name."""
    return {
        "far": kept(register, DOCTOR, name="李玥", village=village_of(THERE).id),
        "near": kept(register, DOCTOR, name="李玥", village=village_of(HERE).id),
        "other": kept(register, DOCTOR, name="单明", village=village_of(HERE).id),
    }


@pytest.mark.parametrize("text", ["李玥", "李", "ly", "玥"])
def test_a_doctor_is_found_by_name_or_initials_and_told_apart_by_the_village(
    register: Register, doctors: dict[str, int], text: str
) -> None:
    village = village_of(HERE)
    near = {"village": village.id, "town": village.parent.id}
    found = choosing.offers(register, Arrangement.served_by, text, near, CLERK)
    assert [(one.id, one.hint) for one in found] == [
        (doctors["near"], f"{HERE} {village.name}"),
        (doctors["far"], f"{THERE} {village_of(THERE).name}"),
    ]


@pytest.mark.parametrize("text", ["sm", "dm", "m"])
def test_a_surname_is_found_by_either_reading(register: Register, doctors: dict[str, int], text: str) -> None:
    found = choosing.offers(register, Attendance.trainee, text, {}, CLERK)
    assert [one.id for one in found] == ([doctors["other"]] if text != "m" else [])


def test_never_more_than_sixty_are_offered(register: Register) -> None:
    for number in range(65):
        kept(register, DOCTOR, name=f"李{'甲乙丙丁'[number % 4]}")
    for text in ("", "李", "l"):
        assert len(choosing.offers(register, Attendance.trainee, text, {}, CLERK)) == 60


def test_who_does_not_enter_is_offered_nobody(register: Register, doctors: dict[str, int]) -> None:
    assert choosing.offers(register, Attendance.trainee, "李", {}, Viewer.of("赵兰", "query")) == []


def test_a_partnership_is_called_by_both_its_sides(register: Register) -> None:
    supporter, receiver = "宜春市人民医院", "樟树市中医院"
    pair = kept(register, PARTNERSHIP, supporter=supporter, receiver=receiver, form="1", agreement="协〔2019〕3号")
    for text in ("宜春", "樟树", "yc"):
        (found,) = choosing.offers(register, Posting.partnership, text, {}, CLERK)
        assert (found.id, found.title) == (pair, f"{supporter} → {receiver}")
        assert "协〔2019〕3号" in found.hint
    sent = kept(register, POSTING, partnership=pair, name="周强", starts=date(2019, 3, 1))
    opened = entering.load(register, POSTING, sent, CLERK)
    assert opened.titles["partnership"] == f"{supporter} → {receiver}"


def test_postings_and_courses_come_with_their_days_the_latest_first(register: Register) -> None:
    first = kept(register, COURSE, name="乡村医生培训班", starts=date(2019, 3, 1))
    second = kept(register, COURSE, name="乡村医生培训班", starts=date(2019, 9, 1))
    found = choosing.offers(register, Attendance.course, "xcys", {}, CLERK)
    assert [(one.id, one.hint) for one in found] == [(second, "2019-09-01 起"), (first, "2019-03-01 起")]


def test_the_institutions_of_the_village_come_first(register: Register) -> None:
    village = village_of(HERE)
    kept(register, INSTITUTION, name="樟树市人民医院")
    town = kept(register, INSTITUTION, name="临江镇卫生院", town=village.parent.id)
    clinic = kept(register, INSTITUTION, name="洋桥卫生室", village=village.id, town=village.parent.id)
    near = {"village": village.id, "town": village.parent.id}
    found = choosing.offers(register, Arrangement.provider, "", near, CLERK)
    assert [one.id for one in found][:2] == [clinic, town]
    assert [one.id for one in choosing.offers(register, Arrangement.provider, "wss", near, CLERK)] == [clinic]
    assert [one.id for one in choosing.offers(register, Arrangement.provider, "卫生", near, CLERK)] == [clinic, town]
