"""Chinese text is broken by the rules, kept in its box, and never silently lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hfp_desk.printing.text import LEADING, LEAST_SIZE, clean, even_out, fit, one_line, wrap

NOT_FIRST = "，。；：？！》”）、…"
NOT_LAST = "《“（"


def ems(text: str) -> float:
    """Full width for Chinese, half for the rest: as the office's fonts have it."""
    return sum(0.5 if char < "\u2000" else 1.0 for char in text)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("一二三四五，六七", 5, ("一二三四", "五，六七")),
        ("一二三四（五）六", 5, ("一二三四", "（五）六")),
        ("一二三四《五六》", 5, ("一二三四", "《五六》")),
        ("他说：“好。”走了", 5, ("他说：", "“好。”走", "了")),
        ("甲 360982195001011234 乙", 9, ("甲", "360982195001011234", "乙")),
        ("第一行\n第二行很长", 4, ("第一行", "第二行很", "长")),
        ("", 5, ("",)),
    ],
)
def test_lines_break_where_the_rules_allow(text: str, width: float, lines: tuple[str, ...]) -> None:
    assert wrap(text, width, ems) == lines


MARKED = st.lists(st.sampled_from(["医", "院", "治", "疗", "36", "，", "。", "”", "）"]), min_size=1, max_size=40)


@given(MARKED, st.integers(min_value=9, max_value=14))
def test_nothing_is_lost_no_line_is_too_long_and_no_stop_begins_one(pieces: list[str], width: int) -> None:
    text = "医院" + "".join(pieces)
    lines = wrap(text, width, ems)
    assert "".join(lines) == text
    assert all(ems(line) <= width for line in lines)
    runs_of_marks = any(set(text[at : at + 6]) <= set(NOT_FIRST) | {"3", "6"} for at in range(len(text) - 5))
    if not runs_of_marks:
        assert all(line[0] not in NOT_FIRST for line in lines[1:])


@given(st.text("医院治疗《“（", min_size=1, max_size=30))
def test_no_opening_mark_ends_a_line(text: str) -> None:
    lines = wrap(text + "医", 12, ems)
    longest = max(len(run) for run in "".join(c if c in NOT_LAST else " " for c in text).split(" "))
    if longest < 6:
        assert all(line[-1] not in NOT_LAST for line in lines)


def test_a_word_wider_than_the_line_is_broken_rather_than_let_out() -> None:
    assert wrap("360982195001011234", 4, ems) == ("36098219", "50010112", "34")


def test_text_first_keeps_its_size_then_shrinks_to_the_least() -> None:
    roomy = fit("南昌大学第一附属医院", 100, 30, 9, ems)
    assert (roomy.size, roomy.squeeze, roomy.whole) == (9, 1.0, True)
    tight = fit("南昌大学第一附属医院", 46, 19, 9, ems)
    assert (tight.size, len(tight.lines)) == (8.5, 2)
    least = fit("南昌大学第一附属医院", 38.5, 18, 9, ems)
    assert least.size == LEAST_SIZE
    assert least.whole


@given(st.text("医院，（36 a", max_size=60), st.floats(8, 200), st.floats(8, 60), st.booleans())
def test_what_was_fitted_lies_within_the_box(text: str, width: float, height: float, wraps: bool) -> None:
    fitted = fit(text, width, height, 10.5, ems, wraps)
    assert fitted.size >= LEAST_SIZE
    assert (1 + (len(fitted.lines) - 1) * LEADING) * fitted.size <= max(height, LEAST_SIZE) + 0.2
    if width > 10:
        widest = max(ems(line) for line in fitted.lines) * fitted.size * fitted.squeeze
        assert widest <= width + 0.2
    if fitted.whole:
        assert "".join(fitted.lines).replace(" ", "") == one_line(text).replace(" ", "")


def test_what_cannot_fit_is_cut_visibly_and_said() -> None:
    cut = fit("慢性粒细胞白血病（加速期）伴多发性骨髓纤维化", 30, 9, 9, ems)
    assert not cut.whole
    assert cut.lines[-1].endswith("…")
    assert "慢性粒细胞白血病".startswith(cut.lines[0][:-1])


def test_figures_are_narrowed_but_never_broken_over_lines() -> None:
    fitted = fit("360982195001011234", 50, 30, 9, ems, wraps=False)
    assert fitted.lines == ("360982195001011234",)
    assert fitted.squeeze < 1
    assert fitted.whole


def test_lines_are_evened_out_so_that_no_last_character_stands_alone() -> None:
    fitted = fit("南昌大学第一附属医院", 81, 30, 9, ems)
    assert fitted.lines == ("南昌大学第一附属医", "院")
    assert even_out(fitted, 81, ems).lines == ("南昌大学第", "一附属医院")
    alone = fit("疗效", 9, 30, 9, ems)
    assert even_out(alone, 9, ems).lines == ("疗", "效")


def test_invisible_marks_go_and_control_characters_become_spaces() -> None:
    assert clean("赵\u200b玥\ufe00\t男\n临江") == "赵玥 男\n临江"
    assert one_line("临江镇\n洋桥村") == "临江镇 洋桥村"
