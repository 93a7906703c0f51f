"""Papers of courses: sheets to sign for every half day, the roster, certificates only for who passed."""

from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from hfp_desk import papers
from hfp_desk.gate import Viewer
from hfp_desk.problems import Refusal
from hfp_desk.records import Attendance, Course, Presence
from hfp_desk.store import keeping
from hfp_desk.store.opening import Register
from hfp_desk.store.scopes import Scope
from tests.data import pdf_reading
from tests.domain import planted_duties

CLERK = Viewer("李敏", frozenset({"admin", "entry", "secret"}))
GUEST = Viewer("赵兰", frozenset({"query"}))
NAME, NUMBER, PHONE = "徐𬱖", "11010519491231002X", "13900000000"


@pytest.fixture
def planted(register: Register) -> Register:
    planted_duties.plant(register, NAME, NUMBER, PHONE)
    return register


def keep(register: Register, *records: Any) -> None:
    keeping.save(register, *records)


def read(register: Register, form: str, folder: Path, scope: Scope | None = None) -> list[str]:
    printed = papers.print_form(register, form, folder / f"{form}.pdf", scope or Scope(), CLERK)
    return ["".join(text.split()) for text in pdf_reading.texts(printed.path)]


def test_a_sheet_for_every_half_day_with_who_was_there(planted: Register, tmp_path: Path) -> None:
    part = Attendance.get()
    keep(planted, Presence.new(attendance=part, day=date(2020, 3, 10), half="3", state="3"))
    pages = read(planted, "签到表", tmp_path)
    times = ("2020-03-09 上午", "2020-03-09 下午", "2020-03-10 上午", "2020-03-10 下午", "2020-03-10 晚上")
    assert len(pages) == len(times)
    for page, time in zip(pages, times, strict=True):
        assert f"时间：{time}".replace(" ", "") in page
        assert all(wanted in page for wanted in (NAME, PHONE, "植入村卫生室", "签名", "签到员"))
        assert "共1人" in page
    assert ["到课情况" in page for page in pages] == [True, False, False, False, True]
    assert "请假" in pages[4]


def test_the_empty_sheet_names_nobody_and_has_rows_for_all_expected(planted: Register, tmp_path: Path) -> None:
    course = Course.get()
    course.expected = 33
    keep(planted, course)
    printed = papers.print_form(planted, "空白签到表", tmp_path / "a.pdf", Scope(), CLERK)
    whole = pdf_reading.by_pypdf(printed.path)
    assert (NAME in whole, PHONE in whole) == (False, False)
    assert whole.count("33\n") + whole.count("33 ") >= 4
    assert printed.told.people == 0
    first = pdf_reading.marks(printed.path)
    rows = sorted({one.top for one in first if one.right - one.left > 150})
    assert min(b - a for a, b in pairwise(rows[2:])) > 10


def test_a_long_secondment_gets_one_sheet_without_a_date(planted: Register, tmp_path: Path) -> None:
    away = Course.new(name="脱产进修", kind="6", starts=date(2020, 4, 1), ends=date(2020, 7, 31))
    keep(planted, away)
    [page] = read(planted, "sign-in", tmp_path, Scope(records=(away.id,)))
    assert "□上午□下午" in page


def test_the_notice_says_how_many_each_unit_sends_and_whom(planted: Register, tmp_path: Path) -> None:
    course = Course.get()
    keep(planted, *(Attendance.new(course=course, name=f"学员{n}", unit="永泰镇卫生院") for n in range(3)))
    places, names = read(planted, "培训通知", tmp_path)
    assert places.startswith("附件1")
    assert "永泰镇卫生院3" in places
    assert "合计4名" in places
    assert names.startswith("附件2")
    assert all(wanted in names for wanted in (NAME, "学员2", "参训人员名单"))


def test_a_course_without_names_has_a_reply_slip(planted: Register, tmp_path: Path) -> None:
    empty = Course.new(name="健康扶贫干部轮训班", kind="1", starts=date(2020, 5, 6))
    keep(planted, empty)
    places, slip = read(planted, "course-notice", tmp_path, Scope(records=(empty.id,)))
    assert "名额分配表" in places
    assert "报名回执" in slip
    assert "报送单位（盖章）" in slip


def test_the_roster_tells_results_and_certificates(planted: Register, tmp_path: Path) -> None:
    course = Course.get()
    course.expected = 3
    failed = Attendance.new(course=course, name="没过的", result="3", score=Decimal("41.5"))
    keep(planted, course, failed)
    [page] = read(planted, "training-roster", tmp_path)
    for wanted in (NAME, NUMBER, "樟培〔2020〕001", "41.5", "应到3人，参训2人，合格1人，不合格1人", "16学时"):
        assert wanted in page, wanted
    assert "主办：樟树市卫生健康委员会" in page


def test_certificates_are_for_who_passed(planted: Register, tmp_path: Path) -> None:
    course = Course.get()
    others = [
        Attendance.new(course=course, name=name, result=result, certificate=number)
        for name, result, number in (("优秀的", "1", "樟培〔2020〕000"), ("没过的", "3", "X"), ("没考的", "", "Y"))
    ]
    keep(planted, *others)
    printed = papers.print_form(planted, "培训证书", tmp_path / "a.pdf", Scope(), CLERK)
    first, second = (text.replace("\n", "") for text in pdf_reading.texts(printed.path))
    assert (printed.count, printed.told.people) == (2, 2)
    assert "优秀的" in first
    wanted = (
        "徐𬱖",
        NUMBER,
        "乡村医生在岗培训班",
        "2020年3月9日至3月10日",
        "共2天",
        "16学时",
        "考核合格",
        "樟培〔2020〕001",
    )
    for words in (*wanted, "樟树市卫生健康委员会", "2020年3月10日", "（盖章）"):
        assert words in second, words
    assert ("打印" in second, "页" in second) == (False, False)
    assert [title for title, level, _ in pdf_reading.outline(printed.path) if level] == ["优秀的", NAME]


def test_the_name_on_a_certificate_is_the_largest_of_its_words(planted: Register, tmp_path: Path) -> None:
    part = Attendance.get()
    part.name = "阿卜杜拉·买买提依明·吐尔逊江"
    keep(planted, part)
    printed = papers.print_form(planted, "certificates", tmp_path / "a.pdf", Scope(), CLERK)
    assert printed.warnings == ()
    assert part.name in pdf_reading.by_pdfium(printed.path).replace("\r\n", "")
    marks = pdf_reading.letters(printed.path)
    assert all(one.left > 13 and one.right < 284 for one in marks)
    name = next(one for one in marks if one.char == "卜")
    body = next(one for one in marks if one.char == "参")
    assert name.bottom - name.top > body.bottom - body.top


def test_nobody_passed_is_refused_with_what_to_do(planted: Register, tmp_path: Path) -> None:
    part = Attendance.get()
    part.result = ""
    keep(planted, part)
    with pytest.raises(Refusal, match="没有可以打印") as refused:
        papers.print_form(planted, "certificates", tmp_path / "a.pdf", Scope(), CLERK)
    assert "考核结果" in refused.value.advice


def test_courses_of_a_period_each_have_their_own_section(planted: Register, tmp_path: Path) -> None:
    later = Course.new(name="全科转岗培训", kind="4", starts=date(2020, 6, 1), ends=date(2020, 6, 3))
    keep(planted, later, Attendance.new(course=later, name="转岗的"))
    assert len(read(planted, "training-roster", tmp_path)) == 2
    [page] = read(planted, "training-roster", tmp_path, Scope(since=date(2020, 6, 3)))
    assert "转岗的" in page
    with pytest.raises(Refusal):
        read(planted, "training-roster", tmp_path, Scope(since=date(2020, 6, 4)))


def test_who_may_not_see_persons_gets_masked_names(planted: Register, tmp_path: Path) -> None:
    for form in ("training-roster", "sign-in", "certificates", "course-notice"):
        printed = papers.print_form(planted, form, tmp_path / f"{form}.pdf", Scope(), GUEST)
        whole = pdf_reading.by_pdfium(printed.path).replace("\r\n", "")
        assert (NAME in whole, NUMBER in whole, PHONE in whole, "徐○" in whole) == (False, False, False, True), form
