"""Passwords and the recovery sheet change the keys and no data; keys and tables agree wherever the program dies."""

import re
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from hfp_desk.gate import ADMIN, ENTRY, QUERY
from hfp_desk.papers import recovery
from hfp_desk.papers.recovery import RecoverySheet
from hfp_desk.problems import Refusal
from hfp_desk.records import Person, Setting
from hfp_desk.store import keeping, keys, opening, settings, setup, users, users_keeping
from hfp_desk.store.keys import KeyRing, WrongSecret
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register
from tests.domain.conftest import PASSWORD
from tests.domain.staff import FANG, LAN, as_user, logged, opens

PAGE = 4096


def dump(register: Register) -> dict[str, list[object]]:
    """All tables but those that tell of users, by their rows."""
    names = [name for name in register.db.get_tables() if name not in {"event", "user", "setting"}]
    return {name: register.db.execute_sql(f'SELECT * FROM "{name}"').fetchall() for name in names}


# Passwords


def test_a_reset_password_replaces_the_forgotten_one(staffed: Register) -> None:
    users_keeping.reset_password(staffed, "赵兰", "new-zhaolan")
    assert logged(Action.PASSWORD) == ["重设密码 赵兰"]
    staffed.close()
    assert not opens(staffed.path, "赵兰", LAN)
    assert opens(staffed.path, "赵兰", "new-zhaolan")
    assert opens(staffed.path, "李敏", PASSWORD)
    assert opens(staffed.path, "王芳", FANG)


def test_ones_own_password_is_changed_by_who_knows_the_old_one(staffed: Register) -> None:
    lan = as_user(staffed, "赵兰", LAN)
    with pytest.raises(WrongSecret):
        users_keeping.change_password(lan, "wrong-password", "new-zhaolan")
    with pytest.raises(Refusal, match="密码太短"):
        users_keeping.change_password(lan, LAN, "123")
    users_keeping.change_password(lan, LAN, "new-zhaolan")
    assert logged(Action.PASSWORD) == ["修改本人密码 赵兰"]
    lan.close()
    assert not opens(lan.path, "赵兰", LAN)
    assert opens(lan.path, "赵兰", "new-zhaolan")


def test_no_change_of_users_rewrites_the_data(staffed: Register) -> None:
    for number in range(400):
        keeping.save(staffed, Person.new(name=f"人{number}"))
    data = dump(staffed)
    staffed.close()
    before = staffed.path.read_bytes()
    again = opening.open_register(staffed.path, "李敏", PASSWORD)
    users_keeping.reset_password(again, "赵兰", "new-zhaolan")
    users_keeping.switch_off(again, "王芳")
    users_keeping.change_password(again, PASSWORD, "new-limin")
    users_keeping.renew_code(again)
    assert dump(again) == data
    assert again.key == staffed.key
    again.close()
    after = staffed.path.read_bytes()
    assert len(after) - len(before) <= 4 * PAGE
    changed = sum(before[at : at + PAGE] != after[at : at + PAGE] for at in range(0, len(before), PAGE))
    assert changed <= 16 < len(before) // PAGE


# The recovery sheet


def words_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def code_on(sheet: Path) -> str:
    """The code as somebody would type it from the paper."""
    groups = re.findall(r"(?<![0-9A-Z])[0-9A-HJKMNP-TV-Z]{4}(?![0-9A-Z])", words_of(sheet))
    return " ".join(group for group in groups if not group.startswith("20"))[: 6 * 5 - 1]


def test_the_printed_sheet_opens_the_register_and_makes_an_administrator(tmp_path: Path) -> None:
    path = tmp_path / "樟树.hfp"
    made, code = setup.new_register(
        path, office="樟树市卫健委", county="360982", policy_name="zhangshu-2020", user="李敏", password=PASSWORD
    )
    keeping.save(made, Person.new(name="李玥"))
    made.close()
    sheet = recovery.save(RecoverySheet("樟树市卫健委", "樟树", code, "李敏"), tmp_path / "恢复单.pdf")
    opened = opening.open_with_code(path, code_on(sheet), "孙梅", "sunmei-2020")
    assert Person.get().name == "李玥"
    assert users.viewer(opened).roles == {ADMIN, ENTRY}
    assert logged(Action.RECOVERY) == ["用恢复单打开，孙梅 设新密码"]
    new = users_keeping.renew_code(opened)
    opened.close()
    with pytest.raises(WrongSecret):
        opening.open_with_code(path, code, "孙梅", "sunmei-2021")
    opening.open_with_code(path, new, "孙梅", "sunmei-2021").close()
    assert opens(path, "李敏", PASSWORD)


def test_who_recovers_administers_though_he_did_not_before(staffed: Register) -> None:
    code = users_keeping.renew_code(staffed)
    users_keeping.switch_off(staffed, "赵兰")
    staffed.close()
    lan = opening.open_with_code(staffed.path, code, "赵兰", "new-zhaolan")
    assert users.viewer(lan).roles == {ADMIN, QUERY}
    lan.close()
    assert opens(staffed.path, "赵兰", "new-zhaolan")


def test_blanks_around_the_name_do_not_shut_out_who_recovers(staffed: Register) -> None:
    code = users_keeping.renew_code(staffed)
    staffed.close()
    lan = opening.open_with_code(staffed.path, code, " 赵兰 ", "new-zhaolan")
    assert lan.user == "赵兰"
    assert users.viewer(lan).roles == {ADMIN, QUERY}
    lan.close()


def test_nobody_is_named_like_the_sheet(staffed: Register) -> None:
    """Who restores by the sheet is an administrator; the log calls him so."""
    with pytest.raises(Refusal, match="恢复单"):
        users_keeping.add(staffed, " 恢复单", (QUERY,), LAN)


def test_a_recovery_with_a_short_password_changes_nothing(staffed: Register) -> None:
    code = users_keeping.renew_code(staffed)
    staffed.close()
    with pytest.raises(Refusal, match="密码太短"):
        opening.open_with_code(staffed.path, code, "赵兰", "123")
    assert opens(staffed.path, "赵兰", LAN)


def test_who_recovered_before_that_was_written_down_is_not_shut_out(register: Register) -> None:
    """A register of the first version: 王芳 holds a key by the recovery sheet and stands in no table."""
    ring = register.ring
    ring.set_password("王芳", FANG, register.key)
    ring.write()
    Setting.delete().where(Setting.key == settings.KEYS).execute()
    register.close()
    opening.open_read_only(register.path, "王芳", FANG).close()
    fang = opening.open_register(register.path, "王芳", FANG)
    assert users.viewer(fang).roles == {ADMIN, ENTRY}
    assert logged(Action.USER) == ["补登用户 王芳，此前用恢复单进入"]
    fang.close()


# A program killed between keys and tables

KILLED = """
import os, sys
from pathlib import Path
from hfp_desk.store import keys, opening, settings, users_keeping
register = opening.open_register(Path(sys.argv[1]), '李敏', sys.argv[2])
def die(*_, **__):
    os._exit(9)
{where}
{deed}
"""
WHERE = {
    "before the commit": "settings.put = die",
    "after the commit": "keys.KeyRing.adopt = die",
    "before anything is laid down": "keys.KeyRing.prepare = die",
}
ACTS = {
    "add": "users_keeping.add(register, '孙梅', ('query',), 'sunmei-2020')",
    "off": "users_keeping.switch_off(register, '王芳')",
    "reset": "users_keeping.reset_password(register, '王芳', 'new-wangfang')",
    "own": "users_keeping.change_password(register, sys.argv[2], 'new-limin')",
}


def killed(path: Path, where: str, act: str) -> None:
    script = KILLED.format(where=WHERE[where], deed=ACTS[act])
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", script, str(path), PASSWORD], cwd=root, check=False)
    assert done.returncode == 9


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("where", WHERE)
def test_keys_and_tables_agree_after_a_kill(staffed: Register, where: str, act: str) -> None:
    staffed.close()
    path, happened = staffed.path, where == "after the commit"
    killed(path, where, act)
    if act == "off":
        assert opens(path, "王芳", FANG) is not happened
    elif act == "reset":
        assert (opens(path, "王芳", FANG), opens(path, "王芳", "new-wangfang")) == (not happened, happened)
    elif act == "own":
        assert (opens(path, "李敏", PASSWORD), opens(path, "李敏", "new-limin")) == (not happened, happened)
    else:
        assert opens(path, "孙梅", "sunmei-2020") is happened
    admin = opening.open_register(path, "李敏", "new-limin" if act == "own" and happened else PASSWORD)
    active = {user.name for user in users.listed() if user.active}
    assert active == set(admin.ring.users)
    told = logged(Action.USER)[2:] + logged(Action.PASSWORD)
    assert len(told) == happened
    assert not keys.next_file(path).exists()
    admin.close()


def test_a_half_written_ring_changes_nothing(staffed: Register) -> None:
    staffed.close()
    keys.next_file(staffed.path).write_text('{"users": {', encoding="utf-8")
    assert opens(staffed.path, "王芳", FANG)
    assert not keys.next_file(staffed.path).exists()


def test_a_prepared_ring_nobody_committed_lets_nobody_in(staffed: Register) -> None:
    ring = KeyRing.load(staffed.path)
    ring.set_password("王芳", "smuggled-in", staffed.key)
    ring.prepare()
    staffed.close()
    with pytest.raises(WrongSecret):
        opening.open_read_only(staffed.path, "王芳", "smuggled-in")
    assert not opens(staffed.path, "王芳", "smuggled-in")
    assert opens(staffed.path, "王芳", FANG)
