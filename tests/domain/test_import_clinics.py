"""The roster of clinics and doctors that lies with the program imports to the truth, once, and can be taken back."""

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from hfp_desk.excel.importing import Plan, Result, commit, prepare
from hfp_desk.excel.reporting import as_json
from hfp_desk.records import Arrangement, Doctor, Institution, Licence, Place, PlaceStatus
from hfp_desk.resources import resource
from hfp_desk.rules import periods
from hfp_desk.store import history, setup, undoing
from hfp_desk.store.opening import Register

NAME = "村卫生室及乡村医生花名册.xlsx"
TRUTH: dict[str, Any] = json.loads(
    (Path(__file__).parent.parent / "data" / "sample_truth.json").read_text(encoding="utf-8")
)[NAME]
DAY = date(2020, 3, 31)
Imported = tuple[Register, Plan, Result]


def made(folder: Path) -> Register:
    register, _ = setup.new_register(
        folder / "樟树.hfp",
        office="",
        county="360982",
        policy_name="zhangshu-2020",
        user="李敏",
        password="sample-2020",
    )
    return register


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    register = made(tmp_path_factory.mktemp("clinics"))
    plan = prepare(register, resource("sample", NAME))
    yield register, plan, commit(register, plan)
    register.close()


def living(model: Any) -> list[Any]:
    return list(model.select().where(model.voided_at == ""))


def test_every_sheet_is_recognised_and_no_row_stays_out(imported: Imported) -> None:
    _, plan, _ = imported
    assert {sheet.kind.name for sheet in plan.sheets if sheet.kind} == {TRUTH["kind"]}
    assert len(plan.sheets) == TRUTH["sheets"]
    rows = sum(sheet.data_rows for sheet in plan.sheets)
    assert plan.counts["new"] == rows
    assert plan.counts["reject"] == plan.counts["conflict"] == plan.counts["doubtful"] == 0
    assert all(column.sure for sheet in plan.sheets for column in sheet.columns)
    assert [skip.text for sheet in plan.sheets for skip in sheet.skipped] == ["合计"] * TRUTH["sheets"]


def test_other_programs_are_told_kind_and_rows_of_each_sheet(imported: Imported) -> None:
    _, plan, result = imported
    told = as_json(plan, result)["sheets"]
    assert (told[0]["sheet"], told[0]["kind"], told[0]["data_rows"]) == ("临江镇", "clinics and doctors", 25)
    assert told[0]["counts"] == {
        "new": 25,
        "change": 0,
        "same": 0,
        "doubtful": 0,
        "conflict": 0,
        "reject": 0,
        "skipped": 0,
    }


def test_villages_clinics_doctors_and_certificates_are_counted_once(imported: Imported) -> None:
    register, _, _ = imported
    with register.session():
        assert PlaceStatus.select().count() == TRUTH["villages"]
        assert {status.year for status in living(PlaceStatus)} == {date.today().year}
        assert Doctor.select().count() == Licence.select().count() == TRUTH["doctors"]
        without = {row[3] for row in TRUTH["gaps"]}
        assert without == {"no clinic", "no doctor", "neither"}
        lacking = sum(1 for row in TRUTH["gaps"] if row[3] != "no doctor")
        assert Institution.select().count() == TRUTH["villages"] - lacking
        assert {(one.kind, one.area) for one in living(Institution)} == {("6", "1")}


def test_the_gaps_are_those_of_the_truth(imported: Imported) -> None:
    register, _, _ = imported
    with register.session():
        clinics = {one.village_id for one in living(Institution)}
        doctors = {one.village_id for one in living(Doctor)}
        poor = {one.place_id for one in living(PlaceStatus) if one.status == "1"}
        found = []
        for status in living(PlaceStatus):
            village = status.place
            lacks = (village.id not in clinics, village.id not in doctors)
            if any(lacks):
                words = {(True, False): "no clinic", (False, True): "no doctor", (True, True): "neither"}[lacks]
                found.append([village.parent.name, village.name, village.code, words, village.id in poor])
    assert sorted(found) == sorted(TRUTH["gaps"])


def test_the_certificates_that_have_run_out_are_those_of_the_truth(imported: Imported) -> None:
    register, _, _ = imported
    with register.session():
        found = [
            [one.doctor.town.name, one.doctor.village.name, one.doctor.name]
            for one in living(Licence)
            if periods.run_out(one.expires, DAY)
        ]
    assert sorted(found) == sorted(TRUTH["expired_by_2020_03_31"])


def test_a_merged_row_has_its_village_clinic_and_certificate(imported: Imported) -> None:
    register, _, _ = imported
    with register.session():
        third = Doctor.get(Doctor.name == "万刚根")
        assert (third.village.name, third.town.name, third.institution.name) == ("姜璜村委会", "临江镇", "姜璜村卫生室")
        assert (third.sex, str(third.birth), third.id_key) == ("1", "1986-02-18", "360982198602185877")
        licence = Licence.get(Licence.doctor == third)
        assert (licence.kind, licence.number, licence.expires) == ("2", "360917960517", "2020-01")
        clinic = third.institution
        assert (clinic.floor_area, clinic.standard, clinic.village.name) == (65, True, "姜璜村委会")
        status = PlaceStatus.get(PlaceStatus.place == third.village)
        assert (status.status, status.residents) == ("9", 1328)


def test_remarks_become_arrangements_with_their_days_and_doctor(imported: Imported) -> None:
    register, _, _ = imported
    with register.session():
        village = Place.get(Place.name == "双洲村委会")
        visits = Arrangement.get(Arrangement.village == village)
        assert (visits.kind, visits.per_week, visits.schedule) == ("4", Decimal(2), "邻村村医每周二、五巡诊")
        assert visits.served_by.name == "罗云长"
        posted = Arrangement.get(Arrangement.village == Place.get(Place.name == "渚塘村委会"))
        assert (posted.kind, posted.per_week, posted.schedule, posted.served_by.name) == ("5", None, "", "陶长庆")
        shared = Arrangement.get(Arrangement.village == Place.get(Place.name == "南保村委会"))
        assert (shared.kind, shared.served_by) == ("2", None)
        assert {one.remark for one in living(Doctor)} == {""}


def test_the_same_file_again_changes_nothing(imported: Imported) -> None:
    register, _, _ = imported
    with register.session():
        before = history.head(register.db)
    plan = prepare(register, resource("sample", NAME))
    rows = sum(sheet.data_rows for sheet in plan.sheets)
    assert (plan.counts["same"], plan.writes) == (rows, False)
    assert commit(register, plan).batch is None
    with register.session():
        assert history.head(register.db) == before


def test_the_import_can_be_taken_back(tmp_path: Path) -> None:
    register = made(tmp_path)
    result = commit(register, prepare(register, resource("sample", NAME)))
    assert result.batch is not None
    done = undoing.undo_batch(register, result.batch)
    assert not done.kept
    assert not done.impossible
    with register.session():
        for model in (Doctor, Licence, Institution, PlaceStatus, Arrangement):
            assert not living(model)
    again = prepare(register, resource("sample", NAME))
    assert again.counts["new"] == sum(sheet.data_rows for sheet in again.sheets)
    register.close()
