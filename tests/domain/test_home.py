"""What the program remembers on a workstation: never personal, never needed."""

from pathlib import Path

import pytest

from hfp_desk import home
from hfp_desk.home import Care, Looks, Second


@pytest.fixture
def registers(tmp_path: Path) -> list[Path]:
    made = [tmp_path / f"{number}.hfp" for number in range(10)]
    for path in made:
        path.write_bytes(b"x")
    return made


def test_the_folder_is_the_named_one_or_the_users_own(settings_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert home.folder() == settings_home
    monkeypatch.delenv("HFP_DESK_HOME")
    assert "HFP Desk" in str(home.folder())


def test_the_last_opened_register_comes_first_and_once(registers: list[Path]) -> None:
    for path in (registers[0], registers[1], registers[0]):
        home.remember(path)
    assert home.recent() == (registers[0], registers[1])


def test_only_the_latest_registers_that_are_still_there_are_offered(registers: list[Path]) -> None:
    for path in registers:
        home.remember(path)
    registers[9].unlink()
    assert home.recent() == tuple(reversed(registers[2:9]))


def test_a_forgotten_register_is_offered_no_more(registers: list[Path]) -> None:
    home.remember(registers[0])
    home.forget(registers[0])
    assert home.recent() == ()


def test_looks_are_kept_beside_the_registers(registers: list[Path]) -> None:
    home.remember(registers[0])
    home.set_looks(Looks("dark", "large"))
    assert home.looks() == Looks("dark", "large")
    assert home.recent() == (registers[0],)


@pytest.mark.parametrize("content", ["", "[1]", '{"registers": 5, "looks": "red"}', "{"])
def test_a_damaged_file_means_nothing_is_remembered(settings_home: Path, content: str) -> None:
    settings_home.mkdir()
    (settings_home / "program.json").write_text(content, encoding="utf-8")
    assert home.recent() == ()
    assert home.looks() == Looks()


def test_a_folder_that_cannot_be_written_stops_nothing(
    tmp_path: Path, registers: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HFP_DESK_HOME", str(registers[0] / "below a file"))
    home.remember(registers[1])
    assert home.recent() == ()


def test_the_second_place_is_kept_for_each_register(registers: list[Path], tmp_path: Path) -> None:
    stick = Second(tmp_path / "U", "2020-03-31 10:32:00", "只剩 1 MB。")
    home.keep_second(registers[0], stick)
    home.keep_second(registers[1], Second(tmp_path / "V"))
    assert home.second(registers[0]) == stick
    home.keep_second(registers[0], None)
    assert home.second(registers[0]) is None
    assert home.second(registers[1]) == Second(tmp_path / "V")


def test_when_to_warn_is_kept_and_stays_within_a_year() -> None:
    assert home.care() == Care(3, 7)
    home.set_care(Care(5, 14))
    assert home.care() == Care(5, 14)
    home.set_care(Care(0, 4000))
    assert home.care() == Care(3, 7)


@pytest.mark.parametrize("content", ['{"second": 5, "care": []}', '{"second": {"x": 1}, "care": {"local": "x"}}'])
def test_damaged_settings_of_the_backups_count_as_none(
    settings_home: Path, registers: list[Path], content: str
) -> None:
    settings_home.mkdir()
    (settings_home / "program.json").write_text(content, encoding="utf-8")
    assert home.second(registers[0]) is None
    assert home.care() == Care()
