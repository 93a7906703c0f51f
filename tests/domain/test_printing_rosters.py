"""Rosters with rows as high as their text: nothing is lost over a page, the head stands on every one."""

from pathlib import Path

import pytest

from hfp_desk.printing.fonts import Fonts
from hfp_desk.printing.forms import roster
from hfp_desk.printing.paper import Paper
from hfp_desk.printing.roster_facts import RosterColumn, RosterFacts
from hfp_desk.printing.sheets import A4_WIDE
from tests.data import pdf_reading

FONTS = Fonts(own=())
COLUMNS = (
    RosterColumn("序号", 9),
    RosterColumn("具体问题", 90),
    RosterColumn("措施", 40, parent="整改"),
    RosterColumn("时限", 20, parent="整改"),
)


def drawn(path: Path, facts: RosterFacts) -> tuple[Paper, list[str]]:
    with Paper(path, typefaces=FONTS) as paper:
        printed = roster.draw(paper, facts)
    assert printed == facts.count
    return paper, [text.replace("\n", "") for text in pdf_reading.texts(path)]


def facts_of(*problems: str, tall: bool = True, blank: int = 0) -> RosterFacts:
    rows = [((str(number), text, f"措施{number}。", "2020-03-31"), ()) for number, text in enumerate(problems, 1)]
    words = {"left": "填报单位：樟树市卫生健康委员会", "right": "单位：个"}
    told = RosterFacts("问题清单", COLUMNS, rows, count=len(rows), unit="个", tall=tall, blank=blank, **words)  # type: ignore[arg-type]
    return told


def test_every_page_has_its_head_and_the_last_its_note_and_signatures(tmp_path: Path) -> None:
    _, pages = drawn(tmp_path / "a.pdf", facts_of(*(f"第{number}个问题" + "药品不足，" * 30 for number in range(60))))
    assert len(pages) > 4
    for number, page in enumerate(pages, start=1):
        for words in ("问题清单", "填报单位：樟树市卫生健康委员会", "单位：个", "具体问题", "整改", "措施", "时限"):
            assert words in page, (number, words)
        assert f"第 {number} 页" in page
        assert ("审核人：" in page) == (number == len(pages))
        assert ("共 60 个" in page) == (number == len(pages))
    whole = "".join(pages)
    assert all(whole.count(f"第{number}个问题") == 1 for number in range(60))
    assert whole.count("药品不足") == 60 * 30


def test_a_row_taller_than_a_page_goes_on_on_the_next(tmp_path: Path) -> None:
    sentences = "".join(f"〔{number}〕逐村清点补齐药品。" for number in range(400))
    paper, pages = drawn(tmp_path / "a.pdf", facts_of("短的", sentences, "末尾的"))
    assert not paper.problems
    whole = "".join(pages)
    assert all(whole.count(f"〔{number}〕") == 1 for number in range(400))
    assert (whole.count("短的"), whole.count("末尾的")) == (1, 1)
    assert 2 < len(pages) < 8


@pytest.mark.parametrize("tall", [True, False])
def test_rows_to_be_filled_by_hand_go_on_counting(tmp_path: Path, tall: bool) -> None:
    _, [page] = drawn(tmp_path / "a.pdf", facts_of("一", "二", tall=tall, blank=3))
    assert "345" in page.replace(" ", "")
    assert "共 2 个" in page


def test_nothing_leaves_the_paper(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    drawn(path, facts_of(*("长" * 900 + "，" for _ in range(9))))
    for number in range(len(pdf_reading.texts(path))):
        for letter in pdf_reading.letters(path, number):
            assert A4_WIDE.left - 1 <= letter.left
            assert letter.right <= A4_WIDE.end + 1
            assert letter.bottom <= A4_WIDE.height - 3
        lines = pdf_reading.marks(path, number)
        assert max(line.bottom for line in lines) <= A4_WIDE.foot + 1


def test_long_words_over_a_table_make_room_for_each_other(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    left, right = "填报单位：" + "樟树市卫生健康委员会基层卫生与妇幼健康科" * 2, "地点：" + "樟树市人民医院五楼会议室"
    for tall in (True, False):
        facts = RosterFacts("签到表", COLUMNS, [(("1", "", "", ""), ())], left, right, count=1, tall=tall)
        drawn(path, facts)
        line = [one for one in pdf_reading.letters(path) if 25 < one.top < 34]
        place = "".join(one.char for one in sorted(line, key=lambda one: one.left))
        assert place == left + right
