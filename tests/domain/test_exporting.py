"""What leaves the register opens elsewhere as it was: text stays text, money is a number, nothing comes alive."""

import csv
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from hfp_desk.excel import exporting
from hfp_desk.gate import Viewer
from hfp_desk.problems import Refusal
from hfp_desk.records import Household, Person, Place, Settlement, Treatment
from hfp_desk.store import keeping
from hfp_desk.store.leaving import Profile
from hfp_desk.store.opening import Register

CLERK = Viewer("李敏", frozenset({"admin", "entry", "secret"}))
NUMBER = "11010519491231002X"


@pytest.fixture
def stay(register: Register) -> Treatment:
    village = Place.get(Place.code == "360982100200")
    household = Household.new(number="0360982000001", head_name="徐𬱖", village=village, town=village.parent)
    person = Person.new(name="徐𬱖", id_number=NUMBER, household=household, village=village, town=village.parent)
    person.remark = "=cmd|' /C calc'!A0"
    treatment = Treatment.new(person=person, disease="肺癌", hospital="樟树市人民医院", admitted=date(2020, 1, 3))
    bill = Settlement.new(person=person, treatment=treatment, total=Decimal("70859.53"), own_share=Decimal("9905.87"))
    keeping.save(register, household, person, treatment, bill)
    return treatment


def table(path: Path) -> list[dict[str, object]]:
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    return [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]


def test_numbers_and_codes_are_text_and_money_is_a_number(register: Register, stay: Treatment, tmp_path: Path) -> None:
    people, bills = tmp_path / "人员.xlsx", tmp_path / "结算.xlsx"
    assert exporting.export_return(register, "people", people, CLERK, purpose="内部核对") == 1
    assert exporting.export_return(register, "settlements", bills, CLERK, purpose="内部核对") == 1
    [person], [bill] = table(people), table(bills)
    assert (person["证件号码"], person["户编号"], person["姓名"]) == (NUMBER, "0360982000001", "徐𬱖")
    assert (person["乡镇"], person["行政村"]) == ("临江镇", "双洲村委会")
    assert (bill["总费用"], bill["个人负担"], bill["入院日期"]) == (70859.53, 9905.87, "2020-01-03")
    sheet = openpyxl.load_workbook(people).active
    assert sheet is not None
    formats = {cell.number_format for cell in sheet[2]}
    assert formats == {"@"}
    assert sheet.column_dimensions["A"].hidden


def test_a_formula_in_a_text_stays_text(register: Register, stay: Treatment, tmp_path: Path) -> None:
    workbook, text = tmp_path / "人员.xlsx", tmp_path / "人员.csv"
    exporting.export_return(register, "people", workbook, CLERK, purpose="内部核对")
    exporting.export_return(register, "people", text, CLERK, purpose="内部核对")
    sheet = openpyxl.load_workbook(workbook).active
    assert sheet is not None
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    with text.open(encoding="utf-8-sig", newline="") as stream:
        [row] = csv.DictReader(stream)
    assert row["备注"] == "'=cmd|' /C calc'!A0"
    assert row["证件号码"] == NUMBER


def test_json_gives_values_by_stable_names(register: Register, stay: Treatment, tmp_path: Path) -> None:
    target = tmp_path / "救治.json"
    exporting.export_return(register, "treatments", target, CLERK, purpose="内部核对")
    [row] = json.loads(target.read_text(encoding="utf-8"))
    assert (row["id"], row["person.id_number"], row["disease"], row["admitted"]) == (
        stay.id,
        NUMBER,
        "肺癌",
        "2020-01-03",
    )


def test_who_may_only_look_up_exports_masked_numbers(register: Register, stay: Treatment, tmp_path: Path) -> None:
    target = tmp_path / "人员.xlsx"
    exporting.export_return(register, "people", target, Viewer("王芳", frozenset({"query"})), profile=Profile.INTERNAL)
    [person] = table(target)
    assert NUMBER not in str(person)
    assert "徐𬱖" not in str(person)


def test_wrong_names_and_places_are_refused_in_a_sentence(register: Register, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="可以导出"):
        exporting.export_return(register, "patients", tmp_path / "a.xlsx", CLERK, purpose="内部核对")
    with pytest.raises(Refusal, match=r"\.xlsx、\.csv 或 \.json"):
        exporting.export_return(register, "people", tmp_path / "a.doc", CLERK, purpose="内部核对")
    (tmp_path / "file").write_text("")
    with pytest.raises(Refusal, match="没有写成"):
        exporting.export_return(register, "people", tmp_path / "file" / "a.xlsx", CLERK, purpose="内部核对")
    assert list(tmp_path.glob("*.part")) == []
