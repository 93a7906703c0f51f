"""The three lists of rectification, the breakdown of tasks, the catalogue of material."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hfp_desk import papers
from hfp_desk.gate import Viewer
from hfp_desk.problems import Refusal
from hfp_desk.records import Finding, Material, Task
from hfp_desk.store import keeping
from hfp_desk.store.opening import Register
from hfp_desk.store.scopes import Scope
from tests.data import pdf_reading
from tests.domain import planted_duties

CLERK = Viewer("李敏", frozenset({"admin", "entry", "secret"}))
GUEST = Viewer("赵兰", frozenset({"query"}))
NAME = "徐𬱖"
MARCH = Scope(until=date(2020, 3, 31))
LISTS = ("finding-problems", "finding-tasks", "finding-duties")


@pytest.fixture
def planted(register: Register) -> Register:
    planted_duties.plant(register, NAME, "11010519491231002X", "13900000000")
    return register


def keep(register: Register, *records: Any) -> None:
    keeping.save(register, *records)


def read(register: Register, form: str, folder: Path, scope: Scope = MARCH, viewer: Viewer = CLERK) -> str:
    printed = papers.print_form(register, form, folder / f"{form}.pdf", scope, viewer)
    return "".join(pdf_reading.by_pypdf(printed.path).split())


def test_each_list_tells_its_own_side_of_the_problem(planted: Register, tmp_path: Path) -> None:
    finding = Finding.get()
    finding.leader, finding.responsible, finding.partners = "牵头甲", "责任乙", "医保局"
    keep(planted, finding)
    problems, tasks, duties = (read(planted, form, tmp_path) for form in LISTS)
    everywhere = ("部分村卫生室药品不足", "▲已超期", "未销号1个，其中超过时限1个")
    for words in (problems, tasks, duties):
        assert all(wanted in words for wanted in everywhere)
    assert all(wanted in problems for wanted in ("挂牌督战", "2020-03-01", "基本医疗", f"临江镇{NAME}", "整改问题清单"))
    assert all(wanted in tasks for wanted in ("药品不少于80种", "逐村清点补齐", "整改任务清单"))
    assert all(wanted in duties for wanted in ("牵头甲", "市卫健委基层科", "责任乙", "医保局", "整改责任清单"))
    assert "逐村清点补齐" not in problems


def test_closed_by_its_state_or_by_its_day_is_closed(planted: Register, tmp_path: Path) -> None:
    keep(planted, Finding.new(problem="按状态销号", state="5", deadline=date(2020, 3, 1)))
    keep(planted, Finding.new(problem="按日期销号", closed_on=date(2020, 3, 31), deadline=date(2020, 3, 1)))
    keep(planted, Finding.new(problem="次日才销号", closed_on=date(2020, 4, 1), deadline=date(2020, 4, 1)))
    assert "已销号2个，未销号2个，其中超过时限1个" in read(planted, "问题清单", tmp_path)


def test_numbers_are_in_the_offices_order(planted: Register, tmp_path: Path) -> None:
    keep(planted, *(Finding.new(number=number, problem=f"问题〔{number}〕") for number in ("10", "2", "", "1-2")))
    words = read(planted, "finding-problems", tmp_path)
    places = [words.index(f"问题〔{number}〕") for number in ("1-2", "2", "10", "")]
    assert places == sorted(places)


def test_whom_a_problem_concerns_is_not_for_everybody(planted: Register, tmp_path: Path) -> None:
    assert NAME not in read(planted, "finding-problems", tmp_path, viewer=GUEST)


def test_a_problem_of_two_thousand_words_is_printed_whole(planted: Register, tmp_path: Path) -> None:
    told = "".join(f"〔{number}〕整改情况一句。" for number in range(150))
    keep(planted, Finding.new(problem="进展很长", progress=told, deadline=date(2020, 5, 1)))
    printed = papers.print_form(planted, "finding-tasks", tmp_path / "a.pdf", MARCH, CLERK)
    assert printed.warnings == ()
    words = pdf_reading.by_pypdf(printed.path).replace("\n", "")
    assert all(words.count(f"〔{number}〕") == 1 for number in range(150))


def test_tasks_name_section_and_deadline_and_who_is_late(planted: Register, tmp_path: Path) -> None:
    keep(planted, Task.new(number="2", content="轮训一遍干部", deadline=date(2020, 3, 30), state="2", leader="牵头甲"))
    keep(planted, Task.new(number="3", content="已办的", deadline=date(2020, 3, 1), state="3"))
    words = read(planted, "任务分解表", tmp_path)
    assert all(wanted in words for wanted in ("轮训一遍干部", "2020-03-30▲已超期", "牵头甲", "已完成1项，超过时限1项"))
    assert "消除村卫生室空白点" not in words
    assert "消除村卫生室空白点" in read(planted, "task-list", tmp_path, Scope())


def test_material_stands_kind_by_kind_with_its_number(planted: Register, tmp_path: Path) -> None:
    keep(planted, *(Material.new(title=f"素材{n}", kind=kind) for n, kind in enumerate(("3", "1", "", "1"))))
    words = read(planted, "宣传素材目录", tmp_path)
    assert [words.index(name) for name in ("素材1", "素材3", "素材0", "植入脱贫故事", "素材2")] == sorted(
        words.index(name) for name in ("素材0", "素材1", "素材2", "素材3", "植入脱贫故事")
    )
    assert "典型案例2件" in words
    assert "未分类1件" in words


def test_nothing_to_print_is_refused_with_what_to_do(register: Register, tmp_path: Path) -> None:
    for form in (*LISTS, "task-list", "material-catalogue"):
        with pytest.raises(Refusal, match="没有可以打印") as refused:
            papers.print_form(register, form, tmp_path / "a.pdf", Scope(), CLERK)
        assert "整改任务" in refused.value.advice
