"""What leaves the office: how much of it, for whom, logged before it is there, and never more than may be."""

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from hfp_desk import papers, scratch
from hfp_desk.excel import exporting
from hfp_desk.fields import Secrecy
from hfp_desk.gate import Viewer
from hfp_desk.kinds import Text
from hfp_desk.problems import Cancelled, Refusal
from hfp_desk.records import ALL, PERSON, TREATMENT, Column, Event, Identity, Person, Treatment
from hfp_desk.store import columns, leaving, log, releasing
from hfp_desk.store.leaving import Profile, PurposeNeeded
from hfp_desk.store.listing import Condition, Listing, Operator, View
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register
from hfp_desk.store.scopes import Scope
from tests.domain.listed import CLERK, HELPER, NAME, VISITOR, bill, diagnosis, keep, person, stay
from tests.domain.staff import detail, events

NUMBER, PHONE = "11010519491231002X", "13812345678"
CHIEF = Viewer.of("主任", "admin")
KNOWING = Viewer.of("来访", "query,secret")


@pytest.fixture
def whose(register: Register) -> Person:
    found = person(register, "张三丰", id_number=NUMBER, phone=PHONE)
    bill(register, stay(register, found, "肺癌", admitted=date(2020, 3, 2)), "100", "10")
    stay(register, found, "精神分裂症", restricted=True, remark="不可外传")
    diagnosis(register, found, "精神分裂症", restricted=True)
    return found


def rows(path: Path) -> list[dict[str, Any]]:
    found = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    return [dict(zip(map(str, found[0]), row, strict=True)) for row in found[1:]]


def left(view: View, viewer: Viewer = CLERK, profile: Profile = Profile.FULL, **more: str) -> leaving.Leaving:
    return leaving.leaving(
        view, viewer, profile, title=more.pop("title", "清单"), purpose=more.pop("purpose", "上报上级")
    )


@pytest.mark.parametrize(("viewer", "full"), [(CLERK, True), (HELPER, True), (CHIEF, False), (VISITOR, False)])
def test_who_sees_persons_masked_cannot_take_them_out_whole(viewer: Viewer, full: bool) -> None:
    assert (Profile.FULL in leaving.offered(viewer)) is full
    assert set(leaving.offered(viewer)) >= {Profile.INTERNAL, Profile.STATISTICS, Profile.NOTICE}
    if not full:
        with pytest.raises(Refusal, match=r"不能按“上报全量”导出.*“内部工作”"):
            left(View(PERSON), viewer)


def test_a_new_export_is_for_work_within() -> None:
    assert leaving.leaving(View(PERSON), CLERK, title="人员").profile is Profile.INTERNAL


@pytest.mark.parametrize("viewer", [CLERK, HELPER, VISITOR, KNOWING], ids=["all", "entry", "query", "query+secret"])
@pytest.mark.parametrize("profile", list(Profile))
def test_restricted_values_leave_whole_only_with_those_who_know_of_them(
    register: Register, whose: Person, tmp_path: Path, viewer: Viewer, profile: Profile
) -> None:
    if profile not in leaving.offered(viewer):
        return
    for kind in ALL:
        view = View(kind, columns.offered(kind))
        try:
            found = left(view, viewer, profile)
        except Refusal:
            assert profile is Profile.NOTICE
            continue
        target = tmp_path / f"{kind.name}.csv"
        exporting.export(register, found, target)
        text = target.read_text(encoding="utf-8-sig")
        knows = profile is Profile.FULL and viewer.sees_restricted
        assert ("精神分裂症" in text) is (knows and kind.name in ("person", "diagnosis", "treatment", "settlement"))
        whole = profile is Profile.FULL
        assert whole or not any(secret in text for secret in (NUMBER, PHONE))
        assert whole or (profile is Profile.NOTICE and viewer.sees_persons) or "张三丰" not in text


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.name)
def test_statistics_hold_no_person_and_no_health(kind: Any) -> None:
    for column in (*columns.offered(kind), *(Column(field) for field in kind.fields)):
        if leaving.may_carry(column, Profile.STATISTICS):
            spec = columns.titled(column).spec
            assert spec.secrecy < Secrecy.PERSONAL
            assert spec.secrecy is Secrecy.PUBLIC or not isinstance(spec.kind, Text)
            assert column.field.name != "restricted"


def test_in_full_only_for_a_purpose_that_is_said() -> None:
    with pytest.raises(PurposeNeeded, match="必须写明用途"):
        left(View(TREATMENT), purpose="  ")
    assert left(View(TREATMENT), profile=Profile.INTERNAL, purpose="").purpose == "内部核对"
    places = next(kind for kind in ALL if kind.name == "place")
    assert left(View(places), purpose="").purpose == ""


def test_rows_are_chosen_by_whoever_asks_and_shown_masked(register: Register, whose: Person, tmp_path: Path) -> None:
    person(register, "李四", id_number="360982196001010015")
    asked = (Condition(NAME, Operator.CONTAINS, "张三丰"),)
    view = View(PERSON, (NAME, Column(Person.id_number)), asked, ((Column(Person.id_number), True),))
    exporting.export(register, left(view, profile=Profile.INTERNAL), tmp_path / "人员.xlsx")
    assert rows(tmp_path / "人员.xlsx") == [{"姓名": "张○○", "证件号码": "110***********002X"}]


def test_an_export_is_logged_with_everything_but_values(register: Register, whose: Person, tmp_path: Path) -> None:
    other = person(register, "李四", town="永泰镇")
    stay(register, other, "肺癌")
    asked = (Condition(Column(Treatment.disease), Operator.EQUALS, "肺癌"),)
    by_name = Condition(columns.find(TREATMENT, "person.name"), Operator.CONTAINS, "张三丰")
    exporting.export(register, left(View(TREATMENT, (), asked), title="救治台账"), tmp_path / "甲" / "台账.xlsx")
    exporting.export(register, left(View(TREATMENT, (), (*asked, by_name))), tmp_path / "台账.csv")
    secret = Condition(Column(Treatment.disease), Operator.EQUALS, "精神分裂症")
    exporting.export(register, left(View(TREATMENT, (), (secret,))), tmp_path / "台账.json")
    first, second, third = events(Action.EXPORT)
    assert (first.subject, first.people, first.reason, first.user) == ("救治台账", 2, "上报上级", "李敏")
    said = detail(first)
    assert (said["profile"], said["rows"], said["file"], said["protected"]) == ("上报全量", 2, "台账.xlsx", False)
    assert said["conditions"] == "病种等于 肺癌"
    assert said["columns"][:3] == ["乡镇", "行政村", "姓名"]
    assert detail(second)["conditions"] == "病种等于 肺癌；姓名包含 （略）"
    assert detail(third)["conditions"] == "病种等于 （略）"
    kept = json.dumps([each.__data__ for each in Event.select()], ensure_ascii=False)
    assert not any(told in kept for told in ("张三丰", NUMBER, PHONE, "精神", str(tmp_path)))


def test_one_person_with_many_stays_is_one_person(register: Register, whose: Person) -> None:
    for day in (4, 5, 6):
        stay(register, whose, "肺癌", admitted=date(2020, 3, day))
    keep(register, Identity.new(person=whose, kind="02"))
    for kind, expected in (("treatment", 1), ("identity", 1), ("person", 1), ("place", 0)):
        listing = Listing(register, View(next(one for one in ALL if one.name == kind)), CLERK)
        assert leaving.people_in(register, listing) == expected


def test_a_file_that_is_not_logged_does_not_exist(
    register: Register, whose: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out" / "台账.xlsx"

    def fails(*_: object, **__: object) -> None:
        assert not any(path.stat().st_size for path in target.parent.iterdir())
        raise Refusal("日志写不进去。")

    monkeypatch.setattr(log, "note", fails)
    with pytest.raises(Refusal, match="日志"):
        exporting.export(register, left(View(TREATMENT)), target)
    assert list(target.parent.iterdir()) == []
    assert leftovers() == []


def test_a_place_that_cannot_be_written_is_not_logged_as_done(
    register: Register, whose: Person, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Refusal, match="没有写成"):
        exporting.export(register, left(View(TREATMENT)), tmp_path / "file" / "台账.xlsx")
    assert events(Action.EXPORT) == []


def test_a_disk_that_fails_at_the_last_moment_is_logged(
    register: Register, whose: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "台账.xlsx"
    target.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refusal, match="没有写成：磁盘满了。"):
        exporting.export(register, left(View(TREATMENT)), target)
    assert [detail(event).get("failed") for event in events(Action.EXPORT)] == [None, releasing.FAILED]
    assert target.read_bytes() == b"old"
    assert list(tmp_path.glob("*.part")) == []


def test_a_stopped_export_leaves_and_logs_nothing(register: Register, whose: Person, tmp_path: Path) -> None:
    class Stop:
        def step(self, done: int, total: int, note: str = "") -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        exporting.export(register, left(View(TREATMENT)), tmp_path / "台账.xlsx", progress=Stop())
    assert (list(tmp_path.glob("台账*")), events(Action.EXPORT), leftovers()) == ([], [], [])


def temporary() -> Path:
    """Where this program keeps what may live only as long as it runs."""
    probe = scratch.fresh("probe")
    scratch.wipe(probe)
    return probe.parent.parent


def leftovers() -> list[Path]:
    """Files in the program's own temporary folders."""
    return [path for path in temporary().rglob("清单*") if path.is_file()]


def test_the_file_says_who_when_and_what_for(register: Register, whose: Person, tmp_path: Path) -> None:
    target = tmp_path / "台账.xlsx"
    exporting.export(register, left(View(TREATMENT), title="救治&台账", purpose="审计 & 核查"), target)
    book = openpyxl.load_workbook(target)
    told = book.properties
    assert (told.title, told.creator) == ("救治&台账", "李敏")
    assert all(words in str(told.description) for words in ("上报全量", "用途：审计 & 核查", "李敏 于 20", "共 2 条"))
    [sheet] = book.worksheets
    assert "审计 && 核查" in str(sheet.oddFooter.left.text)
    assert sheet.title == "救治台账"


def test_what_comes_back_holds_no_row_that_could_not(register: Register, whose: Person, tmp_path: Path) -> None:
    """Somebody who may not know a disease would write 保密 over it with the list he sends back."""
    target = tmp_path / "救治.xlsx"
    count = exporting.export_return(register, "treatments", target, HELPER, purpose="内部核对")
    assert (count, [row["病种"] for row in rows(target)]) == (1, ["肺癌"])
    whole = exporting.export_return(register, "treatments", target, CLERK, purpose="内部核对")
    assert (whole, {row["病种"] for row in rows(target)}) == (2, {"肺癌", "精神分裂症"})


def test_nothing_leaves_a_register_that_is_only_looked_at(register: Register, whose: Person, tmp_path: Path) -> None:
    register.read_only = True
    with pytest.raises(Refusal, match="只读"):
        exporting.export(register, left(View(TREATMENT)), tmp_path / "台账.xlsx")
    looked = papers.print_form(register, "treatment-ledger", scratch.fresh("a.pdf"), Scope(), CLERK)
    with pytest.raises(Refusal, match="只读"):
        papers.keep(register, looked, tmp_path / "台账.pdf")
    register.read_only = False
    assert list(tmp_path.glob("台账*")) == []
