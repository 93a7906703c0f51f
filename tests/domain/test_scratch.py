"""Files in the clear live as long as the program, and no longer than until it is next started."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAME = "欧阳修竹"


def program(home: Path, code: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "HFP_DESK_HOME": str(home), "PYTHONIOENCODING": "utf-8"}
    words = [sys.executable, "-c", f"import os, tempfile\nfrom hfp_desk import scratch\n{code}"]
    return subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True, encoding="utf-8", check=False)


def left(home: Path) -> list[Path]:
    """Files in which the name can be read."""
    return [path for path in home.rglob("*") if path.is_file() and NAME.encode() in path.read_bytes()]


def test_at_exit_nothing_is_left(tmp_path: Path) -> None:
    done = program(tmp_path, f"path = scratch.fresh('a.txt'); path.write_text('{NAME}', 'utf-8'); print(path)")
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().startswith(str(tmp_path))
    assert left(tmp_path) == []


def test_what_a_killed_program_left_is_wiped_at_the_next_start(tmp_path: Path) -> None:
    program(tmp_path, f"scratch.fresh('a.txt').write_text('{NAME}', 'utf-8'); os._exit(9)")
    assert len(left(tmp_path)) == 1
    program(tmp_path, "scratch.claim()")
    assert left(tmp_path) == []


def test_a_program_that_runs_keeps_its_files(tmp_path: Path) -> None:
    inner = "subprocess.run([sys.executable, '-c', 'from hfp_desk import scratch; scratch.claim()'], check=True)"
    code = f"import subprocess, sys\npath = scratch.fresh('a.txt'); path.write_text('{NAME}', 'utf-8')\n{inner}"
    done = program(tmp_path, f"{code}\nprint(path.exists())")
    assert done.stdout.strip() == "True", done.stderr


def test_libraries_put_their_own_temporary_files_there(tmp_path: Path) -> None:
    claimed = f"handle = tempfile.NamedTemporaryFile(delete=False); handle.write('{NAME}'.encode()); print(handle.name)"
    done = program(tmp_path, f"scratch.claim()\n{claimed}\nhandle.close()")
    assert done.stdout.strip().startswith(str(tmp_path)), done.stderr
    assert left(tmp_path) == []


def test_a_folder_that_cannot_be_made_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file where the folder should be", encoding="utf-8")
    done = program(tmp_path / "home", "scratch.claim(); print('on')")
    assert done.stdout.strip() == "on", done.stderr
