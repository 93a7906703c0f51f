"""汇总: fourteen townships with one late and one failing its checks, 退回 in their workbook, counties for the city."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from openpyxl import load_workbook

from hfp_desk import command
from hfp_desk.command import DONE, REFUSED
from hfp_desk.excel import collected_back, collected_files, return_files
from hfp_desk.problems import Refusal
from hfp_desk.records import Event, Person, Place
from hfp_desk.returns import Definition, Period, periods
from hfp_desk.returns.table import TOTAL
from hfp_desk.store import collecting_state, returns, rolling_up
from hfp_desk.store.collecting_state import BACK, IN_TIME, LATE, NOT_YET, OVERDUE, Standing
from hfp_desk.store.opening import Register
from hfp_desk.store.rolling_up import Part
from tests.domain.conftest import PASSWORD
from tests.domain.foreign_books import HAS_OFFICE, converted
from tests.domain.gathered import FIGURES, ON_THE_DAY, TOO_LATE, declared, filled, handed_out, poor
from tests.domain.listed import CLERK, place

Of = tuple[Definition, Period]
AFTERWARDS = date(2020, 3, 31)


@pytest.fixture
def of(register: Register) -> Of:
    return declared(register)


def standing(register: Register, of: Of, on: date = AFTERWARDS) -> Standing:
    return collecting_state.standing(register, *of, on)


def fourteen(register: Register, of: Of, folder: Path) -> list[str]:
    """Fourteen townships report: the thirteenth has more households than people, the fourteenth comes late."""
    files = handed_out(register, folder, of)[:14]
    for number, path in enumerate(files):
        wrong = {**FIGURES, "households": 31} if number == 12 else {**FIGURES, "done": 10 + number % 2}
        filled(path, wrong)
    collected_files.take_in(register, *of, files[:13], on=ON_THE_DAY)
    collected_files.take_in(register, *of, files[13:], on=TOO_LATE)
    return [path.name.partition("_")[0] for path in files]


def test_fourteen_townships_are_rolled_up_with_one_late_and_one_failing(
    register: Register, of: Of, tmp_path: Path
) -> None:
    names = fourteen(register, of, tmp_path / "下发")
    found = standing(register, of)
    known = {line.town.name: line for line in found.lines}
    missing = [name for name in known if name not in names]
    assert [known[name].state for name in names] == [IN_TIME] * 13 + [LATE]
    assert {known[name].state for name in missing} == {OVERDUE}
    assert {line.state for line in standing(register, of, date(2020, 3, 20)).lines} == {IN_TIME, LATE, NOT_YET}
    failing = [line.town.name for line in found.lines if line.errors]
    assert failing == [names[12]]
    (finding,) = known[names[12]].findings
    assert "户数不能大于人数" in finding.message
    table = found.rolled()
    assert [line.label for line in table.lines] == ["合计", *known], "the official order, those that lack too"
    assert [table.cell(TOTAL, name).value for name in FIGURES] == [13 * 10 + 31, 14 * 30, 14 * 20, 147]
    assert table.cell(TOTAL, "rate").value == Decimal("52.50"), "from the sums: 147/280"
    assert table.cell(int(place(missing[0]).id), "people").value is None
    assert found.notes() == (
        f"没有报，未计入：{'、'.join(missing)}。",
        f"迟报：{names[13]}。",
        f"有差错还没有更正：{names[12]}。",
    )


def test_what_is_sent_back_is_told_in_their_own_workbook_and_not_counted(
    register: Register, of: Of, tmp_path: Path
) -> None:
    names = fourteen(register, of, tmp_path / "下发")
    found = standing(register, of)
    line = next(one for one in found.lines if one.town.name == names[12])
    back = collected_back.write(register, found, line, "户数大于人数，请核对", tmp_path / "退回.xlsx")
    book = load_workbook(back)
    assert book.sheetnames[0] == "退回说明"
    assert book["_hfp"].sheet_state == "veryHidden"
    told = [[cell.value for cell in row] for row in book["退回说明"].iter_rows()]
    assert told[2][0] == "退回原因：户数大于人数，请核对"
    assert any("户数不能大于人数" in str(row[3]) for row in told[5:])
    theirs = book.worksheets[1]
    (marked,) = [
        cell for row in theirs.iter_rows() for cell in row if cell.comment and "户数不能大于人数" in cell.comment.text
    ]
    assert (marked.value, marked.fill.fgColor.rgb) == (31, "FFFFC7CE")
    again = standing(register, of)
    assert next(one for one in again.lines if one.town.name == names[12]).state == BACK
    assert again.rolled().cell(TOTAL, "households").value == 13 * 10
    assert f"已退回，未计入：{names[12]}。" in again.notes()
    assert "export" in [event.action for event in Event.select().where(Event.subject.contains("退回"))]
    corrected = filled(back, FIGURES)
    (one,) = collected_files.take_in(register, *of, [corrected])
    assert one.sentence == f"收到{names[12]}的表，替换了上一份。", "the copy comes back like any other"


@pytest.mark.skipif(not HAS_OFFICE, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_rejected_copy(register: Register, of: Of, tmp_path: Path) -> None:
    names = fourteen(register, of, tmp_path / "下发")
    found = standing(register, of)
    line = next(one for one in found.lines if one.town.name == names[12])
    back = collected_back.write(register, found, line, "户数大于人数，请核对", tmp_path / "退回.xlsx")
    opened = load_workbook(converted(back, tmp_path / "wps", "xlsx"))
    assert opened.sheetnames[0] == "退回说明"
    comments = [cell.comment.text for row in opened.worksheets[1].iter_rows() for cell in row if cell.comment]
    assert any("户数不能大于人数" in text for text in comments)


def test_a_township_is_set_beside_the_register_figure_by_figure(register: Register, of: Of, tmp_path: Path) -> None:
    for name in ("甲", "乙"):
        poor(register, name, "临江镇")
    poor(register, "丙", "永泰镇")
    right, wrong = handed_out(register, tmp_path / "下发", of, "临江镇", "永泰镇")
    filled(right, {**FIGURES, "households": 2, "people": 2})
    filled(wrong, {**FIGURES, "households": 1, "people": 3})
    collected_files.take_in(register, *of, [right, wrong], on=ON_THE_DAY)
    lines = {line.town.name: line for line in standing(register, of).lines if line.kept is not None}
    assert lines["临江镇"].differences == ()
    (apart,) = lines["永泰镇"].differences
    assert apart.heading == "农村贫困人口—人"
    assert [apart.theirs, apart.ours, apart.gap] == [3, 1, 2]
    assert apart.definition is not None
    behind = returns.members(register, CLERK, apart.definition, of[1], apart.key, apart.column.name)
    assert [Person.get_by_id(one).name for one in behind.ids] == ["丙"]


def test_the_sum_leaves_as_a_return_with_who_is_missing_under_it(register: Register, of: Of, tmp_path: Path) -> None:
    names = fourteen(register, of, tmp_path / "下发")
    target = tmp_path / "汇总.xlsx"
    collected_files.write_sum(register, CLERK, standing(register, of), target)
    page = load_workbook(target).worksheets[0]
    texts = [str(cell.value) for row in page.iter_rows() for cell in row if cell.value is not None]
    assert any(text.endswith(f"迟报：{names[13]}。") for text in texts)
    assert Event.select().where(Event.reason == collected_files.PURPOSE).count() == 1


class TestCounties:
    """What a city adds up: workbooks and JSON of counties, without any register of its own."""

    @pytest.fixture
    def parts(self, register: Register, of: Of) -> tuple[Part, Part]:
        poor(register, "甲", "临江镇")
        table = returns.counted(register, *of)
        return Part(1, "樟树市", table), Part(2, "丰城市", table)

    def test_each_county_is_a_line_and_ratios_are_of_the_sums(self, of: Of, parts: tuple[Part, Part]) -> None:
        table = rolling_up.of_counties(*of, "宜春市", parts)
        assert [line.label for line in table.lines] == ["合计", "樟树市", "丰城市"]
        assert [line.cells[1].value for line in table.lines] == [2, 1, 1]
        assert table.definition.rows.label == "县（市、区）"

    def test_a_county_that_comes_twice_or_with_another_period_is_refused(
        self, of: Of, parts: tuple[Part, Part]
    ) -> None:
        with pytest.raises(Refusal, match="“樟树市”有两份表"):
            rolling_up.of_counties(*of, "宜春市", (parts[0], parts[0]))
        april = periods.period(of[0], "2020-04")
        with pytest.raises(Refusal, match="报的是 2020年3月，不是 2020年4月"):
            rolling_up.of_counties(of[0], april, "宜春市", parts)
        assert rolling_up.missing((parts[0], Part(3, "高安市"))) == ("高安市",)

    def test_files_are_rolled_up_from_the_command_line(
        self, register: Register, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        poor(register, "甲", "临江镇")
        definition = returns.named(register, "three_batches")
        period = periods.period(definition, "2020-03")
        table = returns.counted(register, definition, period)
        book, sheet = tmp_path / "樟树.xlsx", tmp_path / "丰城.json"
        return_files.write_return(register, CLERK, table, book)
        sheet.write_bytes(msgspec.json.encode(msgspec.structs.replace(table, unit="丰城市卫生健康委员会")))
        target = tmp_path / "宜春.json"
        answer = self._run(capsys, str(book), str(sheet), str(target), "--unit", "宜春市卫生健康委员会", "--json")
        assert answer["unit"] == "宜春市卫生健康委员会"
        assert [(one["file"], one["code"]) for one in answer["sources"]] == [("樟树.xlsx", "360982"), ("丰城.json", "")]
        assert answer["total"]["people"] == 2.0
        assert json.loads(target.read_text(encoding="utf-8"))["lines"][1]["label"] == "樟树市"
        sheet.write_bytes(msgspec.json.encode(table))
        assert command.run(["roll-up", str(book), str(sheet), str(target)]) == REFUSED
        assert "樟树市卫生健康委员会有两份表：“樟树.xlsx”和“丰城.json”" in capsys.readouterr().err
        sheet.write_bytes(msgspec.json.encode(msgspec.structs.replace(table, unit="丰城市卫生健康委员会")))
        drawn = tmp_path / "宜春.xlsx"
        self._run(
            capsys, str(book), str(sheet), str(drawn), "--return", "three_batches", "--period", "2020-03", "--json"
        )
        assert "县（市、区）" in [cell.value for row in load_workbook(drawn).worksheets[0].iter_rows() for cell in row]

    def test_what_cannot_be_added_up_is_refused_with_a_sentence(
        self, register: Register, of: Of, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "别的.json").write_text("{}", encoding="utf-8")
        assert command.run(["roll-up", str(tmp_path / "别的.json"), str(tmp_path / "出.json")]) == REFUSED
        assert "不是本程序导出的报表" in capsys.readouterr().err
        assert command.run(["roll-up", str(tmp_path / "出.json")]) == REFUSED
        assert command.run(["roll-up", "a.json", "b.json", "--return", "没有"]) == REFUSED
        assert "没有名为“没有”的报表" in capsys.readouterr().err

    def test_townships_are_set_beside_a_register(
        self, register: Register, of: Of, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: Any
    ) -> None:
        poor(register, "甲", "临江镇")
        files = [str(filled(path)) for path in handed_out(register, tmp_path / "下发", of, "临江镇", "永泰镇")]
        register.close()
        monkeypatch.setenv("HFP_DESK_PASSWORD", PASSWORD)
        out = str(tmp_path / "樟树.json")
        answer = self._run(capsys, *files, out, "--register", str(register.path), "--json")
        assert answer["unit"] == "樟树市卫生健康委员会"
        assert "与登记簿不同：临江镇“农村贫困人口—人”报 30，登记簿 1" in answer["differs"]
        assert not [one for one in answer["differs"] if "合计“" in one], "most townships have not reported"
        assert answer["notes"][0].startswith("没有报，未计入：")

    def _run(self, capsys: pytest.CaptureFixture[str], *words: str) -> Any:
        status = command.run(["roll-up", *words])
        told = capsys.readouterr()
        assert status == DONE, told.err
        return json.loads(told.out)


def test_villages_of_all_townships_stand_one_after_the_other(register: Register, tmp_path: Path) -> None:
    of = declared(register, "by_village", "villages")
    files = [filled(path) for path in handed_out(register, tmp_path / "下发", of, "临江镇", "永泰镇")]
    collected_files.take_in(register, *of, files, on=ON_THE_DAY)
    table = standing(register, of).rolled()
    villages = sum(Place.select().where(Place.parent == place(name)).count() for name in ("临江镇", "永泰镇"))
    assert len(table.lines) == 1 + villages
    assert table.cell(TOTAL, "people").value == 30 * villages
