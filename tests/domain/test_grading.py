"""The grade of a title is chosen once for all who have that title, and never inferred from its words."""

from datetime import date

import pytest

from hfp_desk.problems import Refusal
from hfp_desk.records import Posting
from hfp_desk.store import grading, keeping, taking_back
from hfp_desk.store.opening import Register
from tests.domain.posted import pair


def posted(register: Register, name: str, title: str, grade: str = "") -> int:
    one = Posting.new(partnership=pair(register), name=name, title=title, title_grade=grade, starts=date(2020, 1, 1))
    keeping.save(register, one)
    return int(one.id)


def test_a_grade_goes_to_all_of_one_title_that_have_none_and_is_one_deed(register: Register) -> None:
    first, second = posted(register, "张三", "主治医师"), posted(register, "李四", "主治医师")
    graded, other = posted(register, "王五", "主治医师", "2"), posted(register, "赵六", "主任医师")
    found = grading.like(register, first)
    assert (found.title, found.postings) == ("主治医师", (first, second))
    grading.grade(register, found.postings, "3")
    grades = {one.id: one.title_grade for one in Posting.select()}
    assert grades == {first: "3", second: "3", graded: "2", other: ""}
    deed = taking_back.latest(register)
    assert deed is not None
    taking_back.take_back(register, deed)
    assert [Posting.get_by_id(one).title_grade for one in (first, second)] == ["", ""]


def test_who_has_a_grade_or_no_title_speaks_for_nobody_else(register: Register) -> None:
    graded, bare, another = (
        posted(register, "王五", "主治医师", "2"),
        posted(register, "钱七", ""),
        posted(register, "孙八", ""),
    )
    assert grading.like(register, graded).postings == ()
    assert grading.like(register, bare).postings == (bare,)
    assert grading.like(register, another).postings == (another,)


def test_only_a_grade_of_the_list_is_taken(register: Register) -> None:
    with pytest.raises(Refusal, match="不是职称级别"):
        grading.grade(register, [posted(register, "张三", "主治医师")], "8")
