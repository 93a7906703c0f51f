"""The program never talks to anybody: a whole session is watched for sockets, and the page 关于 says so."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SECONDS = 240


def session(folder: Path, *before: str) -> list[str]:
    """The lines told by a session in a process of its own."""
    words = [sys.executable, "-c", "; ".join(before)] if before else [sys.executable, "-m", "tests.ui.whole_session"]
    env = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "HFP_DESK_HOME": str(folder / "home"),
        "PYTHONIOENCODING": "utf-8",
    }
    done = subprocess.run(
        [*words, str(folder)],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.splitlines()


def test_a_whole_session_opens_no_socket(tmp_path: Path) -> None:
    lines = session(tmp_path)
    assert lines[-1] == "END", lines
    assert [line for line in lines if line.startswith("SOCKET")] == []
    assert "LOADED []" in lines
    assert "CONNECTED []" in lines
    pages = next(int(line.split()[1]) for line in lines if line.startswith("PAGES"))
    assert pages >= 10
    made = {path.name for path in tmp_path.iterdir()}
    assert {"樟树.hfp", "人员.xlsx", "台账.pdf"} <= made


@pytest.mark.parametrize(
    "deed",
    ["socket.socket()", "socket.getaddrinfo('localhost', 80)", "socket.socket().connect_ex(('127.0.0.1', 9))"],
)
def test_a_socket_would_be_seen(tmp_path: Path, deed: str) -> None:
    lines = session(
        tmp_path,
        "import sys, socket",
        "from tests.ui.whole_session import watch",
        "sys.addaudithook(watch)",
        deed,
    )
    assert any(line.startswith("SOCKET") for line in lines)


def test_the_program_says_so(tmp_path: Path) -> None:
    words = (ROOT / "ui" / "pages" / "settings" / "about_section.py").read_text(encoding="utf-8")
    assert "本程序不联网" in words
