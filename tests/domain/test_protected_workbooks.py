"""A workbook with a password opens with it, here and elsewhere, and lies nowhere in the clear."""

import tempfile
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import msoffcrypto
import openpyxl
import pytest
from msoffcrypto.exceptions import InvalidKeyError

from hfp_desk import placing, scratch
from hfp_desk.excel import exporting, importing, protecting
from hfp_desk.problems import Refusal
from hfp_desk.records import PERSON, Event, Person
from hfp_desk.store import leaving
from hfp_desk.store.leaving import Profile
from hfp_desk.store.listing import View
from hfp_desk.store.opening import Register
from tests.domain.listed import CLERK, person

PASSWORD = "临江-Kx7m-2020"
NUMBER = "11010519491231002X"


@pytest.fixture
def whose(register: Register) -> Person:
    return person(register, "张三丰", id_number=NUMBER)


def temporary() -> Path:
    """Where this program keeps what may live only as long as it runs."""
    probe = scratch.fresh("probe")
    scratch.wipe(probe)
    return probe.parent.parent


def opened(path: Path, password: str) -> openpyxl.Workbook:
    clear = BytesIO()
    with path.open("rb") as stream:
        locked = msoffcrypto.OfficeFile(stream)
        assert locked.is_encrypted()
        locked.load_key(password=password, verify_password=True)
        locked.decrypt(clear)
    return openpyxl.load_workbook(clear)


def test_it_opens_with_its_password_only(register: Register, whose: Person, tmp_path: Path) -> None:
    target = tmp_path / "人员.xlsx"
    exporting.export_return(register, "people", target, CLERK, purpose="上报上级", password=PASSWORD)
    [sheet] = opened(target, PASSWORD).worksheets
    assert NUMBER in [cell.value for cell in sheet[2]]
    with pytest.raises(InvalidKeyError):
        opened(target, "another-one")
    with pytest.raises(zipfile.BadZipFile):
        zipfile.ZipFile(target)


def test_it_comes_back_with_its_password(register: Register, whose: Person, tmp_path: Path) -> None:
    target = tmp_path / "人员.xlsx"
    exporting.export_return(register, "people", target, CLERK, purpose="上报上级", password=PASSWORD)
    plan = importing.prepare(register, target, password=PASSWORD)
    assert plan.counts["same"] == 1
    assert not plan.writes
    with pytest.raises(Refusal):
        importing.prepare(register, target, password="another-one")


def test_it_lies_nowhere_in_the_clear(
    register: Register, whose: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bytes] = []
    settle = placing.settle

    def watched(finished: Path, part: Path, target: Path) -> None:
        everywhere = [*tmp_path.rglob("*.part"), *temporary().rglob("人员*")]
        seen.extend(path.read_bytes() for path in everywhere if path.is_file() and path.stat().st_size)
        settle(finished, part, target)

    monkeypatch.setattr(placing, "settle", watched)
    target = tmp_path / "out" / "人员.xlsx"
    exporting.export_return(register, "people", target, CLERK, purpose="上报上级", password=PASSWORD)
    assert seen
    assert all(content.startswith(b"\xd0\xcf\x11\xe0") for content in seen)
    assert [path.name for path in target.parent.iterdir()] == ["人员.xlsx"]
    assert not list(temporary().rglob("人员*"))


def test_its_password_is_kept_nowhere(register: Register, whose: Person, tmp_path: Path) -> None:
    exporting.export_return(register, "people", tmp_path / "人员.xlsx", CLERK, purpose="上报上级", password=PASSWORD)
    [event] = Event.select().where(Event.action == "export")
    detail: Any = event.detail
    assert detail["protected"] is True
    assert PASSWORD not in str([each.__data__ for each in Event.select()])
    register.close()
    assert not any(PASSWORD.encode() in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_only_a_workbook_can_be_locked(register: Register, whose: Person, tmp_path: Path) -> None:
    left = leaving.leaving(View(PERSON), CLERK, Profile.FULL, title="人员", purpose="上报上级")
    for ending in ("csv", "json"):
        with pytest.raises(Refusal, match="只有 Excel 工作簿"):
            exporting.export(register, left, tmp_path / f"人员.{ending}", password=PASSWORD)
    assert list(tmp_path.glob("人员*")) == []


@pytest.mark.parametrize("password", ["short", "with space ", "line\nbreak", "x" * 65, " leading1"])
def test_a_password_must_be_one_that_can_be_typed_again(password: str) -> None:
    with pytest.raises(Refusal, match="打开密码"):
        protecting.require(password)


def test_generated_passwords_are_read_the_same_by_everybody() -> None:
    made = {protecting.fresh() for _ in range(200)}
    assert len(made) == 200
    letters = set("".join(made)) - {"-"}
    assert not letters & set("0O1lIio")
    for password in made:
        protecting.require(password)
        assert [len(part) for part in password.split("-")] == [4, 4, 4]


def test_temporary_files_of_libraries_lie_in_our_own_folder(tmp_path: Path) -> None:
    before = tempfile.gettempdir()
    with scratch.temporaries():
        assert Path(tempfile.gettempdir()) == temporary()
    assert tempfile.gettempdir() == before
