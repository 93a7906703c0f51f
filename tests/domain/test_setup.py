"""A new register is whole or not there at all, and whoever opened it, any thread can let it go."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from hfp_desk.problems import Cancelled, Refusal
from hfp_desk.store import backup, opening, setup
from hfp_desk.store.opening import Register
from tests.domain.conftest import PASSWORD

SMALL_DISK = """
import resource, sys
from pathlib import Path
from hfp_desk.problems import Refusal
from hfp_desk.store import setup
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
try:
    setup.new_register(Path(sys.argv[1]), office="", county="360982", policy_name="zhangshu-2020", user="李敏",
                       password="linjiang-2020")
except Refusal as refusal:
    print(refusal)
"""


class Steps:
    """Progress that keeps what it was told, and stops the job when asked to."""

    def __init__(self, stop_at: str = "") -> None:
        self.notes: list[str] = []
        self._stop_at = stop_at

    def step(self, done: int, total: int, note: str = "") -> None:
        self.notes.append(note)
        if self._stop_at and note.startswith(self._stop_at):
            raise Cancelled


def new(path: Path, progress: Steps) -> tuple[Register, str]:
    return setup.new_register(
        path,
        office="",
        county="360982",
        policy_name="zhangshu-2020",
        user="李敏",
        password=PASSWORD,
        progress=progress,
    )


def test_making_a_register_tells_what_it_does(tmp_path: Path) -> None:
    steps = Steps()
    made, _ = new(tmp_path / "新" / "樟树.hfp", steps)
    made.close()
    assert steps.notes == ["正在建立加密登记簿", "正在载入樟树市的乡镇和村", ""]


def test_a_stopped_setup_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        new(tmp_path / "樟树.hfp", Steps(stop_at="正在载入"))
    assert not list(tmp_path.glob("樟树*"))


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are a thing of POSIX")
@pytest.mark.parametrize("room", [100, 20_000, 300_000])
def test_a_full_disk_leaves_no_half_made_register(tmp_path: Path, room: int) -> None:
    command = [sys.executable, "-c", SMALL_DISK, str(tmp_path / "樟树.hfp"), str(room)]
    root = Path(__file__).resolve().parents[2]
    told = subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8", check=False)
    assert "请" in told.stdout, told.stderr
    assert not list(tmp_path.glob("樟树*"))


def test_a_register_opened_by_a_worker_is_let_go_by_the_window(register: Register) -> None:
    register.close()
    with ThreadPoolExecutor(1) as worker:

        def open_there() -> Register:
            opened = opening.open_register(register.path, "李敏", PASSWORD)
            opened.db.close()
            return opened

        opened = worker.submit(open_there).result()
        with pytest.raises(Refusal, match="已由 李敏"):
            opening.open_register(register.path, "李敏", PASSWORD)
        opened.close()
        worker.submit(open_there).result().close()


@pytest.mark.parametrize("note", ["正在复制", "正在校验"])
def test_a_stopped_backup_keeps_nothing(register: Register, note: str) -> None:
    with pytest.raises(Cancelled):
        backup.make(register, backup.AT_EXIT, Steps(stop_at=note))
    assert list(register.beside("backups").iterdir()) == []


def test_what_a_killed_backup_left_is_cleared_by_the_next(register: Register) -> None:
    left = register.beside("backups") / "20200331T1200-退出时.part"
    left.parent.mkdir()
    left.write_bytes(b"half")
    made = backup.make(register, backup.BY_HAND)
    assert made.path.is_file()
    assert not left.exists()
