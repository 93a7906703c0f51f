"""Two programs and one register: the second is told who has it, and only one ever gets it."""

import errno
import json
import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import UnixFileLock

from hfp_desk.problems import Refusal
from hfp_desk.store import opening
from hfp_desk.store.locking import NotFree
from hfp_desk.store.opening import Register
from tests.domain.conftest import PASSWORD

ROOT = Path(__file__).parents[2]
OPEN = (
    "import sys; from pathlib import Path\n"
    "from hfp_desk.problems import Refusal; from hfp_desk.store import opening\n"
    "sys.stdin.readline()\n"
    "try:\n"
    "    register = opening.open_register(Path(sys.argv[1]), '李敏', sys.argv[2])\n"
    "except Refusal as refusal:\n"
    "    print('refused', refusal.sentence, flush=True)\n"
    "else:\n"
    "    print('opened', flush=True)\n"
    "    sys.stdin.readline()\n"
    "    register.close()\n"
)


def program(path: Path) -> subprocess.Popen[str]:
    """A process of its own that waits for a line, tries to open the register, and holds it until the next line."""
    words = [sys.executable, "-c", OPEN, str(path), PASSWORD]
    env = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    return subprocess.Popen(
        words, cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )


def go_on(started: subprocess.Popen[str]) -> None:
    assert started.stdin is not None
    started.stdin.write("\n")
    started.stdin.flush()


def told(started: subprocess.Popen[str]) -> str:
    assert started.stdout is not None
    return started.stdout.readline().strip()


def test_of_two_that_race_one_opens_and_the_other_is_told(register: Register) -> None:
    register.close()
    for _ in range(3):
        racing = [program(register.path) for _ in range(2)]
        for one in racing:
            go_on(one)
        said = sorted(told(one) for one in racing)
        assert said[0] == "opened"
        assert said[1].startswith("refused 登记簿“樟树.hfp”")
        for one in racing:
            one.communicate("\n", timeout=60)
        assert [one.returncode for one in racing] == [0, 0]


def test_the_second_is_told_who_has_it_since_when_and_where(register: Register) -> None:
    with pytest.raises(NotFree) as refused:
        opening.open_register(register.path, "李敏", PASSWORD)
    assert "已由 李敏 于 20" in refused.value.sentence
    assert f"在电脑“{platform.node()}”上打开" in refused.value.sentence
    assert "只读打开" in refused.value.advice


def test_a_killed_program_is_no_obstacle(register: Register) -> None:
    register.close()
    killed = program(register.path)
    go_on(killed)
    assert told(killed) == "opened"
    killed.kill()
    killed.communicate(timeout=60)
    note = register.path.with_name(register.path.name + ".open")
    assert json.loads(note.read_text(encoding="utf-8"))["user"] == "李敏"
    again = opening.open_register(register.path, "李敏", PASSWORD)
    again.close()
    assert not note.exists()


def test_a_note_that_cannot_be_read_still_refuses_with_a_sentence(register: Register) -> None:
    note = register.path.with_name(register.path.name + ".open")
    for content in ("", "{", "[]", '{"user": 1}'):
        note.write_text(content, encoding="utf-8")
        with pytest.raises(NotFree, match="正被另一个程序打开"):
            opening.open_register(register.path, "李敏", PASSWORD)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OSError(errno.ENOSYS, "no flock"), "不支持文件锁"),
        (OSError(errno.ENOLCK, "no locks available"), "不支持文件锁"),
        (OSError(errno.EOPNOTSUPP, "not supported"), "不支持文件锁"),
        (NotImplementedError("no flock"), "不支持文件锁"),
        (PermissionError(errno.EACCES, "denied"), "没有权限写入"),
        (OSError(errno.EROFS, "read-only file system"), "没有权限写入"),
        (OSError(errno.ENOSPC, "full"), "磁盘已满"),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="the locks of a POSIX file system")
def test_a_share_without_locks_is_refused_and_can_be_looked_at(
    register: Register, monkeypatch: pytest.MonkeyPatch, error: Exception, sentence: str
) -> None:
    register.close()

    real = UnixFileLock._acquire

    def fail(lock: UnixFileLock) -> None:
        if Path(lock.lock_file).name == "樟树.hfp.lock":
            raise error
        real(lock)

    with monkeypatch.context() as patch:
        patch.setattr(UnixFileLock, "_acquire", fail)
        with pytest.raises(NotFree, match=sentence):
            opening.open_register(register.path, "李敏", PASSWORD)
        opening.open_read_only(register.path, "李敏", PASSWORD).close()
    opening.open_register(register.path, "李敏", PASSWORD).close()


@pytest.mark.skipif(os.name == "nt", reason="the locks of a POSIX file system")
def test_a_missing_lock_is_never_replaced_by_a_mere_file(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    register.close()

    def missing(_: int) -> bool:
        raise OSError(errno.ENOSYS, "no flock")

    with monkeypatch.context() as patch:
        patch.setattr("filelock._unix.lock_fd_nonblocking", missing)
        with pytest.raises(NotFree, match="不支持文件锁"):
            opening.open_register(register.path, "李敏", PASSWORD)


def test_a_full_disk_lets_go_of_the_lock(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    register.close()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr("hfp_desk.private.write_text", full)
        with pytest.raises(Refusal, match="磁盘已满"):
            opening.open_register(register.path, "李敏", PASSWORD)
    opening.open_register(register.path, "李敏", PASSWORD).close()
