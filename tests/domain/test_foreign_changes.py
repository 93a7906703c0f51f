"""A template comes back next month: known at once, or with what the higher level changed in it."""

from datetime import date
from pathlib import Path

import msgspec
import pytest
from openpyxl import load_workbook

from hfp_desk.excel import foreign_changes, foreign_learning, foreign_sheets
from hfp_desk.excel.foreign_learning import Counted, Known
from hfp_desk.excel.foreign_sheets import Foreign
from hfp_desk.excel.foreign_texts import filled, named_facts
from hfp_desk.problems import Refusal
from hfp_desk.store import foreign_templates
from hfp_desk.store.foreign_templates import (
    CHECKER,
    HEAD,
    PERIOD,
    SENT_ON,
    UNIT,
    WRITER,
    Fact,
    Figure,
    Point,
    Remembered,
)
from hfp_desk.store.opening import Register
from tests.domain import foreign_books as books

NAME, SHEET = books.RETURN, "附件1"
FACTS = {UNIT: "樟树市卫健委", PERIOD: "2020年3月", HEAD: "", CHECKER: "王芳", WRITER: "李敏", SENT_ON: "2020年3月27日"}


@pytest.fixture
def counted(register: Register) -> Counted:
    books.own_return(register)
    return foreign_learning.count(register, [NAME], date(2020, 3, 20))


@pytest.fixture
def towns(counted: Counted) -> list[str]:
    return [line.label for line in counted.tables[NAME].lines if isinstance(line.key, int) and line.key > 0]


@pytest.fixture
def learnt(register: Register, counted: Counted, towns: list[str], tmp_path: Path) -> Remembered:
    foreign = foreign_sheets.read(books.progress(tmp_path / "市表3月.xlsx", towns))
    found = foreign_learning.propose(foreign, (), SHEET, counted.tables[NAME].definition, counted.names[NAME])
    points = [msgspec.structs.replace(point, sure=True) for point in found]
    return foreign_templates.remember(register, "市表", foreign.file, foreign.content, foreign.laid, points)


def look(register: Register, counted: Counted, path: Path) -> tuple[Foreign, Known]:
    foreign = foreign_sheets.read(path)
    return foreign, foreign_learning.look(register, foreign, counted)


def wanted(known: Known, *, sure: bool) -> dict[tuple[int, int], str]:
    """Row and column of each figure, and its column of the return."""
    return {
        (point.row, point.column): point.target.column
        for point in known.points
        if isinstance(point.target, Figure) and point.sure is sure
    }


def test_next_month_it_is_the_same_template(
    register: Register, counted: Counted, learnt: Remembered, towns: list[str], tmp_path: Path
) -> None:
    _, known = look(register, counted, books.progress(tmp_path / "市表4月.xlsx", towns, "2020年4月"))
    assert known.remembered == learnt
    assert known.points == learnt.points
    assert not known.changes


def test_figures_of_last_month_in_it_do_not_matter(
    register: Register, counted: Counted, learnt: Remembered, tmp_path: Path
) -> None:
    book = load_workbook(tmp_path / "市表3月.xlsx")
    book[SHEET]["C7"], book[SHEET]["A2"] = 12, "填报单位（盖章）：樟树市卫健委    填报时间：2020年2月28日"
    book.save(tmp_path / "上月.xlsx")
    _, known = look(register, counted, tmp_path / "上月.xlsx")
    assert known.points == learnt.points
    assert not known.changes


def test_another_template_is_new(register: Register, counted: Counted, learnt: Remembered, tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    assert page is not None
    for row, words in enumerate((("村医培训情况",), ("单位", "应训", "实训"), ("合计", None, None)), start=1):
        for column, text in enumerate(words, start=1):
            page.cell(row, column, text)
    book.save(tmp_path / "培训.xlsx")
    _, known = look(register, counted, tmp_path / "培训.xlsx")
    assert known == Known()


def test_an_inserted_row_moves_what_stands_below_and_is_asked_for(
    register: Register, counted: Counted, learnt: Remembered, towns: list[str], tmp_path: Path
) -> None:
    less = books.progress(tmp_path / "a.xlsx", [*towns[:3], *towns[4:]])
    foreign = foreign_sheets.read(less)
    found = foreign_learning.propose(foreign, (), SHEET, counted.tables[NAME].definition, counted.names[NAME])
    points = [msgspec.structs.replace(point, sure=True) for point in found]
    foreign_templates.remember(register, "市表", "a.xlsx", foreign.content, foreign.laid, points)
    _, known = look(register, counted, tmp_path / "市表3月.xlsx")
    assert [change.told for change in known.changes] == [f"{SHEET}：插入了第 10 行（{towns[3]}）"]
    new = wanted(known, sure=False)
    assert new == {(10, 3): "households", (10, 4): "people", (10, 5): "verified", (10, 6): "treated"}
    labels = {point.row: point.target.label for point in known.points if isinstance(point.target, Figure)}
    assert labels == dict(enumerate(towns, start=books.FIRST))


def test_an_inserted_column_and_a_renamed_head_are_told(
    register: Register, counted: Counted, learnt: Remembered, towns: list[str], tmp_path: Path
) -> None:
    path = books.progress(tmp_path / "新.xlsx", towns, "2020年4月", more="其中：脱贫户", head="已治疗（人）")
    _, known = look(register, counted, path)
    told = [change.told for change in known.changes]
    assert f"{SHEET}：插入了 E 列（其中：脱贫户｜户）" in told
    assert f"{SHEET} G4：原“已救治（人）”，现“已治疗（人）”" in told
    assert len(told) == 2
    sure, asked = wanted(known, sure=True), wanted(known, sure=False)
    assert {column: name for (_, column), name in sure.items()} == {3: "households", 4: "people", 6: "verified"}
    assert {column: name for (_, column), name in asked.items()} == {7: "treated"}
    assert len(asked) == len(towns)
    facts = [point.target.name for point in known.points if isinstance(point.target, Fact) and point.sure]
    assert sorted(facts) == sorted([UNIT, PERIOD, HEAD]), "head and foot lie elsewhere now, and say the same"


def test_a_column_that_is_gone_is_told_and_left_out(
    register: Register, counted: Counted, towns: list[str], tmp_path: Path
) -> None:
    foreign = foreign_sheets.read(books.progress(tmp_path / "a.xlsx", towns, more="其中：脱贫户"))
    point = Point(SHEET, 7, 5, Figure(NAME, "households", 0, "合计"))
    kept = Remembered("市表", "a.xlsx", foreign.laid, (point,))
    found = foreign_changes.moved(kept, foreign_sheets.read(books.progress(tmp_path / "b.xlsx", towns)))
    assert found.lost == (point,)
    assert [change.told for change in found.changes] == [f"{SHEET}：原 E 列（其中：脱贫户｜户）没有了"]


def test_a_sheet_that_was_renamed_is_followed(
    register: Register, counted: Counted, learnt: Remembered, tmp_path: Path
) -> None:
    book = load_workbook(tmp_path / "市表3月.xlsx")
    book[SHEET].title = "附表一"
    book.save(tmp_path / "改名.xlsx")
    _, known = look(register, counted, tmp_path / "改名.xlsx")
    assert [change.told for change in known.changes] == [f"{SHEET}：工作表改名为“附表一”"]
    assert {point.sheet for point in known.points} == {"附表一"}
    assert not known.lost


def test_what_is_only_proposed_cannot_be_kept(register: Register, counted: Counted, learnt: Remembered) -> None:
    points = [msgspec.structs.replace(point, sure=False) for point in learnt.points[:3]]
    with pytest.raises(Refusal, match="还有 3 处没有确认"):
        foreign_templates.remember(register, "x", "x.xlsx", b"", learnt.sheets, points)


def test_the_file_is_kept_sealed_and_forgotten_with_the_mapping(
    register: Register, learnt: Remembered, tmp_path: Path
) -> None:
    content = (tmp_path / "市表3月.xlsx").read_bytes()
    assert foreign_templates.kept_file(register, "市表") == content
    (kept,) = register.beside("templates").iterdir()
    assert b"PK" not in kept.read_bytes()[:64]
    foreign_templates.forget(register, "市表")
    assert foreign_templates.remembered(register) == ()
    assert not kept.exists()
    with pytest.raises(Refusal, match="没有记住"):
        foreign_templates.named(register, "市表")


@pytest.mark.parametrize(
    ("text", "asked", "full"),
    [
        ("填报单位：", (UNIT,), "填报单位：樟树市卫健委"),
        (
            "填报单位（盖章）：＿＿＿＿＿＿＿＿＿＿　填表人：",
            (UNIT, WRITER),
            "填报单位（盖章）：樟树市卫健委　　　　　填表人：李敏",
        ),
        ("报 出 日 期：   年  月  日", (SENT_ON,), "报 出 日 期：2020年3月27日"),
        ("单位负责人：      审核：", (HEAD, CHECKER), "单位负责人：      审核：王芳"),
        ("2020年2月份三个一批进展情况", (PERIOD,), "2020年3月三个一批进展情况"),
        ("　　　年　　月", (PERIOD,), "　　　2020年3月"),
        ("{填报单位}（{报告期}）", (UNIT, PERIOD), "樟树市卫健委（2020年3月）"),
        ("单位：户、人", (), ""),
        ("2019年底贫困人口", (), ""),
        ("2020年度计划", (), ""),
    ],
)
def test_blanks_are_known_by_their_labels(text: str, asked: tuple[str, ...], full: str) -> None:
    assert named_facts(text) == asked
    assert not full or filled(text, FACTS, asked[0]) == full
