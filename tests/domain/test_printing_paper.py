"""A sheet is true to the millimetre, comes whole or not at all, and is the same file for the same content."""

from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from hfp_desk.printing.boxes import draw_digits, draw_options, draw_signatures, draw_tick
from hfp_desk.printing.facts import Align, Made
from hfp_desk.printing.fonts import Face, Fonts
from hfp_desk.printing.paper import Paper
from hfp_desk.printing.sheets import A3_WIDE, A4, A4_WIDE, OFFICIAL, Box
from hfp_desk.printing.tables import Cell, Table, draw_long_table, draw_table, head
from hfp_desk.problems import Refusal
from tests.data.pdf_reading import Mark, letters, marks, outline, texts

FONTS = Fonts(own=())
MADE = Made("李敏", datetime(2020, 4, 1, 10, 32), "樟树市卫生健康委员会")


def sides(box: Box, points: float) -> set[Mark]:
    right, bottom = round(box.x + box.width, 2), round(box.y + box.height, 2)
    return {
        Mark(box.x, box.y, right, box.y, points),
        Mark(box.x, bottom, right, bottom, points),
        Mark(box.x, box.y, box.x, bottom, points),
        Mark(right, box.y, right, bottom, points),
    }


def test_lines_and_frames_stand_where_they_were_put(tmp_path: Path) -> None:
    with Paper(tmp_path / "a.pdf", typefaces=FONTS) as paper:
        paper.begin(A4_WIDE)
        paper.line(25, 40, 282, 40, 1)
        paper.frame(Box(30, 50, 60, 12))
    page = PdfReader(tmp_path / "a.pdf").pages[0]
    assert [round(float(side) * 25.4 / 72) for side in page.mediabox[2:]] == [297, 210]
    assert set(marks(tmp_path / "a.pdf")) == {Mark(25, 40, 282, 40, 1), *sides(Box(30, 50, 60, 12), 0.5)}


def test_text_stands_left_right_and_in_the_middle(tmp_path: Path) -> None:
    with Paper(tmp_path / "a.pdf", typefaces=FONTS) as paper:
        paper.begin(A4, numbered=False)
        paper.text(50, 30, "目")
        paper.text(50, 60, "目", align=Align.RIGHT)
        paper.text(50, 90, "目", align=Align.CENTRE)
    left, right, middle = letters(tmp_path / "a.pdf")
    em = 10.5 * 25.4 / 72
    assert left.left - right.left == pytest.approx(em, abs=0.05)
    assert (middle.left + middle.right) / 2 == pytest.approx(50, abs=0.2)
    assert 30 - em < left.top < left.bottom < 30 + 0.2 * em


@pytest.mark.parametrize("words", ["肺癌", "慢性粒细胞白血病（加速期）", "南昌大学第一附属医院象湖院区重症医学科"])
def test_text_in_a_box_never_leaves_it(tmp_path: Path, words: str) -> None:
    box = Box(40, 60, 24, 8)
    with Paper(tmp_path / "a.pdf", typefaces=FONTS) as paper:
        paper.begin(A4, numbered=False)
        fitted = paper.write(box, words)
    found = letters(tmp_path / "a.pdf")
    assert fitted.size >= 7.5
    assert all(box.x <= letter.left and letter.right <= box.x + box.width for letter in found)
    assert all(box.y <= letter.top and letter.bottom <= box.y + box.height for letter in found)
    assert (not paper.problems) == ("…" not in [letter.char for letter in found])


def test_text_too_long_for_its_box_is_reported_once(tmp_path: Path) -> None:
    with Paper(tmp_path / "a.pdf", typefaces=FONTS) as paper:
        paper.begin(A4)
        for _ in range(2):
            paper.write(Box(40, 60, 10, 4), "慢性粒细胞白血病（加速期）")
    (problem,) = paper.problems
    assert problem.found == "慢性粒细胞白血病（加速期）"
    assert "请改短" in problem.message


def test_pages_are_numbered_by_section_and_covers_are_not(tmp_path: Path) -> None:
    with Paper(tmp_path / "a.pdf", made=MADE, typefaces=FONTS) as paper:
        paper.begin(A4, numbered=False)
        paper.begin(A4)
        paper.next_page()
        paper.begin(A3_WIDE)
    pages = [" ".join(text.split()) for text in texts(tmp_path / "a.pdf")]
    assert paper.pages == 4
    assert "页" not in pages[0].replace("打印", "")
    assert "第 1 页 共 2 页" in pages[1]
    assert "第 2 页 共 2 页" in pages[2]
    assert "第 1 页 共 1 页" in pages[3]
    assert all("樟树市卫生健康委员会 李敏 2020-04-01 10:32 打印" in page for page in pages)


def test_bookmarks_lead_to_their_pages(tmp_path: Path) -> None:
    with Paper(tmp_path / "a.pdf", typefaces=FONTS) as paper:
        paper.bookmark("临江镇 洋桥村")
        paper.bookmark("贺𬱖", 1)
        paper.begin(A4)
        paper.bookmark("同页", 1)
        paper.next_page()
        paper.bookmark("店下镇")
    entries = [("临江镇 洋桥村", 0, 0), ("贺𬱖", 1, 0), ("同页", 1, 0), ("店下镇", 0, 1)]
    assert outline(tmp_path / "a.pdf") == entries


def draw_something(paper: Paper) -> None:
    paper.begin(A4)
    paper.text(30, 50, "贺𬱖 360982195001011234", Face.HEI)
    draw_signatures(paper, 100, ("审核人", "制表人"))


def test_the_same_content_makes_the_same_file(tmp_path: Path) -> None:
    files = []
    for fonts in (FONTS, Fonts(own=())):
        target = BytesIO()
        with Paper(target, "恢复单", MADE, fonts) as paper:
            draw_something(paper)
        files.append(target.getvalue())
    assert files[0] == files[1]
    reader = PdfReader(BytesIO(files[0]))
    assert reader.metadata is not None
    assert reader.metadata.title == "恢复单"
    assert str(reader.metadata.creation_date).startswith("2020-04-01 10:32")


def test_only_embedded_fonts_are_used(tmp_path: Path) -> None:
    with Paper(tmp_path / "a.pdf", typefaces=FONTS) as paper:
        draw_something(paper)
    fonts = PdfReader(tmp_path / "a.pdf").pages[0]["/Resources"]["/Font"].get_object()  # type: ignore[index]
    descriptors = [font.get_object()["/FontDescriptor"].get_object() for font in fonts.values()]
    assert descriptors
    assert all("/FontFile2" in descriptor for descriptor in descriptors)


def fail_half_way(paper: Paper) -> None:
    draw_something(paper)
    raise ZeroDivisionError


def test_a_failed_print_leaves_nothing_and_keeps_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_text("old")
    with pytest.raises(ZeroDivisionError), Paper(tmp_path / "a.pdf", typefaces=FONTS) as paper:
        fail_half_way(paper)
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]
    assert (tmp_path / "a.pdf").read_text() == "old"


def test_a_place_that_cannot_be_written_is_refused_with_advice(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(Refusal, match="请换一个文件夹"):
        Paper(tmp_path / "file" / "a.pdf", typefaces=FONTS)
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(Refusal, match="请关闭它后再打印"), Paper(tmp_path / "a.pdf", typefaces=FONTS) as paper:
        draw_something(paper)
    assert not list(tmp_path.glob("*.part"))


def test_a_full_disk_is_told_in_words_and_the_old_file_stays(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    (tmp_path / "a.pdf").write_text("old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, before[1]))
    try:
        with pytest.raises(Refusal, match="磁盘已满"), Paper(tmp_path / "a.pdf", typefaces=FONTS) as paper:
            draw_something(paper)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]
    assert (tmp_path / "a.pdf").read_text() == "old"


def test_one_digit_stands_in_each_box(tmp_path: Path) -> None:
    with Paper(tmp_path / "a.pdf", typefaces=FONTS) as paper:
        paper.begin(A4, numbered=False)
        draw_digits(paper, 40, 50, "36098219500101123X", 18, 5, 6)
    found = letters(tmp_path / "a.pdf")
    assert "".join(letter.char for letter in found) == "36098219500101123X"
    for number, letter in enumerate(found):
        assert 40 + number * 5 < letter.left < letter.right < 45 + number * 5
    assert len(marks(tmp_path / "a.pdf")) == 18 * 4


def test_a_longer_number_is_written_over_the_boxes_whole(tmp_path: Path) -> None:
    with Paper(tmp_path / "a.pdf", typefaces=FONTS) as paper:
        paper.begin(A4, numbered=False)
        draw_digits(paper, 40, 50, "36098219500101123X41", 18, 5, 6)
    found = letters(tmp_path / "a.pdf")
    assert "".join(letter.char for letter in found) == "36098219500101123X41"
    assert all(40 < letter.left < letter.right < 130 for letter in found)
    assert not paper.problems


def test_a_tick_is_drawn_and_can_be_read(tmp_path: Path) -> None:
    with Paper(tmp_path / "a.pdf", typefaces=FONTS) as paper:
        paper.begin(A4, numbered=False)
        draw_tick(paper, 40, 50, ticked=True)
        draw_tick(paper, 60, 50, ticked=False)
    assert [letter.char for letter in letters(tmp_path / "a.pdf")] == ["√"]
    strokes = [mark for mark in marks(tmp_path / "a.pdf") if mark.points > 1]
    assert len(strokes) == 2
    assert all(mark.right < 45 for mark in strokes)


def test_options_share_lines_and_stay_in_their_box(tmp_path: Path) -> None:
    options = (("1", "普通劳动能力"), ("2", "技能劳动能力"), ("3", "丧失劳动能力"), ("4", "无劳动能力"))
    box = Box(40, 50, 60, 10)
    with Paper(tmp_path / "a.pdf", typefaces=FONTS) as paper:
        paper.begin(A4, numbered=False)
        draw_options(paper, box, options, {"3"})
    found = letters(tmp_path / "a.pdf")
    assert "√3丧失劳动能力" in "".join(letter.char for letter in found)
    assert all(box.x <= letter.left and letter.right <= box.x + box.width + 1 for letter in found)
    assert all(box.y - 0.5 <= letter.top and letter.bottom <= box.y + box.height + 0.5 for letter in found)


def test_merged_cells_take_the_room_of_all_they_cover(tmp_path: Path) -> None:
    rows = ((head("姓名", down=2), head("住院", 2)), (Cell("入院"), Cell("出院")), (Cell("甲"), Cell(), Cell("乙")))
    table = Table((20, 30, 30), (8, 7, 9), rows)
    with Paper(tmp_path / "a.pdf", typefaces=FONTS) as paper:
        paper.begin(A4)
        assert draw_table(paper, 30, 40, table) == 64
    found = set(marks(tmp_path / "a.pdf"))
    assert sides(Box(30, 40, 20, 15), 0.5) <= found
    assert sides(Box(50, 40, 60, 8), 0.5) <= found
    assert sides(Box(80, 55, 30, 9), 0.5) <= found
    assert sides(Box(30, 40, 80, 24), 1) <= found


def test_a_long_table_goes_on_under_its_head_on_the_next_page(tmp_path: Path) -> None:
    rows = [(Cell(str(number)), Cell("住院费用结算单（一站式）" * (number % 3))) for number in range(60)]
    with Paper(tmp_path / "a.pdf", typefaces=FONTS) as paper:
        paper.begin(A4)
        end = draw_long_table(paper, A4.top, (20.0, 40.0), (head("序号"), head("材料名称")), rows)
    pages = texts(tmp_path / "a.pdf")
    assert len(pages) > 1
    assert all("材料名称" in page for page in pages)
    body = "".join(text.split("第")[0].replace("序号 材料名称", "") for text in pages)
    assert [int(word) for word in body.split() if word.isdigit()] == list(range(60))
    assert end < A4.foot
    assert all(mark.bottom <= A4.foot for number in range(len(pages)) for mark in marks(tmp_path / "a.pdf", number))


def test_the_official_margins_leave_the_standards_type_area() -> None:
    assert (OFFICIAL.inner, OFFICIAL.foot - OFFICIAL.top) == (156, 225)


def test_a_paragraph_takes_the_lines_it_needs(tmp_path: Path) -> None:
    with Paper(tmp_path / "a.pdf", typefaces=FONTS) as paper:
        paper.begin(A4, numbered=False)
        one = paper.paragraph(25, 40, 100, "目录共十二项。")
        two = paper.paragraph(25, 40, 20, "目录共十二项。")
    assert two - 40 == pytest.approx(2 * (one - 40))
