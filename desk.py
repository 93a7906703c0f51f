"""Set up and start HFP Desk on a fresh machine, needing nothing but Python itself.

    python3 desk.py [demo DIR]    sample register, sample returns, printed ledger, exported workbook, window
    python3 desk.py test          every check and every test
    python3 desk.py bench         the benchmarks, printed as ratios to their baselines
    python3 desk.py start [...]   the program itself (``main.py``) with the same words after it
    python3 desk.py setup         only the set-up

The set-up makes ``.venv`` in this folder, installs the pinned packages into it and, on Debian and Ubuntu, the
system libraries Qt needs. What is ready already is not done again. Only the standard library is used, and
nothing that Python 3.7 does not understand, so that an old Python is told so in a sentence.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
OLDEST, NEWEST = (3, 11), (3, 13)
RUN = (HERE / "packaging" / "requirements.txt",)
TEST = (*RUN, HERE / "packaging" / "requirements-test.txt")
USAGE = "用法：python3 desk.py [demo | test | bench | start | setup]，不写时演示主要功能。"

DRAWING = ("libgl1", "libegl1", "libxkbcommon0", "libglib2.0-0", "libfontconfig1", "libdbus-1-3")
SCREEN = (
    *("libxkbcommon-x11-0", "libxcb-cursor0", "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1"),
    *("libxcb-randr0", "libxcb-render-util0", "libxcb-shape0", "libxcb-xkb1"),
)
DRAWS = "from PySide6 import QtPrintSupport, QtSvg, QtWidgets; QtWidgets.QApplication([])"
SHOWS = """
import ctypes, pathlib, PySide6
ctypes.CDLL(str(pathlib.Path(PySide6.__file__).parent.joinpath("Qt", "plugins", "platforms", "libqxcb.so")))
"""
CHECKS = (
    ("ruff check", ("ruff", "check", ".")),
    ("ruff format", ("ruff", "format", "--check", ".")),
    ("mypy --strict", ("mypy",)),
    ("import-linter", ("lint-imports",)),
)


class Stop(Exception):
    """The set-up cannot go on; the text says what was found and what to do next."""


def say(text: str) -> None:
    """One line to the person waiting, at once."""
    print(text, flush=True)


def surroundings(**more: str) -> dict[str, str]:
    """The environment for everything started here: UTF-8, and no other Python's packages."""
    foreign = ("PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__")
    kept = {name: value for name, value in os.environ.items() if name not in foreign}
    return {**kept, "PYTHONUTF8": "1", "PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1", **more}


def quiet(command: Sequence[str], **more: str) -> tuple[int, str]:
    """Run to the end; the status and all that was said."""
    process = begin(command, **more)
    told = process.communicate()[0]
    return process.returncode, told.decode("utf-8", "replace").strip()


def begin(command: Sequence[str], **more: str) -> subprocess.Popen[bytes]:
    """Start a program that answers no questions and whose words are kept."""
    nothing, kept, same = subprocess.DEVNULL, subprocess.PIPE, subprocess.STDOUT
    return subprocess.Popen(command, cwd=HERE, env=surroundings(**more), stdin=nothing, stdout=kept, stderr=same)


def aloud(command: Sequence[str], folder: Path = HERE, **more: str) -> int:
    """Run to the end in ``folder`` with the person watching; the status."""
    return subprocess.call(command, cwd=folder, env=surroundings(**more))


def tail(text: str, lines: int = 12) -> str:
    """The end of what a program said."""
    return "\n".join(text.splitlines()[-lines:])


def wrong_python(version: tuple[int, int]) -> str:
    """Why this Python cannot run the program, or nothing."""
    if OLDEST <= version <= NEWEST:
        return ""
    return (
        "本程序需要 Python 3.11、3.12 或 3.13，现在用的是 Python {}.{}。请安装其中一个版本，"
        "再用它重新运行，例如：python3.11 desk.py（Windows：py -3.11 desk.py）。"
    ).format(*version)


def inside(name: str, folder: Path = VENV) -> str:
    """A program of the private folder, such as its ``python``."""
    return str(folder / "Scripts" / f"{name}.exe" if os.name == "nt" else folder / "bin" / name)


def usable(folder: Path) -> bool:
    """Whether a private folder works, has pip and was made by this very Python."""
    mine = f"{sys.version_info[0]}.{sys.version_info[1]} {Path(sys.base_prefix).resolve()}"
    code = "import importlib.util as u, pathlib, sys; assert u.find_spec('pip'); "
    code += "print('%d.%d' % sys.version_info[:2], pathlib.Path(sys.base_prefix).resolve())"
    try:
        return quiet([inside("python", folder), "-c", code]) == (0, mine)
    except OSError:
        return False


def make_venv(folder: Path = VENV) -> None:
    """The private folder, made again when it is broken or was made by another Python."""
    if usable(folder):
        return
    need_venv_module()
    say(f"正在建立运行环境 {folder} ……")
    status, told = quiet([sys.executable, "-m", "venv", "--clear", str(folder)])
    if status != 0 or not usable(folder):
        advice = f"请关闭正在运行的本程序，确认本文件夹可以写入、磁盘有 1 GB 空余，删除 {folder} 后重新运行。"
        raise Stop(f"运行环境没有建成。{advice}\n{tail(told)}")


def need_venv_module() -> None:
    """Debian and Ubuntu ship the module that makes private folders in a package of its own."""
    if importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv"):
        return
    package = "python{}.{}-venv".format(*sys.version_info[:2])
    if not apt_install((package,)):
        raise Stop(f"这个 Python 没有带 venv 组件，建立不了运行环境。{by_hand((package,))}")


def install(file: Path, folder: Path = VENV) -> None:
    """Pinned packages, prebuilt only: no compiler is needed. Skipped when they are in place already."""
    stamp = folder / f"{file.stem}.ready"
    pinned = hashlib.sha256(file.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == pinned:
        return
    say("正在安装程序包：需要联网，只在第一次或更新后进行，约几分钟 ……")
    command = [inside("python", folder), "-m", "pip", "install", "--only-binary=:all:", "--no-input"]
    command += ["-r", str(file)] if sys.stdout.isatty() else ["-qq", "-r", str(file)]
    if aloud(command, PIP_ROOT_USER_ACTION="ignore") != 0:
        raise Stop(
            "程序包没有装全，原因见上面几行。请检查网络后重新运行；本单位如有自己的软件源，请先用 pip config 设好。"
        )
    stamp.write_text(pinned)


def apt_install(packages: Sequence[str]) -> bool:
    """Install Debian packages when this is root on Debian or Ubuntu; whether they are there now."""
    if not shutil.which("apt-get") or os.name == "nt" or os.geteuid() != 0:
        return False
    say(f"正在安装系统组件：{' '.join(packages)} ……")
    quiet(["apt-get", "update", "-q"], DEBIAN_FRONTEND="noninteractive")
    get = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    status, told = quiet(get, DEBIAN_FRONTEND="noninteractive")
    if status != 0:
        say(tail(told))
    return status == 0


def by_hand(packages: Sequence[str]) -> str:
    """The exact command for the person to type."""
    if shutil.which("apt-get"):
        return f"请执行：sudo apt-get update && sudo apt-get install -y {' '.join(packages)}，然后重新运行。"
    return f"请用本系统的软件管理工具安装与下列 Debian 软件包相当的组件，然后重新运行：{' '.join(packages)}"


def libraries(probe: str, packages: Sequence[str]) -> str:
    """See that Qt finds its system libraries, installing them when missing; what is wrong, or nothing."""
    if not sys.platform.startswith("linux"):
        return ""
    trial = [inside("python"), "-c", probe]
    if quiet(trial, QT_QPA_PLATFORM="offscreen")[0] == 0:
        return ""
    installed = apt_install(packages)
    status, told = quiet(trial, QT_QPA_PLATFORM="offscreen")
    if status == 0:
        return ""
    advice = "系统组件装好后仍然缺少：" if installed else by_hand(packages)
    return f"界面所需的系统组件不全。{advice}\n{tail(told, 1)}"


def set_up(files: Sequence[Path]) -> None:
    """Everything the program needs; returns at once when it is there already."""
    make_venv()
    for file in files:
        install(file)
    trouble = libraries(DRAWS, DRAWING)
    if trouble:
        raise Stop(trouble)


def screen() -> bool:
    """Whether a window can be shown to somebody."""
    if os.environ.get("CI") or os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        return False
    shown = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return bool(shown) or not sys.platform.startswith("linux")


def start(words: Sequence[str]) -> int:
    """The program itself, where the person stands: a window, or a job when words are given."""
    return program(words) if words else window(words)


def program(words: Sequence[str]) -> int:
    """``main.py`` with these words."""
    return aloud([inside("python"), str(HERE / "main.py"), *words], Path.cwd())


def window(words: Sequence[str]) -> int:
    """The program's window, when the system can show one."""
    trouble = libraries(SHOWS, SCREEN)
    if trouble:
        raise Stop(f"窗口没有打开。{trouble}")
    return program(words)


def demo(words: Sequence[str]) -> int:
    """The main job on the sample; where there is a screen, the program then shows its register in a window."""
    trouble = libraries(SHOWS, SCREEN) if screen() else ""
    if trouble:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        say(f"窗口不会打开。{trouble}")
    return program(["demo", words[0] if words else str(HERE / "demo")])


def test(words: Sequence[str]) -> int:
    """Every check in one line each, then the tests; 0 when all passed."""
    running = [(name, begin([inside(command[0]), *command[1:]])) for name, command in CHECKS]
    failed = [name for name, process in running if not passed(name, process)]
    if aloud([inside("python"), "-m", "pytest", *words], QT_QPA_PLATFORM="offscreen") != 0:
        failed.append("pytest")
    if failed:
        say(f"没有通过：{'、'.join(failed)}")
    return 1 if failed else 0


def passed(name: str, process: subprocess.Popen[bytes]) -> bool:
    """Wait for a check and report it: one line, and what it found when it failed."""
    told = process.communicate()[0].decode("utf-8", "replace")
    say(f"{name:<16}{'通过' if process.returncode == 0 else '没有通过'}")
    if process.returncode != 0:
        say(tail(told, 200))
    return process.returncode == 0


def bench(words: Sequence[str]) -> int:
    """The benchmarks one after another, or only the named ones; the worst status."""
    chosen = words or sorted(path.stem for path in (HERE / "tests" / "benchmarks").glob("bench_*.py"))
    return max((aloud([inside("python"), "-m", f"tests.benchmarks.{name}"]) for name in chosen), default=2)


def nothing(_: Sequence[str]) -> int:
    """After ``setup`` there is nothing more to do."""
    say("运行环境已经就绪。")
    return 0


JOBS = {
    "demo": (RUN, demo),
    "start": (RUN, start),
    "test": (TEST, test),
    "bench": (TEST, bench),
    "setup": (RUN, nothing),
}


def main(words: Sequence[str]) -> int:
    """Do the job named by the first word; 1 when it was refused with a sentence, 2 for a wrong word."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    trouble = wrong_python(sys.version_info[:2])
    if trouble:
        say(trouble)
        return 1
    name, rest = (words[0], words[1:]) if words else ("demo", ())
    if name not in JOBS:
        say(USAGE)
        return 0 if name in ("-h", "--help") else 2
    files, job = JOBS[name]
    try:
        set_up(files)
        return job(rest)
    except Stop as stop:
        say(str(stop))
    except OSError as error:
        say(f"文件夹 {HERE} 不能写入或磁盘已满，请检查后重新运行（{error.strerror}：{error.filename}）。")
    except KeyboardInterrupt:
        say("已经停止。重新运行会接着做。")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
