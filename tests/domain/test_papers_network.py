"""Papers of clinics, village doctors and gaps: what stands on them agrees with what is kept."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from hfp_desk import papers
from hfp_desk.gate import Viewer
from hfp_desk.problems import Refusal
from hfp_desk.records import Arrangement, Doctor, Gap, Institution, Licence, Place, Practice
from hfp_desk.store import keeping, scopes
from hfp_desk.store.coverage import coverage
from hfp_desk.store.opening import Register
from hfp_desk.store.scopes import Scope
from tests.data import pdf_reading
from tests.domain import planted_duties

CLERK = Viewer("李敏", frozenset({"admin", "entry", "secret"}))
GUEST = Viewer("赵兰", frozenset({"query"}))
NAME, NUMBER, PHONE = "徐𬱖", "11010519491231002X", "13900000000"
MARCH = Scope(until=date(2020, 3, 31))


@pytest.fixture
def planted(register: Register) -> Register:
    planted_duties.plant(register, NAME, NUMBER, PHONE)
    return register


def keep(register: Register, *records: Any) -> None:
    keeping.save(register, *records)


def read(register: Register, form: str, folder: Path, scope: Scope = MARCH, viewer: Viewer = CLERK) -> tuple[int, str]:
    """How many rows, and the words without the breaks between lines."""
    printed = papers.print_form(register, form, folder / f"{form}.pdf", scope, viewer)
    return printed.count, pdf_reading.by_pdfium(printed.path).replace("\r\n", "").replace("\n", "")


def test_the_roster_marks_a_certificate_that_has_run_out(planted: Register, tmp_path: Path) -> None:
    count, words = read(planted, "乡村医生花名册", tmp_path)
    assert count == 1
    for wanted in (
        NAME,
        NUMBER,
        PHONE,
        "植入村卫生室",
        "植入证0001",
        "2020-03",
        "▲已过期",
        "证书已过期 1 人",
        "1949-12-31",
    ):
        assert wanted in words, wanted
    _, before = read(planted, "doctor-roster", tmp_path, Scope(until=date(2020, 3, 30)))
    assert "证书已过期 0 人" in before
    assert "▲已过期" not in before


def test_the_certificate_that_holds_longest_is_the_one_on_the_roster(planted: Register, tmp_path: Path) -> None:
    doctor = Doctor.get()
    late = Licence.new(doctor=doctor, kind="2", number="新证0002", issued_on="2020-03-05", expires="2025")
    nurse = Licence.new(doctor=doctor, kind="5", number="护士证0003", expires="2030")
    keep(planted, late, nurse)
    _, words = read(planted, "doctor-roster", tmp_path)
    assert ("新证0002" in words, "植入证0001" in words, "护士证0003" in words) == (True, False, False)
    _, earlier = read(planted, "doctor-roster", tmp_path, Scope(until=date(2020, 2, 29)))
    assert "植入证0001" in earlier


def test_the_roster_agrees_with_the_coverage_on_who_is_there(planted: Register, tmp_path: Path) -> None:
    village = planted_duties.place(planted_duties.OTHER)
    left = Doctor.new(name="已离岗", id_number="1", village=village, kind="1", ends=date(2020, 3, 1))
    gone = Doctor.new(name="不在了", id_number="2", village=village, kind="1", state="4")
    later = Doctor.new(name="还没来", id_number="3", village=village, kind="1", starts=date(2020, 4, 1))
    hospital = Doctor.new(name="医院的", id_number="4", kind="3")
    new = Doctor.new(name="新来的", id_number="5", village=village, starts=date(2020, 3, 31))
    keep(planted, left, gone, later, hospital, new)
    count, words = read(planted, "doctor-roster", tmp_path)
    told = {one.name for village in coverage(planted, CLERK, date(2020, 3, 31)).villages for one in village.doctors}
    assert told == {NAME, "新来的"}
    assert count == 2
    assert "新来的" in words


def test_villages_covered_as_well_and_this_years_training_are_told(planted: Register, tmp_path: Path) -> None:
    keep(planted, Practice.new(doctor=Doctor.get(), village=planted_duties.place(planted_duties.OTHER), mode="2"))
    _, words = read(planted, "doctor-roster", tmp_path)
    assert planted_duties.place(planted_duties.OTHER).name in words
    assert "0 次0 天" in words


def test_who_may_not_see_persons_gets_a_masked_roster(planted: Register, tmp_path: Path) -> None:
    _, words = read(planted, "doctor-roster", tmp_path, viewer=GUEST)
    assert (NUMBER in words, PHONE in words, NAME in words) == (False, False, False)
    assert "徐○" in words
    assert "139****0000" in words


def test_clinics_are_listed_as_they_stand_on_the_day(planted: Register, tmp_path: Path) -> None:
    village = planted_duties.place(planted_duties.OTHER)
    closed = Institution.new(name="撤销的卫生室", kind="6", village=village, closed_on=date(2020, 3, 1))
    new = Institution.new(name="新建的卫生室", kind="6", village=village, town=village.parent, standard=False)
    new.floor_area, new.opened_on, new.failing = Decimal("60.5"), date(2020, 3, 2), ("1",)
    hospital = Institution.new(name="卫生院", kind="5", town=village.parent)
    keep(planted, closed, new, hospital)
    count, words = read(planted, "clinic-ledger", tmp_path)
    assert count == 2
    assert "撤销的卫生室" not in words
    assert "140.5" in words
    assert "标准化 1 所，未达标 1 所" in words
    assert ("贫困村" in words, "812" in words) == (True, True)
    assert "2019-12▲已过期" in words


def test_gaps_say_who_serves_meanwhile_and_how_near_the_deadline_is(planted: Register, tmp_path: Path) -> None:
    count, words = read(planted, "空白点台账", tmp_path)
    assert count == 1
    for wanted in ("无卫生室", "村卫生室危房拆除", f"卫生院巡诊：{NAME}", "每周 2 次", "剩余20天以上", "未销号 1 个"):
        assert wanted in words, wanted
    gap = Gap.get()
    gap.closed_on, gap.evidence = date(2020, 3, 15), "验收单"
    keep(planted, gap)
    assert "已销号 1 个，未销号 0 个" in read(planted, "gap-ledger", tmp_path)[1]
    overdue = replace(MARCH, until=date(2020, 3, 14))
    gap.deadline = date(2020, 3, 10)
    keep(planted, gap)
    assert "已超过时限" in read(planted, "gap-ledger", tmp_path, overdue)[1]


def test_an_arrangement_that_has_lapsed_serves_nobody(planted: Register, tmp_path: Path) -> None:
    rounds = Arrangement.get()
    rounds.ends = date(2020, 3, 30)
    keep(planted, rounds)
    assert "每周 2 次" not in read(planted, "gap-ledger", tmp_path)[1]


def test_one_page_a_gap_to_be_signed(planted: Register, tmp_path: Path) -> None:
    other = Gap.new(village=planted_duties.place(planted_duties.VILLAGE), kind="4", found_on=date(2020, 2, 1))
    keep(planted, other)
    printed = papers.print_form(planted, "销号表", tmp_path / "a.pdf", MARCH, CLERK)
    assert (printed.count, printed.pages) == (2, 2)
    pages = [text.replace("\n", "") for text in pdf_reading.texts(printed.path)]
    assert ["有室未达标" in page for page in pages] == [True, False]
    assert all("县级卫生健康行政部门销号意见" in page for page in pages)
    assert [title for title, level, _ in pdf_reading.outline(printed.path) if level == 1] == ["有室未达标", "无卫生室"]
    alone = papers.print_form(planted, "gap-closing", tmp_path / "b.pdf", Scope(records=(other.id,)), CLERK)
    assert alone.pages == 1


def test_coverage_by_township_adds_up_to_the_figures(planted: Register, tmp_path: Path) -> None:
    _, words = read(planted, "coverage-table", tmp_path)
    known = coverage(planted, CLERK, date(2020, 3, 31))
    total = words[words.index("合计（") :]
    assert total.startswith("合计（1 个乡镇）")
    sheet = pdf_reading.by_pypdf(tmp_path / "coverage-table.pdf").split("合计（")[-1]
    numbers = [part for part in sheet.replace("）", " ").split() if part.replace("%", "").replace(".", "").isdigit()]
    wanted = ("villages", "poor", "clinic", "standard", "doctor", "qualified", "own")
    marks = {"poor": sum(one.poor for one in known.villages)}
    assert [int(one) for one in numbers[1:8]] == [marks.get(name, known.figure(name).count) for name in wanted]
    assert f"{known.figure('covered').count / 2 * 100:.1f}%" in numbers


def test_an_empty_scope_is_refused_with_what_to_do(planted: Register, tmp_path: Path) -> None:
    away = replace(MARCH, towns=scopes.scope(CLERK, town="永泰镇").towns)
    for form in ("clinic-ledger", "doctor-roster", "gap-ledger", "gap-closing", "coverage-table"):
        with pytest.raises(Refusal, match="没有可以打印") as refused:
            papers.print_form(planted, form, tmp_path / "a.pdf", away, CLERK)
        assert "机构村医" in refused.value.advice
        assert not (tmp_path / "a.pdf").exists()


def test_a_condition_that_would_change_nothing_is_refused(planted: Register, tmp_path: Path) -> None:
    wrong = (
        ("task-list", scopes.scope(CLERK, town="永泰镇"), "乡镇、村"),
        ("clinic-ledger", Scope(since=date(2020, 1, 1)), "起始日期"),
        ("clinic-ledger", Scope(records=(1,)), "记录"),
        ("sign-in", Scope(persons=(1,)), "人员"),
    )
    for form, scope, words in wrong:
        with pytest.raises(Refusal, match=f"不按{words}选取"):
            papers.print_form(planted, form, tmp_path / "a.pdf", scope, CLERK)


def test_three_hundred_doctors_break_into_pages_in_the_official_order(register: Register, tmp_path: Path) -> None:
    villages = list(Place.select().where(Place.level == "5").order_by(-Place.sort))[:300]
    doctors = [
        Doctor.new(name=f"医生{number:03d}号", id_number=str(number), kind="1", village=village, town=village.parent)
        for number, village in enumerate(villages)
    ]
    doctors[7].name = "阿卜杜拉·买买提依明·吐尔逊江𬱖"
    keep(register, *doctors)
    printed = papers.print_form(register, "doctor-roster", tmp_path / "a.pdf", Scope(), CLERK)
    pages = pdf_reading.texts(printed.path)
    assert (printed.count, printed.warnings) == (300, ())
    assert printed.pages == len(pages) > 9
    for number, page in enumerate(pages, start=1):
        assert "乡村医生花名册" in page
        assert "证书编号" in page
        assert f"第 {number} 页" in page
        assert ("共 300 人" in page) == (number == len(pages))
    whole = "".join("".join(pages).split())
    places = [whole.index(f"医生{number:03d}号") for number in (299, 200, 100, 50, 0)]
    assert places == sorted(places)
    assert "阿卜杜拉·买买提依明·吐尔逊江𬱖" in whole
    assert {round(float(page.mediabox.width) * 25.4 / 72) for page in PdfReader(printed.path).pages} == {420}
    assert printed.told.people == 300
