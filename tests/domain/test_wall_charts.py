"""The wall charts: every village once, legible on A3, told without colour; the counts are those of the register."""

import importlib
import math
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from hfp_desk import papers
from hfp_desk.gate import Viewer
from hfp_desk.papers import wall_charts
from hfp_desk.papers.job import Job
from hfp_desk.printing.fonts import Fonts
from hfp_desk.printing.forms import wall_chart_coverage, wall_chart_treatment
from hfp_desk.printing.forms.wall_chart_packing import Ground, Placed, pack, place, shares
from hfp_desk.printing.forms.wall_chart_tile import draw_tile, look_of
from hfp_desk.printing.paper import Paper
from hfp_desk.printing.sheets import A1_WALL, A3_WALL, A4, Box, Sheet
from hfp_desk.printing.wall_facts import (
    Chain,
    ChartFigure,
    Clinic,
    CoverageChartFacts,
    Medic,
    State,
    Tile,
    TownBlock,
    TreatmentChartFacts,
)
from hfp_desk.problems import SILENT, Refusal
from hfp_desk.store import coverage
from hfp_desk.store.opening import Register
from hfp_desk.store.scopes import Scope
from tests.data.pdf_reading import letters
from tests.domain.clinics import DAY, arrangement, clinic, committee, doctor, keep_roster, licence, status
from tests.domain.listed import CLERK, VISITOR, diagnosis, person
from tests.domain.listed import place as town_of

pypdfium2: Any = importlib.import_module("pypdfium2")
FONTS = Fonts(own=())
COUNTIES = {
    "樟树": (16, 11, 11, 15, 27, 23, 10, 23, 16, 20, 12, 9, 15, 14, 14, 12, 22, 14, 17, 4, 1, 4),
    "八个乡镇": (7, 8, 6, 8, 9, 8, 9, 5),
    "三十个乡镇": (*range(11, 30), 20, 21, 22, 17, 18, 19, 24, 30, 8, 12, 26),
    "一个乡镇": (60,),
    "一个村": (1,),
}
FIGURES = (ChartFigure("纳入统计的村", "199"), ChartFigure("尚未覆盖", "3", loud=True))


def facts(counts: tuple[int, ...]) -> CoverageChartFacts:
    names = (f"村{chr(0x4E00 + number // 40)}{chr(0x5200 + number)}" for number in range(sum(counts)))
    towns = tuple(
        TownBlock(
            f"第{number}镇",
            tuple(Tile(next(names), Clinic.STANDARD, Medic.QUALIFIED, State.COVERED) for _ in range(count)),
        )
        for number, count in enumerate(counts)
    )
    return CoverageChartFacts("樟树市卫生健康委员会", DAY, towns, FIGURES)


def drawn(path: Path, told: CoverageChartFacts, sheet: Sheet) -> Paper:
    with Paper(path, typefaces=FONTS) as paper:
        assert wall_chart_coverage.draw(paper, told, sheet) == sum(len(town.tiles) for town in told.towns)
    return paper


@pytest.mark.parametrize("counts", COUNTIES.values(), ids=COUNTIES)
def test_blocks_fill_the_ground_in_their_order_and_never_meet(counts: tuple[int, ...]) -> None:
    ground = Ground(width=398, height=220, head=6.6, wide=84, gap=2.4, seam=0.9)
    placed = list(place(pack(counts, ground), counts, ground))
    assert [one.block for one in placed] == list(range(len(counts)))
    for one in placed:
        assert one.x >= 0
        assert one.x + one.width <= ground.width + 0.01
        assert -(-counts[one.block] // one.across) * one.across >= counts[one.block]
    columns: dict[float, list[Placed]] = {}
    for one in placed:
        columns.setdefault(round(one.x, 3), []).append(one)
    for column in columns.values():
        for upper, lower in pairwise(column):
            assert lower.y == pytest.approx(_end(upper, counts, ground) + ground.gap)
        assert _end(column[-1], counts, ground) == pytest.approx(ground.height)
    edges = sorted(columns)
    assert all(right - left > columns[left][0].width for left, right in pairwise(edges))


def _end(one: Placed, counts: tuple[int, ...], ground: Ground) -> float:
    return one.y + ground.head_for(one.width) + math.ceil(counts[one.block] / one.across) * one.row


def test_townships_are_dealt_to_sheets_evenly_and_none_is_lost() -> None:
    dealt = shares(COUNTIES["三十个乡镇"], 3)
    assert [town for one in dealt for town in one] == list(range(30))
    weights = [sum(COUNTIES["三十个乡镇"][town] for town in one) for one in dealt]
    assert max(weights) < 1.3 * min(weights)


@pytest.mark.parametrize("sheet", [A1_WALL, A3_WALL], ids=["A1", "A3"])
@pytest.mark.parametrize("counts", COUNTIES.values(), ids=COUNTIES)
def test_every_village_is_there_once_and_legible(tmp_path: Path, counts: tuple[int, ...], sheet: Sheet) -> None:
    told = facts(counts)
    paper = drawn(tmp_path / "a.pdf", told, sheet)
    assert not paper.problems
    pages = [page.extract_text().replace("\n", "") for page in PdfReader(tmp_path / "a.pdf").pages]
    whole = "".join(pages)
    assert all(whole.count(tile.name) == 1 for town in told.towns for tile in town.tiles)
    assert len(pages) == (1 if sheet is A1_WALL or sum(counts) < 400 else 2)
    if len(pages) > 1:
        assert "第 1 张，共 2 张" in pages[0]
    size = PdfReader(tmp_path / "a.pdf").pages[0].mediabox
    assert (round(float(size.width) / 72 * 25.4), round(float(size.height) / 72 * 25.4)) == (sheet.width, sheet.height)
    inks = [letter for letter in letters(tmp_path / "a.pdf") if letter.char == "村"]
    assert min(letter.bottom - letter.top for letter in inks) > 7.5 / 72 * 25.4 * 0.8
    assert all(letter.right < sheet.width - 5 and letter.bottom < sheet.height - 3 for letter in inks)


def test_a_gap_jumps_to_the_eye_without_any_colour(tmp_path: Path) -> None:
    states = (State.COVERED, State.SERVED, State.GAP)
    with Paper(tmp_path / "a.pdf", typefaces=FONTS) as paper:
        paper.begin(A4)
        for number, state in enumerate(states):
            tile = Tile("双洲", Clinic.NONE, Medic.QUALIFIED, state, ("巡诊",) if state is State.SERVED else ())
            draw_tile(paper, Box(30, 30 + 40 * number, 30, 20), tile, look_of(6, 20, 30))
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as document:
        picture = document[0].render(scale=2, grayscale=True).to_pil()
    unit = 2 * 72 / 25.4
    dark = [_darkness(picture, unit, 30 + 40 * number) for number in range(3)]
    assert dark[0] < dark[1] < 0.5 < dark[2]


def _darkness(picture: Any, unit: float, top: float) -> float:
    part = picture.crop(tuple(round(side * unit) for side in (30, top, 60, top + 20)))
    values = part.convert("L").tobytes()
    return 1 - float(sum(values)) / len(values) / 255


def job(register: Register, viewer: Viewer = CLERK, **scope: Any) -> Job:
    return Job(register, Scope(until=DAY, **scope), viewer, SILENT)


class TestTheSampleRoster:
    def test_its_blocks_count_what_the_coverage_counts(self, register: Register) -> None:
        keep_roster(register)
        told = wall_charts.coverage_facts(job(register))
        found = coverage.coverage(register, CLERK, DAY)
        assert sum(town.told for town in told.towns) == len(found.villages) == 199
        gaps = [tile.name for town in told.towns for tile in town.tiles if tile.state is State.GAP]
        assert gaps == [one.name.removesuffix("村委会") for one in found.gaps]
        assert sum(town.with_clinic for town in told.towns) == found.figure("clinic").count
        assert sum(town.with_medic for town in told.towns) == found.figure("doctor").count
        lapsed = sum(town.number(medic=Medic.LAPSED) for town in told.towns)
        assert lapsed == found.figure("doctor").count - found.figure("qualified").count
        silent = sum(town.number(state=State.SILENT) for town in told.towns)
        assert silent == len(found.unreported)
        assert {figure.label: figure.value for figure in told.figures}["空白点（不计替代）"] == "33"

    def test_it_is_one_sheet_of_either_size_without_a_word_cut(self, register: Register, tmp_path: Path) -> None:
        keep_roster(register)
        for name in ("wall-chart-coverage", "wall-chart-coverage-a3"):
            printed = papers.print_form(register, name, tmp_path / f"{name}.pdf", Scope(until=DAY), CLERK)
            assert (printed.pages, printed.warnings) == (1, ())
            text = "".join(page.extract_text() for page in PdfReader(printed.path).pages)
            assert "截至 2020年3月31日" in text
            assert "村 18 · 有室" in text
            assert "未报送" in text


def test_a_tile_says_how_the_village_is_served(register: Register) -> None:
    served, building, poor, whole = (committee(number) for number in range(4))
    clinic(register, served)
    arrangement(register, served, "6")
    arrangement(register, building, "1")
    status(register, poor, status="2")
    clinic(register, whole, standard=True)
    licence(register, doctor(register, whole), expires="2019-01")
    told = wall_charts.coverage_facts(job(register))
    tiles = {tile.name: tile for town in told.towns for tile in town.tiles}
    short = [tiles[one.name.removesuffix("村委会")] for one in (served, building, poor, whole)]
    assert [tile.state for tile in short] == [State.SERVED, State.GAP, State.GAP, State.COVERED]
    assert [tile.served for tile in short] == [("巡诊",), ("拟建",), (), ()]
    assert [tile.clinic for tile in short] == [Clinic.BELOW, Clinic.NONE, Clinic.NONE, Clinic.STANDARD]
    assert [tile.medic for tile in short] == [Medic.NONE, Medic.NONE, Medic.NONE, Medic.LAPSED]
    assert short[2].mark == "深"
    assert ("巡诊", "卫生院巡诊") in told.words
    assert told.marks == (("深", "深度贫困村"),)


def test_a_chart_can_be_narrowed_to_a_township(register: Register) -> None:
    clinic(register, committee(0))
    clinic(register, committee(0, "永泰镇"))
    told = wall_charts.coverage_facts(job(register, towns=(town_of("永泰镇").id,)))
    assert [town.name for town in told.towns] == ["永泰镇"]
    assert told.figures[0].value == "1"


def test_a_county_that_reported_nothing_has_no_chart(register: Register, tmp_path: Path) -> None:
    for name in ("wall-chart-coverage", "wall-chart-treatment"):
        with pytest.raises(Refusal, match="没有可以打印"):
            papers.print_form(register, name, tmp_path / "a.pdf", Scope(), CLERK)


class TestTreatment:
    def test_the_matrix_holds_the_cases_by_township_and_illness(self, register: Register) -> None:
        for town, disease, state in (("临江镇", "肺癌", "2"), ("临江镇", "肺癌", "1"), ("永泰镇", "胃癌", "2")):
            diagnosis(register, person(register, "张三", town), disease, batch_class="1", verify_state=state)
        told = wall_charts.treatment_facts(job(register))
        assert told.towns == ("临江镇", "永泰镇")
        cells = {
            (town, illness): cell
            for town, row in zip(told.towns, told.cells, strict=True)
            for illness, cell in zip(told.illnesses, row, strict=True)
        }
        assert set(told.illnesses) == {"肺癌", "胃癌"}
        assert cells["临江镇", "肺癌"] == Chain(found=2, filed=1, running=1)
        assert cells["临江镇", "胃癌"] is None
        assert cells["永泰镇", "胃癌"] == Chain(found=1, filed=1, running=1)

    def test_restricted_diseases_are_left_out_with_a_word(self, register: Register, tmp_path: Path) -> None:
        whose = person(register, "张三")
        diagnosis(register, whose, "艾滋病机会性感染", batch_class="1", restricted=True)
        diagnosis(register, whose, "肺癌", batch_class="1")
        assert wall_charts.treatment_facts(job(register)).towns == ("临江镇",)
        assert len(wall_charts.treatment_facts(job(register)).illnesses) == 2
        seen = wall_charts.treatment_facts(job(register, VISITOR))
        assert seen.illnesses == ("肺癌",)
        assert seen.figures[0].value == "1"
        printed = papers.print_form(register, "wall-chart-treatment-a3", tmp_path / "a.pdf", Scope(until=DAY), VISITOR)
        text = PdfReader(printed.path).pages[0].extract_text()
        assert "保密病种的记录没有列入" in text
        assert "艾滋" not in text

    @pytest.mark.parametrize(("towns", "illnesses", "sheets"), [(22, 22, 1), (3, 2, 1), (40, 45, 4)])
    def test_it_takes_as_many_sheets_as_legible_numbers_need(
        self, tmp_path: Path, towns: int, illnesses: int, sheets: int
    ) -> None:
        cells = tuple(tuple(Chain(7, 5, 2, 1, 1, 3) for _ in range(illnesses)) for _ in range(towns))
        told = TreatmentChartFacts(
            "樟树市卫生健康委员会",
            date(2020, 3, 31),
            tuple(f"病种{number}" for number in range(illnesses)),
            tuple(f"第{number}镇" for number in range(towns)),
            cells,
            FIGURES,
        )
        with Paper(tmp_path / "a.pdf", typefaces=FONTS) as paper:
            assert wall_chart_treatment.draw(paper, told, A3_WALL) == 7 * towns * illnesses
        assert paper.pages == sheets
        assert not paper.problems
        last = PdfReader(tmp_path / "a.pdf").pages[-1].extract_text()
        assert str(7 * towns * illnesses) in last.replace("\n", "")

    def test_the_parts_of_a_bar_are_all_its_cases(self) -> None:
        whole = Chain(7, 5, 2, 1, 1, 3) + Chain(1, 0, 0, 0)
        assert whole.counts == (8, 5, 2, 1)
        assert whole.stands == (1, 1, 3, 3)
        assert sum(whole.stands) == whole.found
