"""Wrong passwords slow the next try down, survive the end of the program and are told at the next signing in."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hfp_desk.problems import Refusal
from hfp_desk.records import Event
from hfp_desk.store import admitting, keys, opening, tries
from hfp_desk.store.keys import WrongSecret
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register
from hfp_desk.store.tries import MustWait, Tries
from tests.data.waiting import earlier
from tests.domain.conftest import PASSWORD

WRONG = "nanchang-2018"


@pytest.fixture
def path(register: Register) -> Path:
    """The closed register of 李敏."""
    register.close()
    return register.path


def fail(path: Path, times: int, user: str = "李敏") -> WrongSecret:
    wrong = WrongSecret("")
    for _ in range(times):
        earlier(path, 400)
        with pytest.raises(WrongSecret) as caught:
            opening.open_register(path, user, WRONG)
        wrong = caught.value
    return wrong


def opened_again(path: Path) -> tuple[str, list[Event]]:
    """The greeting of a successful signing in, and the log."""
    register = opening.open_register(path, "李敏", PASSWORD)
    try:
        return register.greeting, list(Event.select().order_by(Event.id))
    finally:
        register.close()


@pytest.mark.parametrize(
    ("row", "seconds"),
    [(0, 0), (1, 0), (2, 0), (3, 5), (4, 15), (5, 30), (6, 60), (7, 120), (8, 240), (9, 300), (999, 300)],
)
def test_pauses_grow_up_to_five_minutes(row: int, seconds: int) -> None:
    assert tries.pause_after(row) == seconds


def test_the_third_wrong_password_begins_the_wait(path: Path) -> None:
    assert fail(path, 2).seconds == 0
    third = fail(path, 1)
    assert (third.failures, third.seconds) == (3, 5)
    with pytest.raises(MustWait, match=r"已连续输错 3 次。请等 5 秒再试") as early:
        opening.open_register(path, "李敏", PASSWORD)
    assert (early.value.failures, early.value.seconds) == (3, 5)


def test_trying_too_early_is_no_try_and_does_not_prolong_the_wait(path: Path) -> None:
    fail(path, 3)
    for _ in range(3):
        with pytest.raises(MustWait):
            opening.open_register(path, "李敏", WRONG)
    assert Tries.load(path).count == 3
    earlier(path, 5)
    assert opened_again(path)[0]


def test_the_recovery_code_waits_like_a_password(path: Path) -> None:
    fail(path, 2)
    with pytest.raises(WrongSecret) as wrong:
        opening.open_with_code(path, "A" * 24, "李敏", "another-2020")
    assert wrong.value.seconds == 5
    with pytest.raises(MustWait):
        opening.open_with_code(path, "A" * 24, "李敏", "another-2020")
    with pytest.raises(MustWait):
        opening.open_read_only(path, "李敏", PASSWORD)


def test_starting_the_program_again_is_no_way_round(path: Path) -> None:
    fail(path, 3)
    script = (
        "import sys; from pathlib import Path; from hfp_desk.store import opening, tries\n"
        "try: opening.open_register(Path(sys.argv[1]), '李敏', sys.argv[2])\n"
        "except tries.MustWait: sys.exit(7)\n"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", script, str(path), PASSWORD], cwd=root, check=False)
    assert done.returncode == 7


def test_the_command_line_waits_too(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from hfp_desk import command

    fail(path, 3)
    monkeypatch.setenv("HFP_DESK_PASSWORD", PASSWORD)
    assert command.run(["check", str(path)]) == command.REFUSED
    assert "已连续输错 3 次。请等 5 秒再试" in capsys.readouterr().err


def test_the_next_signing_in_tells_them_once_and_logs_them_with_their_own_time(path: Path) -> None:
    opened_again(path)
    fail(path, 3)
    earlier(path, 3600)
    stored = json.loads(tries.tries_file(path).read_text(encoding="utf-8"))
    greeting, log = opened_again(path)
    assert greeting.startswith("上次登录 ")
    assert greeting.endswith("；其后有 3 次失败的登录。")
    failed = [event for event in log if event.action == Action.SIGN_IN_FAILED]
    assert [event.at for event in failed] == [
        time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(at)) for _, at, _ in stored["failed"]
    ]
    assert {event.user for event in failed} == {"李敏"}
    assert log[-1].action == Action.SIGN_IN
    assert not tries.tries_file(path).exists()
    assert opened_again(path)[0] == ""


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps others out by the folder")
def test_keys_and_tries_are_for_the_owner_alone(path: Path) -> None:
    fail(path, 1)
    for file in (tries.tries_file(path), keys.key_file(path)):
        assert file.stat().st_mode & 0o077 == 0


def test_what_was_typed_is_written_nowhere(path: Path) -> None:
    fail(path, 1, user="my-secret-password")
    assert "secret" not in tries.tries_file(path).read_text(encoding="utf-8")
    _, log = opened_again(path)
    failed = next(event for event in log if event.action == Action.SIGN_IN_FAILED)
    assert (failed.user, failed.subject) == ("（未登录）", "不认识的用户名（18 个字）")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"failed": 3}', '{"failed": [[1]], "row": "x"}', "\x00" * 50])
def test_a_damaged_file_neither_locks_out_nor_drops_the_protection(path: Path, content: str) -> None:
    tries.tries_file(path).write_text(content, encoding="utf-8")
    with pytest.raises(MustWait, match="请等 5 秒"):
        opening.open_register(path, "李敏", PASSWORD)
    os.utime(tries.tries_file(path), (time.time() - 6, time.time() - 6))
    greeting, log = opened_again(path)
    assert "1 次失败的登录" in greeting
    assert any("曾被损坏" in event.subject for event in log)


def test_a_clock_put_back_does_not_lock_out(path: Path) -> None:
    fail(path, 3)
    earlier(path, -86_400)
    assert Tries.load(path).left() == 5
    earlier(path, 5)
    assert opened_again(path)[0]


def test_many_tries_are_counted_but_not_all_kept(path: Path) -> None:
    found = Tries.load(path)
    for _ in range(130):
        found.fail("李敏")
    again = Tries.load(path)
    assert (again.count, len(again.failed), again.left()) == (130, 100, 300)
    earlier(path, 301)
    greeting, log = opened_again(path)
    assert "130 次" in greeting
    assert any(event.subject == "更早还有 30 次" for event in log)


def test_looking_only_ends_the_wait_but_leaves_the_tries_to_be_told(path: Path) -> None:
    fail(path, 3)
    earlier(path, 6)
    opening.open_read_only(path, "李敏", PASSWORD).close()
    assert Tries.load(path).left() == 0
    assert "3 次" in opened_again(path)[0]


def test_a_backup_counts_as_its_register(path: Path) -> None:
    assert tries.tries_file(path.with_name(path.name + ".backups") / "20200302-手动.hfp") == tries.tries_file(path)


def test_signing_in_and_out_stands_in_the_log(path: Path) -> None:
    register = opening.open_register(path, "李敏", PASSWORD)
    admitting.sign_out(register)
    assert [event.action for event in Event.select().order_by(Event.id)][-2:] == [Action.SIGN_IN, Action.SIGN_OUT]
    register.close()


def test_the_lock_screen_counts_as_everywhere(path: Path) -> None:
    register = opening.open_register(path, "李敏", PASSWORD)
    for _ in range(3):
        with pytest.raises(WrongSecret):
            admitting.verify(register, WRONG)
    with pytest.raises(MustWait):
        admitting.verify(register, PASSWORD)
    earlier(path, 6)
    admitting.verify(register, PASSWORD)
    assert admitting.unlocked(register) == 3
    assert Event.select().where(Event.action == Action.SIGN_IN_FAILED).count() == 3
    register.close()


def test_a_damaged_register_is_no_wrong_try(path: Path) -> None:
    path.write_bytes(bytes(4096) + path.read_bytes()[4096:])
    with pytest.raises(Refusal, match="已损坏"):
        opening.open_register(path, "李敏", PASSWORD)
    assert Tries.load(path).count == 0


def test_tries_told_by_a_program_that_was_killed_then_are_not_told_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail(path, 2)
    with monkeypatch.context() as patch:
        patch.setattr(Tries, "clear", lambda _tries: None)
        assert "2 次" in opened_again(path)[0]
    with pytest.raises(WrongSecret):
        opening.open_register(path, "李敏", WRONG)
    greeting, log = opened_again(path)
    assert "1 次" in greeting
    assert len([event for event in log if event.action == Action.SIGN_IN_FAILED]) == 3
    assert opened_again(path)[0] == ""
