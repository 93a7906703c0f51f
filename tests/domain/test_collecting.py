"""收表: what townships do to the sheets they were handed is told with its place, and nothing of it is lost."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from hfp_desk.excel import collected, collected_files
from hfp_desk.excel.collected_files import Arrived
from hfp_desk.problems import Refusal
from hfp_desk.records import CollectedReturn, Event, Place
from hfp_desk.returns import Definition, Period, periods
from hfp_desk.returns.collected import Collected, Flaw
from hfp_desk.store import collecting, places
from hfp_desk.store.collecting import HELD, RECEIVED, REPLACED, RETURNED, SAME, TAKEN
from hfp_desk.store.opening import Register
from tests.domain.foreign_books import HAS_OFFICE, converted
from tests.domain.gathered import FIGURES, declared, filled, handed_out
from tests.domain.listed import place, village_of

_FIRST = 6
"""Where the first line of these returns stands in the workbook."""

Of = tuple[Definition, Period]


@pytest.fixture
def of(register: Register) -> Of:
    return declared(register)


def take(register: Register, of: Of, *files: Path, town: str = "") -> tuple[Arrived, ...]:
    with register.session():
        asked = collected_files.asked_by(register, *of)
        chosen = asked.towns.named(town) if town and asked.towns is not None else None
    return collected_files.take_in(register, *of, files, town=chosen)


def read(register: Register, of: Of, path: Path) -> Collected:
    with register.session():
        (one,) = collected.read(path, collected_files.asked_by(register, *of))
    return one


def figure(one: Collected, column: str, key: int | str = 0) -> Decimal | None:
    assert one.table is not None
    return one.table.cell(key, column).value


def grave(one: Collected) -> list[Flaw]:
    return [flaw for flaw in one.flaws if flaw.level == "error"]


def test_a_township_that_fills_in_its_sheet_is_read_without_a_flaw(register: Register, of: Of, tmp_path: Path) -> None:
    (path,) = handed_out(register, tmp_path / "下发", of, "临江镇")
    one = read(register, of, filled(path))
    assert (one.unit, one.code, one.period) == ("临江镇", place("临江镇").code, "2020-03")
    assert not one.flaws
    assert [figure(one, name) for name in FIGURES] == [10, 30, 20, 10]
    assert figure(one, "rate") == Decimal("50.00")


def _insert_row(page: Worksheet) -> None:
    page.insert_rows(_FIRST)
    page.cell(_FIRST, 2, "窑里村")
    page.cell(_FIRST, 3, 5)


def test_a_remark_put_in_among_the_lines_does_not_end_the_table(register: Register, of: Of, tmp_path: Path) -> None:
    def remark(page: Worksheet) -> None:
        page.insert_rows(_FIRST)
        page.cell(_FIRST, 2, "说明：本镇上月数据有调整")

    (path,) = handed_out(register, tmp_path / "下发", of, "临江镇")
    one = read(register, of, filled(path, change=remark))
    assert not grave(one)
    assert [figure(one, name) for name in FIGURES] == [10, 30, 20, 10]


def _insert_nameless(page: Worksheet) -> None:
    page.insert_rows(_FIRST + 1)
    page.cell(_FIRST + 1, 4, 7)


@pytest.mark.parametrize(
    ("change", "level", "row", "column", "words", "found"),
    [
        (_insert_row, "error", _FIRST, "B", "表中多了一行“窑里村”", "窑里村"),
        (_insert_nameless, "error", _FIRST + 1, "B", "多了一行没有名称的数字", ""),
        (lambda page: page.delete_rows(_FIRST), "error", 0, "", "缺少“临江镇”这一行", ""),
        (lambda page: _put(page, "D", "约30人"), "error", _FIRST, "D", "是文字，不是数字", "约30人"),
        (lambda page: _put(page, "D", -3), "error", _FIRST, "D", "是负数", "-3"),
        (lambda page: _put(page, "D", "1,23"), "error", _FIRST, "D", "逗号的位置不对", "1,23"),
        (lambda page: _put(page, "D", "３０"), "note", _FIRST, "D", "是文本格式的数字，已按 30 读取", "３０"),
        (lambda page: _put(page, "D", "1,030 人"), "note", _FIRST, "D", "已按 1,030 读取", "1,030 人"),
        (lambda page: _put(page, "D", None), "warning", _FIRST, "D", "是空的", ""),
        (lambda page: _put(page, "D", 30.5), "warning", _FIRST, "D", "小数位数不对", "30.5"),
        (lambda page: page.merge_cells("C6:D6"), "warning", _FIRST, "C", "数字格被合并了", ""),
        (
            lambda page: _head(page, "D4", "人口数"),
            "error",
            4,
            "D",
            "没有找到“农村贫困人口—人”这一栏",
            "农村贫困人口—人口数",
        ),
    ],
)
def test_what_a_township_does_to_its_sheet_is_told_with_its_place(
    register: Register,
    of: Of,
    tmp_path: Path,
    change: Callable[[Worksheet], object],
    level: str,
    row: int,
    column: str,
    words: str,
    found: str,
) -> None:
    (path,) = handed_out(register, tmp_path / "下发", of, "临江镇")
    one = read(register, of, filled(path, change=change))
    flaw = next(flaw for flaw in one.flaws if words in flaw.message)
    assert (flaw.level, flaw.row, flaw.column, flaw.found) == (level, row, column, found)
    kept = {text for _, texts in one.raw for text in texts}
    assert found.rpartition("—")[2] in kept, "nothing that stood there is lost"
    assert figure(one, "done") == (None if "缺少" in words else 10), "the other figures are taken all the same"


def _put(page: Worksheet, letters: str, value: object) -> None:
    page[f"{letters}{_FIRST}"] = value


def _head(page: Worksheet, place: str, text: str) -> None:
    page[place] = text


def test_a_formula_that_failed_is_told_as_such(register: Register, of: Of, tmp_path: Path) -> None:
    (path,) = handed_out(register, tmp_path / "下发", of, "临江镇")
    filled(path, change=lambda page: _put(page, "D", "=1/0"))
    if not HAS_OFFICE:
        pytest.skip("LibreOffice is not installed")
    one = read(register, of, converted(path, tmp_path / "wps", "xlsx"))
    (flaw,) = grave(one)
    assert (flaw.message, flaw.found, flaw.row, flaw.column) == (
        "临江镇“农村贫困人口—人”公式出错，没有数字",
        "#DIV/0!",
        _FIRST,
        "D",
    )


@pytest.mark.skipif(not HAS_OFFICE, reason="LibreOffice is not installed")
@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_a_sheet_saved_by_another_program_is_the_same(register: Register, of: Of, tmp_path: Path, ending: str) -> None:
    (path,) = handed_out(register, tmp_path / "下发", of, "临江镇")
    one = read(register, of, converted(filled(path), tmp_path / "wps", ending))
    assert not one.flaws
    assert (one.unit, figure(one, "people")) == ("临江镇", Decimal(30))


def test_columns_that_were_moved_are_found_by_their_heads(register: Register, of: Of, tmp_path: Path) -> None:
    (path,) = handed_out(register, tmp_path / "下发", of, "临江镇")

    def move(page: Worksheet) -> None:
        page.unmerge_cells("C3:D3")
        for number, (left, right) in {4: ("户", "人"), _FIRST: (10, 30)}.items():
            page.cell(number, 3, right)
            page.cell(number, 4, left)

    one = read(register, of, filled(path, change=move))
    assert [figure(one, name) for name in FIGURES] == [10, 30, 20, 10]
    assert not grave(one)
    assert {"栏目的顺序被移动过，已按表头取数", "表头的合并单元格被拆开了，已按文字识别"} <= {
        flaw.message for flaw in one.flaws
    }


def test_a_sheet_whose_marks_were_lost_is_known_by_its_words_and_says_so(
    register: Register, of: Of, tmp_path: Path
) -> None:
    (path,) = handed_out(register, tmp_path / "下发", of, "临江镇")
    filled(path)
    book = load_workbook(path)
    del book["_hfp"]
    book.save(tmp_path / "表1.xlsx")
    one = read(register, of, tmp_path / "表1.xlsx")
    assert (one.unit, one.period, figure(one, "people")) == ("临江镇", "2020-03", Decimal(30))
    assert [flaw.message for flaw in one.flaws] == [
        "没有下发时的隐藏标记，已按标题、表头和名称识别，请核对是哪个单位、哪一期"
    ]


def test_a_village_known_by_its_alias_is_the_same_line_and_the_sum_must_be_right(
    register: Register, tmp_path: Path
) -> None:
    of = declared(register, "by_village", "villages")
    first = village_of("临江镇")
    places.add_alias(register, Place.get_by_id(first.id), "老街片")
    (path,) = handed_out(register, tmp_path / "下发", of, "临江镇")

    def change(page: Worksheet) -> None:
        page.cell(_FIRST + 1, 2, "老街片")
        page.cell(_FIRST, 4, 31)

    one = read(register, of, filled(path, change=change))
    assert one.table is not None
    lines = len(one.table.lines) - 1
    assert figure(one, "people", int(first.id)) == 30
    (flaw,) = grave(one)
    assert (flaw.message, flaw.found, flaw.expected.strip()) == (
        "“农村贫困人口—人”的合计与各行之和不等",
        "31",
        f"{30 * lines:,}",
    )
    assert (flaw.row, flaw.column) == (_FIRST, "D")
    assert figure(one, "households") == 10 * lines, "a sum that was left empty is that of the lines"


def test_the_same_file_changes_nothing_and_a_later_one_replaces_it(register: Register, of: Of, tmp_path: Path) -> None:
    (path,) = handed_out(register, tmp_path / "下发", of, "临江镇")
    filled(path)
    assert [one.outcome for one in take(register, of, path)] == [TAKEN]
    assert [one.outcome for one in take(register, of, path)] == [SAME]
    assert CollectedReturn.select().count() == 1
    (again,) = take(register, of, filled(path, {**FIGURES, "people": 31}))
    assert again.sentence == "收到临江镇的表，替换了上一份。"
    assert [row.state for row in CollectedReturn.select().order_by(CollectedReturn.id)] == [REPLACED, RECEIVED]
    (latest,) = collecting.kept(*of)
    assert figure(latest.collected, "people") == 31
    assert len(collecting.kept(*of, earlier=True)) == 2
    assert collecting.original(register, latest.id) == path.read_bytes()
    logged = [event.subject for event in Event.select().where(Event.action == "return")]
    assert logged == ["收表 临江镇", "收表 临江镇"]


def test_a_township_in_two_files_waits_for_the_clerk(register: Register, of: Of, tmp_path: Path) -> None:
    (path,) = handed_out(register, tmp_path / "下发", of, "临江镇")
    (other,) = handed_out(register, tmp_path / "更正", of, "临江镇")
    files = [filled(path), filled(other, {**FIGURES, "people": 29})]
    held = take(register, of, *files)
    assert [one.outcome for one in held] == [HELD, HELD]
    assert held[0].sentence == "临江镇在几个文件（或工作表）里都有，没有收。请选定用哪一份，单独收那一份。"
    assert not CollectedReturn.select().count()
    assert [one.outcome for one in take(register, of, files[1])] == [TAKEN]


def test_a_sheet_with_two_townships_names_waits_for_the_clerk(register: Register, of: Of, tmp_path: Path) -> None:
    (path,) = handed_out(register, tmp_path / "下发", of, "临江镇")
    filled(path, change=lambda page: _head(page, "A2", "填报单位（盖章）：永泰镇"))
    (held,) = take(register, of, path)
    assert held.outcome == HELD
    assert "识别为临江镇，填报单位写的是永泰镇" in held.sentence
    (taken,) = take(register, of, path, town="临江镇")
    assert taken.outcome == TAKEN


def test_another_period_and_another_return_are_not_taken(register: Register, of: Of, tmp_path: Path) -> None:
    (path,) = handed_out(register, tmp_path / "下发", of, "临江镇")
    filled(path)
    april = of[0], periods.period(of[0], "2020-04")
    (held,) = take(register, april, path)
    assert held.outcome == HELD
    assert held.sentence == "没有收：不是这一期的表（表中写的是“2020年3月”，应为2020年4月）。"
    other = declared(register, "by_village", "villages")
    (held,) = take(register, other, path)
    assert "是《贫困人口体检月报表》，不是《各村体检月报表》" in held.sentence
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04 broken")
    broken, good = sorted(take(register, of, tmp_path / "坏.xlsx", path), key=lambda one: one.outcome)
    assert (broken.outcome, good.outcome) == (HELD, TAKEN), "a broken file does not keep the others back"


def test_accepted_returns_are_not_overwritten_and_errors_need_a_reason(
    register: Register, of: Of, tmp_path: Path
) -> None:
    (path,) = handed_out(register, tmp_path / "下发", of, "临江镇")
    (one,) = take(register, of, filled(path))
    with pytest.raises(Refusal, match="还有 2 处差错"):
        collecting.accept(register, one.record, "", 2)
    collecting.accept(register, one.record)
    (held,) = take(register, of, filled(path, {**FIGURES, "people": 31}))
    assert (held.outcome, "已经审核通过" in held.sentence) == (HELD, True)
    with pytest.raises(Refusal, match="没有写退回的原因"):
        collecting.mark_returned(register, one.record, "")
    collecting.mark_returned(register, one.record, "人数与花名册不符")
    assert [kept.state for kept in collecting.kept(*of)] == [RETURNED]
    (taken,) = take(register, of, path)
    assert taken.outcome == TAKEN
