"""Templates for townships: own rows and nothing more go out; only what was to be checked comes back."""

import re
import shutil
import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from hfp_desk import command
from hfp_desk.excel import templates
from hfp_desk.excel.importing import Plan, commit, prepare
from hfp_desk.excel.outcomes import Outcome
from hfp_desk.excel.template_kinds import TEMPLATES
from hfp_desk.problems import Refusal
from hfp_desk.records import (
    Arrangement,
    Attendance,
    Course,
    Doctor,
    Event,
    Identity,
    Institution,
    Licence,
    ManagedCase,
    Person,
    Subsidy,
)
from hfp_desk.rules.clinics import CLINIC
from hfp_desk.store.opening import Register
from tests.domain.clinics import arrangement, clinic, committee, doctor, licence
from tests.domain.conftest import PASSWORD
from tests.domain.listed import CLERK, VISITOR, keep, place

NUMBER, OTHER, FRESH = "36098219600101001X", "36098219700202002X", "36098219590312752X"
PHONE = "13987654321"
HEAD = 3


@pytest.fixture
def county(register: Register) -> Register:
    """Two townships with a clinic, a doctor, a licence, an arrangement and somebody trained each."""
    course = keep(register, Course.new(name="中医适宜技术培训班", starts=date(2020, 3, 2), ends=date(2020, 3, 6)))
    for town, name, number in (("临江镇", "周甲", NUMBER), ("永泰镇", "吴乙", OTHER)):
        village = committee(0, town)
        room = clinic(register, village, floor_area=80, standard=True)
        who = doctor(register, village, name, id_number=number, town=village.parent, institution=room, phone=PHONE)
        licence(register, who, number=f"证{number[-4:]}")
        arrangement(register, committee(1, town), "6", starts=date(2020, 1, 1))
        keep(register, Attendance.new(course=course, trainee=who, name=name, id_number=number, unit=room.name))
        one = keep(register, Person.new(name=name, id_number=number, town=village.parent, village=village))
        keep(register, Identity.new(person=one, kind="01", starts="2016-01"))
        keep(register, ManagedCase.new(person=one, programme="1", starts=date(2020, 1, 5)))
        keep(register, Subsidy.new(person=one, year=2020, category="01"))
    return register


def sent(register: Register, folder: Path, kind: str = "clinics", town: str = "临江镇") -> Path:
    [path] = templates.write(register, templates.template_named(kind), folder, CLERK, (place(town).id,))
    return path


def heads(sheet: Any) -> list[str]:
    return [cell.value for cell in sheet[HEAD]]


def edited(path: Path, sheet: str, changes: Mapping[tuple[int, str], object]) -> Path:
    """Cells changed in a copy, named by row and heading."""
    book = openpyxl.load_workbook(path)
    found: Any = book[sheet]
    for (row, heading), value in changes.items():
        found.cell(row, heads(found).index(heading) + 1).value = value
    target = path.with_name(f"返回_{path.name}")
    book.save(target)
    return target


def outcomes(plan: Plan, sheet: str) -> dict[int, Outcome]:
    return {row.row: row.outcome for row in plan.rows if row.sheet == sheet and row.outcome is not Outcome.SAME}


def codes(plan: Plan) -> list[str]:
    return [problem.code for problem in plan.problems]


class TestGoingOut:
    @pytest.mark.parametrize("kind", [one.name for one in TEMPLATES])
    def test_a_template_holds_the_rows_of_its_township_alone_and_comes_back_the_same(
        self, county: Register, tmp_path: Path, kind: str
    ) -> None:
        path = sent(county, tmp_path, kind)
        words = str([[cell.value for row in sheet for cell in row] for sheet in openpyxl.load_workbook(path)])
        assert "永泰镇" not in words
        assert "吴乙" not in words
        plan = prepare(county, path)
        assert plan.rows
        assert {row.outcome for row in plan.rows} == {Outcome.SAME}
        assert not plan.problems
        assert not plan.writes

    def test_it_carries_no_whole_number_and_no_phone(self, county: Register, tmp_path: Path) -> None:
        for kind in TEMPLATES:
            book = openpyxl.load_workbook(sent(county, tmp_path, kind.name))
            cells = [str(cell.value) for sheet in book for row in sheet for cell in row if cell.value is not None]
            assert not [text for text in cells if re.search(r"\d{17}[\dX]|1[3-9]\d{9}", text)]
        assert "周甲" in cells

    def test_what_may_not_be_changed_is_locked_and_what_finds_the_record_is_hidden(
        self, county: Register, tmp_path: Path
    ) -> None:
        sheet: Any = openpyxl.load_workbook(sent(county, tmp_path))["乡村医生"]
        assert sheet.protection.sheet
        assert not sheet.protection.password
        assert sheet.column_dimensions["A"].hidden
        columns = {heading: index + 1 for index, heading in enumerate(heads(sheet))}
        assert list(columns)[:2] == ["登记编号", "下发标记"]
        first, spare = HEAD + 1, HEAD + 2
        locked = {heading for heading, index in columns.items() if sheet.cell(first, index).protection.locked}
        assert locked == {"登记编号", "下发标记", "乡镇", "姓名", "证件号码", "人员类别"}
        assert not any(sheet.cell(spare, index).protection.locked for index in list(columns.values())[2:])
        assert all(sheet.cell(HEAD, index).protection.locked for index in columns.values())

    def test_code_lists_and_villages_are_offered_from_a_hidden_sheet(self, county: Register, tmp_path: Path) -> None:
        book = openpyxl.load_workbook(sent(county, tmp_path))
        assert book["下拉选项"].sheet_state == "hidden"
        sheet: Any = book["乡村医生"]
        rules = {str(rule.sqref).split(":")[0]: rule for rule in sheet.data_validations.dataValidation}
        column = openpyxl.utils.get_column_letter(heads(sheet).index("在岗状态") + 1)
        where = rules[f"{column}{HEAD + 1}"].formula1
        name, first, last = re.fullmatch(r"下拉选项!\$(\w+)\$(\d+):\$\w+\$(\d+)", where).groups()  # type: ignore[union-attr]
        words = [book["下拉选项"][f"{name}{row}"].value for row in range(int(first), int(last) + 1)]
        assert words == [code.label for code in Doctor.state.spec.kind.list.offered()]  # type: ignore[attr-defined]

    def test_the_instructions_tell_every_column_of_every_list(self, county: Register, tmp_path: Path) -> None:
        book = openpyxl.load_workbook(sent(county, tmp_path))
        told_of = {(row[0], row[1]) for row in book["填表说明"].iter_rows(min_row=HEAD + 1, values_only=True)}
        for part in templates.template_named("clinics").parts:
            assert {(part.sheet, column.title) for column in part.columns} <= told_of

    def test_it_is_logged_with_its_purpose(self, county: Register, tmp_path: Path) -> None:
        path = sent(county, tmp_path)
        event: Any = Event.select().where(Event.action == "export").get()
        assert (event.subject, event.reason, event.people) == ("临江镇村卫生室及乡村医生核对表", "下发乡镇核对", 1)
        assert event.detail["file"] == path.name

    def test_every_township_gets_its_own(self, county: Register, tmp_path: Path) -> None:
        paths = templates.write(county, TEMPLATES[0], tmp_path, CLERK)
        assert len(paths) == len({path.name.partition("_")[0] for path in paths}) > 15

    def test_who_sees_names_masked_cannot_send_them_out(self, county: Register, tmp_path: Path) -> None:
        with pytest.raises(Refusal, match="录入"):
            templates.write(county, TEMPLATES[0], tmp_path, VISITOR, (place("临江镇").id,))
        assert not list(tmp_path.glob("临江镇*.xlsx"))

    def test_unknown_templates_and_folders_are_refused(self, county: Register, tmp_path: Path) -> None:
        with pytest.raises(Refusal, match="clinics"):
            templates.template_named("奖状")
        with pytest.raises(Refusal, match="文件夹"):
            templates.write(county, TEMPLATES[0], tmp_path / "没有", CLERK)

    @pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
    def test_another_office_program_reads_the_same_values(self, county: Register, tmp_path: Path) -> None:
        path = sent(county, tmp_path)
        home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
        command = ["soffice", home, "--headless", "--convert-to", "ods", "--outdir", str(tmp_path / "ods"), str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        [turned] = (tmp_path / "ods").glob("*.ods")
        plan = prepare(county, turned)
        assert {row.outcome for row in plan.rows} == {Outcome.SAME}
        assert len(plan.rows) == 3


class TestComingBack:
    def test_what_was_to_be_checked_is_taken(self, county: Register, tmp_path: Path) -> None:
        path = edited(sent(county, tmp_path), "村卫生室", {(4, "建筑面积"): 95.5, (4, "医保定点"): "是"})
        plan = prepare(county, path)
        assert outcomes(plan, "村卫生室") == {4: Outcome.CHANGE}
        commit(county, plan)
        room = Institution.get(Institution.village == committee(0))
        assert (str(room.floor_area), room.insurance_contract) == ("95.50", True)

    def test_a_locked_column_that_was_changed_is_told_and_not_taken(self, county: Register, tmp_path: Path) -> None:
        changes = {(4, "姓名"): "周甲改", (4, "在岗状态"): "离岗", (4, "证件号码"): FRESH}
        plan = prepare(county, edited(sent(county, tmp_path), "乡村医生", {(4, "姓名"): "周甲改"}))
        assert codes(plan) == ["W-LOCKED"]
        assert not plan.writes
        plan = prepare(county, edited(sent(county, tmp_path), "乡村医生", changes))
        assert outcomes(plan, "乡村医生") == {4: Outcome.CHANGE}
        assert sorted(problem.label for problem in plan.problems if problem.code == "W-LOCKED") == ["姓名", "证件号码"]
        commit(county, plan)
        who = Doctor.get(Doctor.name == "周甲")
        assert (who.id_number, who.state) == (NUMBER, "4")

    def test_rows_of_another_township_are_held(self, county: Register, tmp_path: Path) -> None:
        other: Any = openpyxl.load_workbook(sent(county, tmp_path, town="永泰镇"))["村卫生室"]
        strange = [cell.value for cell in other[4]]
        path = sent(county, tmp_path)
        names = heads(openpyxl.load_workbook(path)["村卫生室"])
        moved = {(5, heading): value for heading, value in zip(names, strange, strict=True)}
        unmarked = {**moved, (5, "下发标记"): None, (5, "建筑面积"): 10}
        for changes in (moved, unmarked):
            plan = prepare(county, edited(path, "村卫生室", changes))
            assert outcomes(plan, "村卫生室") == {5: Outcome.CONFLICT}
            assert "E-TEMPLATE-TOWN" in codes(plan)
            assert not plan.writes

    def test_new_rows_below_are_new_records_of_the_township(self, county: Register, tmp_path: Path) -> None:
        fresh = {
            (5, "乡镇"): "临江镇",
            (5, "行政村"): committee(2).name,
            (5, "姓名"): "郑新来",
            (5, "证件号码"): FRESH,
            (5, "在岗状态"): "在岗",
        }
        plan = prepare(county, edited(sent(county, tmp_path), "乡村医生", fresh))
        assert outcomes(plan, "乡村医生") == {5: Outcome.NEW}
        commit(county, plan)
        made = Doctor.get(Doctor.name == "郑新来")
        assert (made.id_number, made.village, made.town) == (FRESH, committee(2), place("临江镇"))

    def test_a_new_clinic_is_a_village_clinic_of_the_township_without_saying_so(
        self, county: Register, tmp_path: Path
    ) -> None:
        path = edited(sent(county, tmp_path), "村卫生室", {(5, "机构名称"): "新建卫生室", (5, "建筑面积"): 70})
        commit(county, prepare(county, path))
        made = Institution.get(Institution.name == "新建卫生室")
        assert (made.kind, made.town) == (CLINIC, place("临江镇"))

    def test_a_new_row_for_another_township_is_held(self, county: Register, tmp_path: Path) -> None:
        fresh = {(5, "乡镇"): "永泰镇", (5, "行政村"): committee(2, "永泰镇").name, (5, "姓名"): "郑新来"}
        plan = prepare(county, edited(sent(county, tmp_path), "乡村医生", {**fresh, (5, "证件号码"): FRESH}))
        assert outcomes(plan, "乡村医生") == {5: Outcome.CONFLICT}
        assert not plan.writes

    def test_a_doctor_of_another_township_typed_below_stays_theirs(self, county: Register, tmp_path: Path) -> None:
        taken = {(5, "乡镇"): "临江镇", (5, "姓名"): "吴乙", (5, "证件号码"): OTHER, (5, "在岗状态"): "离岗"}
        plan = prepare(county, edited(sent(county, tmp_path), "乡村医生", taken))
        assert outcomes(plan, "乡村医生") == {5: Outcome.CONFLICT}
        assert not plan.writes

    def test_new_arrangements_and_certificates_come_in_too(self, county: Register, tmp_path: Path) -> None:
        village = committee(3)
        fresh = {(5, "乡镇"): "临江镇", (5, "行政村"): village.name, (5, "解决方式"): "与邻村合设", (5, "每周次数"): 2}
        commit(county, prepare(county, edited(sent(county, tmp_path, "gaps"), "替代安排", fresh)))
        assert Arrangement.get(Arrangement.village == village).kind == "2"
        more = {
            (5, "医务人员"): "周甲",
            (5, "资格类别"): "执业助理医师",
            (5, "证书编号"): "ZY1",
            (5, "证书有效期"): "2024-12",
        }
        plan = prepare(county, edited(sent(county, tmp_path), "资格证书", more))
        assert outcomes(plan, "资格证书") == {5: Outcome.NEW}
        commit(county, plan)
        assert Licence.get(Licence.number == "ZY1").doctor.name == "周甲"

    def test_the_results_of_a_course_are_taken_and_the_certificate_is_not(
        self, county: Register, tmp_path: Path
    ) -> None:
        changes = {(4, "参训天数"): 15, (4, "考核结果"): "合格", (4, "培训证书号"): "自编001"}
        plan = prepare(county, edited(sent(county, tmp_path, "training"), "参训人员", changes))
        assert [problem.label for problem in plan.problems if problem.code == "W-LOCKED"] == ["培训证书号"]
        commit(county, plan)
        found = Attendance.get(Attendance.name == "周甲")
        assert (str(found.days), found.certificate) == ("15.00", "")

    def test_it_is_known_by_its_hidden_marks_where_the_title_was_deleted(
        self, county: Register, tmp_path: Path
    ) -> None:
        path = sent(county, tmp_path)
        book = openpyxl.load_workbook(path)
        sheet: Any = book["乡村医生"]
        for merged in [str(one) for one in sheet.merged_cells.ranges]:
            sheet.unmerge_cells(merged)
        sheet.delete_rows(1, 2)
        sheet.cell(2, [cell.value for cell in sheet[1]].index("姓名") + 1).value = "周甲改"
        book.save(path)
        assert "W-LOCKED" in codes(prepare(county, path))


def test_the_command_line_writes_them_for_the_townships_named(
    county: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HFP_DESK_PASSWORD", PASSWORD)
    path = county.path
    county.close()
    folder = tmp_path / "下发"
    assert command.run(["template", str(path), "gaps", str(folder), "--town", "临江镇", "永泰镇"]) == command.DONE
    assert "已写出 2 份空白点和替代安排核对表" in capsys.readouterr().out
    assert [one.name.partition("_")[0] for one in sorted(folder.glob("*.xlsx"))] == ["临江镇", "永泰镇"]
    assert command.run(["template", str(path), "奖状", str(folder)]) == command.REFUSED
