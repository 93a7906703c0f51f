"""A ledger has its head, totals and page numbers on every page, and its figures add up."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from hfp_desk.printing.facts import Align
from hfp_desk.printing.fonts import Fonts
from hfp_desk.printing.ledger import Ledger, LedgerColumn, Row, draw_ledger
from hfp_desk.printing.paper import Paper
from hfp_desk.printing.sheets import A4_WIDE
from hfp_desk.problems import Cancelled
from tests.data.pdf_reading import letters, marks, texts

FONTS = Fonts(own=())
COLUMNS = (
    LedgerColumn("序号", None, 10, Align.CENTRE),
    LedgerColumn("姓名", "患者", 20),
    LedgerColumn("身份证号", "患者", 30, Align.CENTRE, wraps=False),
    LedgerColumn("医院", None, 40),
    LedgerColumn("总费用", "费用", 25, Align.RIGHT, total=True, wraps=False),
    LedgerColumn("报销合计", "费用", 25, Align.RIGHT, total=True, wraps=False),
    LedgerColumn("实际报销比例", "费用", 15, Align.RIGHT, places=1, ratio=(1, 0)),
)


def row(number: int, hospital: str = "樟树市人民医院") -> Row:
    cost, paid = Decimal(number * 100) + Decimal("0.35"), Decimal(number * 90)
    shown = (str(number), f"贺{number}", f"3609821950{number:08}", hospital, f"{cost:,}", f"{paid:,}", "")
    return shown, (cost, paid)


def ledger(rows: Iterator[Row] | list[Row], **changes: object) -> Ledger:
    options: dict[str, object] = {
        "left_line": "填报单位：樟树市卫生健康委员会",
        "right_line": "单位：元",
        "signers": ("审核人", "制表人"),
        "sheet": A4_WIDE,
        **changes,
    }
    return Ledger("大病专项救治台账", COLUMNS, rows, **options)  # type: ignore[arg-type]


def printed(path: Path, made: Ledger) -> list[str]:
    with Paper(path, typefaces=FONTS) as paper:
        draw_ledger(paper, made)
    return texts(path)


def test_every_page_has_its_head_and_numbers_and_every_row_comes_once_in_order(tmp_path: Path) -> None:
    pages = printed(tmp_path / "a.pdf", ledger([row(number) for number in range(1, 51)]))
    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        assert all(word in page for word in ("大病专项救治台账", "患者", "身份证号", "单位：元", "本页小计"))
        assert f"第 {number} 页 共 {len(pages)} 页" in " ".join(page.split())
    names = [word for page in pages for word in page.split() if word.startswith("贺")]
    assert names == [f"贺{number}" for number in range(1, 51)]


def test_page_sums_and_grand_sums_are_exact_and_ratios_are_of_sums(tmp_path: Path) -> None:
    pages = printed(tmp_path / "a.pdf", ledger([row(number) for number in range(1, 51)]))
    first = sum(1 for word in pages[0].split() if word.startswith("贺"))
    cost = sum((Decimal(number * 100) + Decimal("0.35") for number in range(1, first + 1)), Decimal(0))
    paid = Decimal(sum(range(1, first + 1)) * 90)
    ratio = f"{paid / cost * 100:.1f}%"
    assert f"本页小计（{first} 条） {cost:,.2f} {paid:,.2f} {ratio}" in " ".join(pages[0].split())
    assert f"累计（{first} 条） {cost:,.2f}" in " ".join(pages[0].split())
    assert "合计（50 条） 127,517.50 114,750.00 90.0%" in " ".join(pages[-1].split())
    assert sum("合计（" in page for page in pages) == 1


def test_unknown_amounts_count_as_nothing(tmp_path: Path) -> None:
    (page,) = printed(tmp_path / "a.pdf", ledger([row(1), (("2", "贺2", "", "", "", "", ""), (None, None))]))
    assert "合计（2 条） 100.35 90.00 89.7%" in " ".join(page.split())


def test_signatures_stand_at_the_foot_of_the_last_page_only(tmp_path: Path) -> None:
    pages = printed(tmp_path / "a.pdf", ledger([row(number) for number in range(1, 51)]))
    assert ["审核人：" in page for page in pages] == [False] * (len(pages) - 1) + [True]
    label = next(letter for letter in letters(tmp_path / "a.pdf", len(pages) - 1) if letter.char == "审")
    assert A4_WIDE.foot - 8 < label.top < label.bottom < A4_WIDE.foot


@pytest.mark.parametrize("rows", [0, 1])
def test_a_ledger_without_rows_says_so(tmp_path: Path, rows: int) -> None:
    (page,) = printed(tmp_path / "a.pdf", ledger([row(number) for number in range(rows)]))
    assert ("本期无记录" in page) == (rows == 0)
    assert f"合计（{rows} 条）" in page


def test_a_full_last_page_does_not_bring_an_empty_one(tmp_path: Path) -> None:
    pages = printed(tmp_path / "a.pdf", ledger([row(number) for number in range(1, 101)]))
    full = sum(word.startswith("贺") for word in pages[0].split())
    pages = printed(tmp_path / "b.pdf", ledger([row(number) for number in range(full * 2)]))
    assert len(pages) == 2
    assert f"合计（{full * 2} 条）" in pages[1]


def test_without_sums_the_number_of_rows_is_told(tmp_path: Path) -> None:
    names = Ledger("名单", (LedgerColumn("姓名"),), [(("贺玥",), ()), (("李敏",), ())], unit="人")
    (page,) = printed(tmp_path / "a.pdf", names)
    assert "共 2 人" in page
    assert "合计" not in page


def test_lines_are_ruled_to_the_millimetre(tmp_path: Path) -> None:
    printed(tmp_path / "a.pdf", ledger([row(number) for number in range(1, 6)]))
    found = marks(tmp_path / "a.pdf")
    outer = {(mark.left, mark.right) for mark in found if mark.points == 1 and mark.top == mark.bottom}
    assert outer == {(25.0, 282.0)}
    rules = sorted({mark.top for mark in found if mark.top == mark.bottom and mark.right - mark.left > 250})
    steps = {round(below - above, 1) for above, below in pairwise(rules[1:])}
    assert steps == {6.8}
    assert len(rules) == 2 + 5 + 2
    columns = {mark.left for mark in found if mark.left == mark.right and mark.bottom - mark.top > 30}
    shares = [column.width for column in COLUMNS]
    edges = [25 + 257 * sum(shares[:number]) / sum(shares) for number in range(len(shares) + 1)]
    assert sorted(columns) == pytest.approx([*edges], abs=0.02)


def test_long_words_take_two_lines_inside_their_row(tmp_path: Path) -> None:
    words = "南昌大学第一附属医院象湖院区重症医学科三病区"
    printed(tmp_path / "a.pdf", ledger([row(1, words)], row_height=6.8))
    found = marks(tmp_path / "a.pdf")
    rules = sorted({mark.top for mark in found if mark.top == mark.bottom and mark.right - mark.left > 250})
    inside = [letter for letter in letters(tmp_path / "a.pdf") if rules[1] - 1 < letter.top < rules[2] - 1]
    assert words in "".join(letter.char for letter in inside)
    assert all(rules[1] < letter.top and letter.bottom < rules[2] for letter in inside)


def test_cells_of_two_lines_keep_both(tmp_path: Path) -> None:
    (page,) = printed(tmp_path / "a.pdf", ledger([row(1, "樟树市人民医院\n二级　县域内")], row_height=8))
    assert "樟树市人民医院 二级 县域内" in " ".join(page.split())


def test_what_does_not_fit_is_reported(tmp_path: Path) -> None:
    words = "南昌大学第一附属医院象湖院区重症医学科三病区" * 5
    with Paper(tmp_path / "a.pdf", typefaces=FONTS) as paper:
        draw_ledger(paper, ledger([row(1, words)]))
    assert [problem.found for problem in paper.problems] == [words]


class Watcher:
    """Notes how many rows had been asked for at each step, and stops when told to."""

    def __init__(self, stop: int = 10**9) -> None:
        self.stop = stop
        self.asked = 0
        self.steps: list[tuple[int, int, int]] = []

    def rows(self, count: int) -> Iterator[Row]:
        for number in range(count):
            self.asked += 1
            yield row(number)

    def step(self, done: int, total: int, note: str = "") -> None:
        self.steps.append((done, total, self.asked))
        if done >= self.stop:
            raise Cancelled


def test_rows_are_taken_page_by_page_and_progress_is_told(tmp_path: Path) -> None:
    watcher = Watcher()
    with Paper(tmp_path / "a.pdf", typefaces=FONTS) as paper:
        assert draw_ledger(paper, ledger(watcher.rows(500), count=500), watcher) == 500
    each = watcher.steps[0][0]
    assert all(asked - done <= each for done, _, asked in watcher.steps)
    assert watcher.steps[-1] == (500, 500, 500)


def test_a_cancelled_ledger_leaves_no_file(tmp_path: Path) -> None:
    watcher = Watcher(stop=30)
    with pytest.raises(Cancelled), Paper(tmp_path / "a.pdf", typefaces=FONTS) as paper:
        draw_ledger(paper, ledger(watcher.rows(500)), watcher)
    assert watcher.asked < 100
    assert not list(tmp_path.iterdir())


def test_rare_names_print_in_a_ledger_and_missing_ones_are_reported(tmp_path: Path) -> None:
    with Paper(tmp_path / "a.pdf", typefaces=FONTS) as paper:
        draw_ledger(paper, Ledger("名单", (LedgerColumn("姓名"),), [(("贺𬱖",), ()), (("李\uf8ff",), ())]))
    (page,) = texts(tmp_path / "a.pdf")
    assert "贺𬱖" in page
    assert "李〓" in page
    assert paper.missing == ["\uf8ff"]
