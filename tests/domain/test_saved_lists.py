"""Named lists: kept for the user who made them, replaced by name, thrown away without touching a record."""

import pytest

from hfp_desk.problems import Refusal
from hfp_desk.store import saved_lists
from hfp_desk.store.opening import Register

QUARTER = {"batch": ("1",), "admitted": ("2020-01-01", "2020-03-31")}


def test_a_list_comes_back_as_it_was_kept(register: Register) -> None:
    saved_lists.keep(register, "treatments", " 一季度大病 ", QUARTER)
    assert saved_lists.kept(register, "treatments") == {"一季度大病": QUARTER}
    assert saved_lists.kept(register, "people") == {}


def test_the_same_name_replaces_and_the_order_stays(register: Register) -> None:
    saved_lists.keep(register, "people", "低保", {"identity": ("02",)})
    saved_lists.keep(register, "people", "临江镇", {"town": ("7",)})
    saved_lists.keep(register, "people", "低保", {"identity": ("02", "03")})
    assert list(saved_lists.kept(register, "people").items()) == [
        ("低保", {"identity": ("02", "03")}),
        ("临江镇", {"town": ("7",)}),
    ]


def test_a_list_belongs_to_the_user_who_made_it(register: Register) -> None:
    saved_lists.keep(register, "people", "低保", {"identity": ("02",)})
    register.user = "王强"
    assert saved_lists.kept(register, "people") == {}
    saved_lists.forget(register, "people", "低保")
    register.user = "李敏"
    assert list(saved_lists.kept(register, "people")) == ["低保"]
    saved_lists.forget(register, "people", "低保")
    assert saved_lists.kept(register, "people") == {}


@pytest.mark.parametrize(
    ("name", "conditions", "words"),
    [(" ", QUARTER, "清单名称"), ("很" * 21, QUARTER, "21 个字"), ("空的", {}, "没有选择任何条件")],
)
def test_a_list_without_name_or_conditions_is_refused(
    register: Register, name: str, conditions: dict[str, tuple[str, ...]], words: str
) -> None:
    with pytest.raises(Refusal, match=words):
        saved_lists.keep(register, "people", name, conditions)
    assert saved_lists.kept(register, "people") == {}
