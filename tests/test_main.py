"""main.py: the window or a job, and never a traceback."""

import subprocess
import sys
from pathlib import Path

import pytest

import main

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize(
    ("words", "window"),
    [((), True), (("樟树.hfp",), True), (("樟树.HFP",), True), (("demo",), False), (("check", "樟树.hfp"), False)],
)
def test_words_are_for_the_window_or_the_command_line(words: tuple[str, ...], window: bool) -> None:
    assert main._for_window(words) is window


def test_wrong_words_end_with_the_status_of_wrong_usage(capfd: pytest.CaptureFixture[str]) -> None:
    assert main.main(["nonsense"]) == 2
    assert "Traceback" not in capfd.readouterr().err


def test_a_bug_is_told_without_a_traceback_or_a_value(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def breaks(_: object) -> int:
        raise ValueError("360982195001011234")

    monkeypatch.setattr("hfp_desk.command.run", breaks)
    assert main.main(["check", "樟树.hfp"]) == 1
    told = capfd.readouterr().err
    assert "已保存的内容不受影响" in told
    assert "test_main.py" in told
    assert "360982195001011234" not in told
    assert "Traceback" not in told


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a screen")
def test_without_a_screen_a_sentence_says_what_to_do() -> None:
    command = [sys.executable, "main.py"]
    told = subprocess.run(command, cwd=ROOT, env={"PATH": ""}, capture_output=True, encoding="utf-8", check=False)
    assert told.returncode == 1
    assert "没有图形界面" in told.stderr


@pytest.mark.parametrize(
    ("given", "seen"),
    [
        ({}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"DISPLAY": ":0", "CI": "1"}, False),
    ],
)
def test_a_screen_is_known_by_its_signs(monkeypatch: pytest.MonkeyPatch, given: dict[str, str], seen: bool) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "CI", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    assert main.screen() is (seen or sys.platform != "linux")
