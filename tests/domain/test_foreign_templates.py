"""The higher level's own workbook: our figures in it and nothing else changed, whoever made it."""

import zipfile
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.workbook.defined_name import DefinedName

from hfp_desk.excel import foreign_filling, foreign_learning, foreign_sheets, foreign_writing
from hfp_desk.excel.foreign_filling import Filling
from hfp_desk.excel.foreign_learning import Counted
from hfp_desk.excel.foreign_sheets import Foreign
from hfp_desk.gate import QUERY
from hfp_desk.problems import Refusal
from hfp_desk.records import DIAGNOSIS, HOUSEHOLD, IDENTITY, PERSON, TREATMENT, Event, Place
from hfp_desk.store import entering, figures, foreign_templates, sending, users_keeping
from hfp_desk.store.entering import Draft
from hfp_desk.store.foreign_templates import Fact, Figure, Point
from hfp_desk.store.opening import Register
from tests.domain import foreign_books as books
from tests.domain.staff import LAN

NAME, DAY, SHEET = books.RETURN, date(2020, 3, 20), "附件1"
NUMBERS = ("36098219590312752X", "360982196001010018", "360982196202020025")


@pytest.fixture
def county(register: Register) -> Register:
    """Three poor people with cancer in 临江镇 and 永泰镇, two of them treated."""
    policy = figures.in_force()
    for place, number in enumerate(NUMBERS):
        town = Place.get((Place.name == ("永泰镇" if place == 2 else "临江镇")) & (Place.level == "4"))
        village = Place.select().where(Place.parent == town).first()
        home = {"number": f"36098{number[-4:]}", "head_name": f"李{'甲乙丙'[place]}", "village": village.id}
        house = entering.keep(register, policy, [Draft(HOUSEHOLD, home)]).ids[0]
        who = {"name": f"李{'甲乙丙'[place]}", "id_number": number, "village": village.id, "household": house}
        person = entering.keep(register, policy, [Draft(PERSON, {**who, "relation": "01"})]).ids[0]
        illness = {"person": person, "disease": "肺癌", "batch_class": "1", "verify_state": "2"}
        drafts = [Draft(IDENTITY, {"person": person, "kind": "01", "starts": "2014"}), Draft(DIAGNOSIS, illness)]
        if place:
            stay = {"person": person, "disease": "肺癌", "hospital": "樟树市人民医院"}
            drafts.append(Draft(TREATMENT, {**stay, "admitted": date(2020, 3, 2), "discharged": date(2020, 3, 12)}))
        for draft in drafts:
            entering.keep(register, policy, [draft])
    return register


@pytest.fixture
def counted(county: Register) -> Counted:
    books.own_return(county)
    return foreign_learning.count(county, [NAME], DAY)


@pytest.fixture
def towns(counted: Counted) -> list[str]:
    return [line.label for line in counted.tables[NAME].lines if isinstance(line.key, int) and line.key > 0]


def proposed(foreign: Foreign, counted: Counted) -> tuple[Point, ...]:
    definition = counted.tables[NAME].definition
    found = foreign_learning.propose(foreign, (), SHEET, definition, counted.names[NAME])
    return tuple(Point(*point.place, point.target) for point in found)


def filled(register: Register, foreign: Foreign, points: Sequence[Point], counted: Counted) -> Filling:
    facts = foreign_templates.facts(register, counted.period.label, date(2020, 3, 27))
    return foreign_filling.filling(foreign, points, counted.tables, facts)


def saved(register: Register, template: Path, counted: Counted, target: Path) -> tuple[Foreign, Filling]:
    foreign = foreign_sheets.read(template)
    found = filled(register, foreign, proposed(foreign, counted), counted)
    foreign_filling.save(register, foreign, found, target, counted.period.mark)
    return foreign, found


class TestNothingElseChanges:
    def test_figures_stand_where_heads_and_names_meet(
        self, county: Register, counted: Counted, towns: list[str], tmp_path: Path
    ) -> None:
        template = books.progress(tmp_path / "市表.xlsx", towns)
        saved(county, template, counted, tmp_path / "填好.xlsx")
        found, table = books.cells(tmp_path / "填好.xlsx", SHEET), counted.tables[NAME]
        columns = {"C": "households", "D": "people", "E": "verified", "F": "treated"}
        for row, line in enumerate(table.lines[1 : len(towns) + 1], start=books.FIRST):
            assert [found[f"{letter}{row}"] for letter in columns] == [
                table.cell(line.key, name).value for name in columns.values()
            ]
        row = books.FIRST + towns.index("临江镇")
        assert (found[f"E{row}"], found[f"F{row}"]) == (2, 1)

    def test_only_pointed_cells_differ(
        self, county: Register, counted: Counted, towns: list[str], tmp_path: Path
    ) -> None:
        template, target = books.progress(tmp_path / "市表.xlsx", towns), tmp_path / "填好.xlsx"
        _, done = saved(county, template, counted, target)
        before, after = books.cells(template, SHEET), books.cells(target, SHEET)
        changed = {place for place in before | after if before.get(place) != after.get(place)}
        assert changed
        assert changed <= {cell.address for cell in done.cells}
        assert books.looks(template, SHEET) == books.looks(target, SHEET)
        assert books.cells(template, "填表说明") == books.cells(target, "填表说明")

    def test_all_other_parts_stay_byte_for_byte(
        self, county: Register, counted: Counted, towns: list[str], tmp_path: Path
    ) -> None:
        template, target = books.progress(tmp_path / "市表.xlsm", towns), tmp_path / "填好.xlsm"
        with zipfile.ZipFile(template, "a") as archive:
            archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 macros of the higher level")
            archive.writestr("xl/printerSettings/printerSettings1.bin", b"its printer")
            archive.writestr("customXml/item1.xml", b"<theirs/>")
        saved(county, template, counted, target)
        before, after = books.parts(template), books.parts(target)
        assert list(before) == list(after)
        changed = {name for name in before if before[name] != after[name]}
        assert changed == {"xl/worksheets/sheet1.xml", "xl/workbook.xml"}
        assert any(name.startswith("xl/media/") for name in after)

    def test_viewers_that_do_not_compute_see_the_sums_of_this_month(
        self, county: Register, counted: Counted, towns: list[str], tmp_path: Path
    ) -> None:
        saved(county, books.progress(tmp_path / "市表.xlsx", towns), counted, tmp_path / "填好.xlsx")
        found, table = books.cells(tmp_path / "填好.xlsx", SHEET, computed=True), counted.tables[NAME]
        assert [found[f"{letter}6"] for letter in "CDEF"] == [cell.value for cell in table.total.cells[:4]]
        assert found["G6"] == 66.67
        row = books.FIRST + towns.index("永泰镇")
        assert (found[f"G{row}"], found.get(f"G{row + 1}", "")) == (100, "")

    @pytest.mark.skipif(not books.HAS_OFFICE, reason="LibreOffice is not installed")
    @pytest.mark.parametrize("maker", ["openpyxl", "libreoffice"])
    def test_libreoffice_opens_it_and_computes_the_sums(
        self, county: Register, counted: Counted, towns: list[str], tmp_path: Path, maker: str
    ) -> None:
        template = books.progress(tmp_path / "市表.xlsx", towns)
        if maker == "libreoffice":
            template = books.by_libreoffice(template, tmp_path / "theirs")
        target = tmp_path / "填好.xlsx"
        foreign, done = saved(county, template, counted, target)
        assert books.looks(template, SHEET) == books.looks(target, SHEET)
        empty = books.converted(template, tmp_path / "empty", "xlsx")
        full = books.converted(target, tmp_path / "full", "xlsx")
        before, after = books.cells(empty, SHEET), books.cells(full, SHEET)
        changed = {place for place in before | after if before.get(place) != after.get(place)}
        assert changed <= {cell.address for cell in done.cells}
        assert books.looks(empty, SHEET) == books.looks(full, SHEET)
        computed, table = books.cells(full, SHEET, computed=True), counted.tables[NAME]
        sums = [table.cell(0, name).value for name in ("households", "people", "verified", "treated")]
        assert [computed[f"{letter}6"] for letter in "CDEF"] == sums
        assert computed["G6"] == float(round(sums[3] / sums[2] * 100, 2))  # type: ignore[operator]
        formulas = [spot for sheet in foreign.sheets for spot in sheet.spots.values() if spot.formula]
        assert len([value for value in after.values() if str(value).startswith("=")]) == len(formulas) > len(towns)


class TestWhatIsWritten:
    def test_blanks_of_head_and_foot(
        self, county: Register, counted: Counted, towns: list[str], tmp_path: Path
    ) -> None:
        foreign_templates.keep_facts(county, {"审核人": "王芳", "联系电话": "0795-7330000"})
        saved(county, books.progress(tmp_path / "a.xlsx", towns, "2020年2月"), counted, tmp_path / "b.xlsx")
        found = books.cells(tmp_path / "b.xlsx", SHEET)
        assert found["A1"] == "2020年3月健康扶贫“三个一批”进展情况统计表"
        assert found["A2"] == "填报单位（盖章）：樟树市卫生健康委员会  填报时间：2020年3月27日"
        last = found[f"A{books.FIRST + len(towns)}"]
        assert last == "单位负责人：          审核人：王芳      填表人：李敏      联系电话：0795-7330000"
        assert found["H2"] == "单位：户、人", "the unit of the figures is no unit that reports"

    @pytest.mark.skipif(not books.HAS_OFFICE, reason="LibreOffice is not installed")
    def test_an_underlined_blank_stays_underlined(self, county: Register, counted: Counted, tmp_path: Path) -> None:
        book = Workbook()
        page = book.active
        assert page is not None
        line = InlineFont(rFont="仿宋", sz=12, u="single")
        page.title, page["B1"] = SHEET, "乡镇"
        page["A1"] = CellRichText("填报单位：", TextBlock(line, " " * 30), "填表人：", TextBlock(line, "        "))
        book.save(tmp_path / "a.xlsx")
        theirs = books.by_libreoffice(tmp_path / "a.xlsx", tmp_path / "theirs")
        for number, template in enumerate((tmp_path / "a.xlsx", theirs)):
            foreign = foreign_sheets.read(template)
            found = filled(county, foreign, [Point(SHEET, 1, 1, Fact("填报单位"))], counted)
            target = tmp_path / f"b{number}.xlsx"
            foreign_filling.save(county, foreign, found, target, "2020-03")
            opened = books.converted(target, tmp_path / f"opened{number}", "xlsx")
            for path in (target, opened):
                cell = load_workbook(path, rich_text=True)[SHEET]["A1"].value
                assert str(cell).startswith("填报单位：樟树市卫生健康委员会"), path
                lined = [str(part) for part in cell if isinstance(part, TextBlock) and part.font.u == "single"]
                assert lined[0].strip() == "樟树市卫生健康委员会"
                assert lined[-1].strip() == "李敏"
                assert len("".join(lined)) < len(str(cell)), "the labels are not underlined"

    def test_a_rate_in_a_cell_that_shows_per_cent_is_a_fraction(
        self, county: Register, counted: Counted, tmp_path: Path
    ) -> None:
        book = Workbook()
        page = book.active
        assert page is not None
        page.title, page["A1"], page["A2"] = SHEET, "单位", "救治率"
        page["B2"].number_format, page["C2"].number_format = "0.00%", "0.00"
        book.save(tmp_path / "a.xlsx")
        foreign = foreign_sheets.read(tmp_path / "a.xlsx")
        rate = Figure(NAME, "treated_rate", 0, "合计")
        found = filled(county, foreign, [Point(SHEET, 2, 2, rate), Point(SHEET, 2, 3, rate)], counted)
        value = counted.tables[NAME].cell(0, "treated_rate").value
        assert value is not None
        assert [cell.value for cell in found.cells] == [value / 100, value]
        assert [cell.text for cell in found.cells] == [f"{value}%", f"{value}"]

    def test_a_formula_is_never_written_over(
        self, county: Register, counted: Counted, towns: list[str], tmp_path: Path
    ) -> None:
        foreign = foreign_sheets.read(books.progress(tmp_path / "a.xlsx", towns))
        found = filled(county, foreign, [Point(SHEET, 6, 3, Figure(NAME, "people", 0, "合计"))], counted)
        assert not found.cells
        assert f"{SHEET} C6 是公式（=SUM(C7:C{6 + len(towns)})）" in found.problems[0].message
        with pytest.raises(Refusal, match="C6 是公式"):
            foreign_writing.write(foreign.content, {foreign.sheets[0].part: {(6, 3): Decimal(1)}})

    def test_cells_that_say_themselves_what_they_want(self, county: Register, counted: Counted, tmp_path: Path) -> None:
        book = Workbook()
        page = book.active
        assert page is not None
        page.title = SHEET
        page["A1"], page["B1"] = "{city_progress.verified@临江镇}", "{city_progress.treated}"
        page["A2"], page["A3"], page["A4"] = "{填报单位}于{报出日期}报", "合计", "临江"
        book.defined_names["city_progress.people"] = DefinedName(
            "city_progress.people", attr_text=f"'{SHEET}'!$B$3:$B$4"
        )
        book.defined_names["city_progress.households.永泰镇"] = DefinedName(
            "city_progress.households.永泰镇", attr_text=f"'{SHEET}'!$C$4"
        )
        book.save(tmp_path / "a.xlsx")
        foreign = foreign_sheets.read(tmp_path / "a.xlsx")
        known = foreign_learning.look(county, foreign, counted)
        assert known.remembered is None
        done = filled(county, foreign, known.points, counted)
        found = {cell.address: cell.value for cell in done.cells}
        whole = counted.tables[NAME].cell(0, "people").value
        assert found == {
            "A1": 2,
            "B1": 2,
            "B3": whole,
            "B4": 2,
            "C4": 1,
            "A2": "樟树市卫生健康委员会于2020年3月27日报",
        }

    def test_lines_without_a_place_are_told(
        self, county: Register, counted: Counted, towns: list[str], tmp_path: Path
    ) -> None:
        foreign = foreign_sheets.read(books.progress(tmp_path / "a.xlsx", [*towns[:5], "临江"]))
        found = filled(county, foreign, proposed(foreign, counted), counted)
        known = foreign_filling.filling(foreign, proposed(foreign, counted), counted.tables, {}, counted.names)
        assert f"{SHEET} C6 的公式算得 2，报表的合计是 3，请核对。" in [problem.message for problem in known.problems]
        told = [problem.message for problem in found.problems if problem.code == "W-NO-ROW"]
        assert told
        assert "永泰镇" in told[0]
        assert "临江镇" not in told[0], "an alias is the same township"


class TestLeaving:
    def test_it_is_logged_before_it_is_there(
        self, county: Register, counted: Counted, towns: list[str], tmp_path: Path
    ) -> None:
        saved(county, books.progress(tmp_path / "市表.xlsx", towns), counted, tmp_path / "填好.xlsx")
        line = Event.select().order_by(Event.id.desc()).first()
        told = (line.action, line.subject, line.reason, line.detail["period"])
        assert told == ("export", "上级模板 市表.xlsx", "上报上级", "2020-03")

    def test_another_ending_and_the_template_itself_are_refused(
        self, county: Register, counted: Counted, towns: list[str], tmp_path: Path
    ) -> None:
        for name, words in (("填好.csv", r"\.xlsx"), ("市表.xlsx", "不能盖掉")):
            with pytest.raises(Refusal, match=words):
                saved(county, books.progress(tmp_path / "市表.xlsx", towns), counted, tmp_path / name)
        assert not (tmp_path / "填好.csv").exists()

    def test_whoever_only_looks_cannot_fill(
        self, county: Register, counted: Counted, towns: list[str], tmp_path: Path
    ) -> None:
        users_keeping.add(county, "赵兰", (QUERY,), LAN)
        county.user = "赵兰"
        with pytest.raises(Refusal, match="不能填写上级模板"):
            saved(county, books.progress(tmp_path / "市表.xlsx", towns), counted, tmp_path / "填好.xlsx")
        assert not (tmp_path / "填好.xlsx").exists()

    def test_a_period_that_went_up_gives_its_frozen_figures(
        self, county: Register, counted: Counted, towns: list[str], tmp_path: Path
    ) -> None:
        table = counted.tables[NAME]
        sending.send(county, table.definition, table.period)
        entering.keep(county, figures.in_force(), [Draft(PERSON, {"name": "李丁", "id_number": "360982196303030033"})])
        again = foreign_learning.count(county, [NAME], DAY)
        assert again.sent == {NAME}
        assert again.tables[NAME].cell(0, "people").value == table.cell(0, "people").value
