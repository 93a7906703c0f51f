"""Setting up a fresh machine: what is checked, what is made again, and the sentences when it cannot go on."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import desk

HERE = Path(desk.__file__).parent


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A private folder made over the leftovers of an interrupted set-up."""
    made = tmp_path_factory.mktemp("made") / ".venv"
    made.mkdir()
    (made / "leftover").write_text("of an interrupted set-up")
    assert not desk.usable(made)
    desk.make_venv(made)
    return made


def shown(*words: str, **more: str) -> tuple[int, str]:
    """Status and words of the script run as a person runs it."""
    command = [sys.executable, str(HERE / "desk.py"), *words]
    done = subprocess.run(command, env={**os.environ, **more}, capture_output=True, check=False)
    return done.returncode, done.stdout.decode("utf-8")


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13)])
def test_supported_pythons_go_on(version: tuple[int, int]) -> None:
    assert desk.wrong_python(version) == ""


@pytest.mark.parametrize("version", [(3, 7), (3, 10), (3, 14)])
def test_other_pythons_are_told_what_to_install(version: tuple[int, int]) -> None:
    sentence = desk.wrong_python(version)
    assert "Python {}.{}".format(*version) in sentence
    assert "3.11、3.12 或 3.13" in sentence


def test_an_old_python_can_read_the_script() -> None:
    ast.parse((HERE / "desk.py").read_text(encoding="utf-8"), feature_version=(3, 7))


def test_the_script_needs_only_python() -> None:
    for node in ast.walk(ast.parse((HERE / "desk.py").read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        assert {name.partition(".")[0] for name in names} <= set(sys.stdlib_module_names)


def test_a_folder_of_this_python_is_kept(folder: Path) -> None:
    before = (folder / "pyvenv.cfg").stat().st_mtime_ns
    desk.make_venv(folder)
    assert (folder / "pyvenv.cfg").stat().st_mtime_ns == before


def test_a_broken_folder_is_made_again(folder: Path) -> None:
    assert desk.usable(folder)
    assert not (folder / "leftover").exists()


def test_a_folder_without_pip_is_not_usable(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "bare"], check=True)
    assert not desk.usable(tmp_path / "bare")


def test_a_folder_that_cannot_be_made_is_refused_with_advice(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(desk.Stop, match="磁盘有 1 GB 空余"):
        desk.make_venv(tmp_path / "file" / ".venv")


def test_packages_are_installed_once(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wanted = tmp_path / "wanted.txt"
    wanted.write_text("# nothing to fetch\n")
    desk.install(wanted, folder)
    assert "正在安装" in capsys.readouterr().out
    desk.install(wanted, folder)
    assert capsys.readouterr().out == ""
    wanted.write_text("# changed\n")
    desk.install(wanted, folder)
    assert "正在安装" in capsys.readouterr().out


def test_packages_that_do_not_install_are_tried_again(
    folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    wanted = tmp_path / "missing.txt"
    wanted.write_text(f"{tmp_path / 'no-such-package.whl'}\n")
    for _ in range(2):
        with pytest.raises(desk.Stop, match="请检查网络后重新运行"):
            desk.install(wanted, folder)
    assert "no-such-package" in capfd.readouterr().err


def test_other_pythons_packages_stay_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    monkeypatch.setenv("PIP_USER", "1")
    kept = desk.surroundings(EXTRA="1")
    assert "PYTHONPATH" not in kept
    assert (kept["PYTHONUTF8"], kept["PIP_USER"], kept["EXTRA"]) == ("1", "0", "1")


def test_no_window_without_a_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("CI", "DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert not desk.screen()
    monkeypatch.setenv("DISPLAY", ":0")
    assert desk.screen()
    monkeypatch.setenv("CI", "true")
    assert not desk.screen()


def test_missing_system_libraries_are_named_for_typing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", {"apt-get": "/usr/bin/apt-get"}.get)
    assert "sudo apt-get install -y libegl1 libgl1，" in desk.by_hand(("libegl1", "libgl1"))
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert "apt-get" not in desk.by_hand(("libegl1",))
    assert not desk.apt_install(("libegl1",))


def test_a_check_is_reported_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.passed("ruff check", desk.begin([sys.executable, "-c", "print('quiet')"]))
    assert capsys.readouterr().out.split() == ["ruff", "check", "通过"]
    assert not desk.passed("mypy", desk.begin([sys.executable, "-c", "import sys; sys.exit('found 表')"]))
    assert capsys.readouterr().out.split() == ["mypy", "没有通过", "found", "表"]


def test_a_wrong_word_shows_the_usage() -> None:
    assert shown("destroy") == (2, desk.USAGE + "\n")
    assert shown("--help") == (0, desk.USAGE + "\n")


def test_sentences_are_readable_on_any_console() -> None:
    assert shown("--help", PYTHONIOENCODING="ascii", LC_ALL="C", PYTHONUTF8="0")[1] == desk.USAGE + "\n"
