"""Users come and go without data being rewritten; who is out stays out; somebody can always administer."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from hfp_desk import command
from hfp_desk.gate import ADMIN, ENTRY, QUERY, SECRET
from hfp_desk.papers import recovery
from hfp_desk.papers.recovery import RecoverySheet
from hfp_desk.problems import Refusal
from hfp_desk.records import Event, Person, Setting, User
from hfp_desk.store import keeping, keys, opening, settings, setup, users, users_keeping
from hfp_desk.store.keys import KeyRing, WrongSecret
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register
from tests.domain.conftest import PASSWORD

FANG, LAN = "wangfang-2020", "zhaolan-2020"
PAGE = 4096


@pytest.fixture
def staffed(register: Register) -> Register:
    """李敏 administers; 王芳 enters, 赵兰 looks."""
    users_keeping.add(register, "王芳", (ENTRY,), FANG, "经办员")
    users_keeping.add(register, "赵兰", (QUERY,), LAN)
    return register


def opens(path: Path, user: str, password: str) -> bool:
    try:
        opening.open_register(path, user, password).close()
    except WrongSecret:
        return False
    return True


def as_user(register: Register, user: str, password: str) -> Register:
    register.close()
    return opening.open_register(register.path, user, password)


def logged(action: Action) -> list[str]:
    return [event.subject for event in Event.select().where(Event.action == action).order_by(Event.id)]


def line(register: Register, name: str) -> users_keeping.UserLine:
    return next(one for one in users_keeping.lines(register) if one.name == name)


def dump(register: Register) -> dict[str, list[object]]:
    """All tables but those that tell of users, by their rows."""
    names = [name for name in register.db.get_tables() if name not in {"event", "user", "setting"}]
    return {name: register.db.execute_sql(f'SELECT * FROM "{name}"').fetchall() for name in names}


# Adding and changing


def test_a_new_user_opens_with_his_own_password_and_roles(staffed: Register) -> None:
    assert logged(Action.USER) == ["新增用户 王芳", "新增用户 赵兰"]
    fang = as_user(staffed, "王芳", FANG)
    assert fang.key == staffed.key
    assert users.viewer(fang).roles == {ENTRY}
    assert line(fang, "王芳").title == "经办员"
    assert line(fang, "王芳").last
    assert not line(fang, "赵兰").last
    fang.close()


@pytest.mark.parametrize(
    ("name", "roles", "password", "told"),
    [
        ("李敏", (ENTRY,), FANG, "已经有用户"),
        (" ", (ENTRY,), FANG, "没有填写用户姓名"),
        ("王" * 21, (ENTRY,), FANG, "太长"),
        ("王\x07芳", (ENTRY,), FANG, "不能显示"),
        ("王芳", (), FANG, "没有选择角色"),
        ("王芳", (SECRET,), FANG, "没有选择角色"),
        ("王芳", ("root",), FANG, "没有“root”这种角色"),
        ("王芳", (ENTRY,), "12345", "密码太短"),
    ],
)
def test_what_is_no_user_is_refused_and_leaves_nothing(
    register: Register, name: str, roles: tuple[str, ...], password: str, told: str
) -> None:
    before = keys.key_file(register.path).read_bytes()
    with pytest.raises(Refusal, match=told):
        users_keeping.add(register, name, roles, password)
    assert keys.key_file(register.path).read_bytes() == before
    assert not keys.next_file(register.path).exists()
    assert [user.name for user in users.listed()] == ["李敏"]
    assert logged(Action.USER) == []


def test_roles_and_titles_are_changed_and_logged_with_old_and_new(staffed: Register) -> None:
    users_keeping.set_roles(staffed, "王芳", (ENTRY, SECRET))
    users_keeping.set_roles(staffed, "王芳", (SECRET, ENTRY))
    users_keeping.set_title(staffed, "王芳", "股长")
    assert line(staffed, "王芳").roles == "entry,secret"
    told = Event.select().where(Event.action == Action.USER).order_by(Event.id.desc()).limit(2)
    assert [(event.subject, event.detail) for event in told] == [
        ("修改职务 王芳", {"old": "经办员", "new": "股长"}),
        ("调整角色 王芳", {"old": "录入", "new": "录入、保密"}),
    ]


DEEDS: dict[str, Callable[[Register], object]] = {
    "add": lambda register: users_keeping.add(register, "孙梅", (QUERY,), FANG),
    "roles": lambda register: users_keeping.set_roles(register, "赵兰", (ENTRY,)),
    "title": lambda register: users_keeping.set_title(register, "赵兰", "局长"),
    "reset": lambda register: users_keeping.reset_password(register, "赵兰", FANG),
    "off": lambda register: users_keeping.switch_off(register, "赵兰"),
    "on": lambda register: users_keeping.switch_on(register, "赵兰", FANG),
    "code": users_keeping.renew_code,
    "setting": lambda register: settings.change(register, settings.OFFICE_NAME, "别处", "单位名称"),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_only_an_administrator_may(staffed: Register, deed: str) -> None:
    fang = as_user(staffed, "王芳", FANG)
    ring = keys.key_file(fang.path).read_bytes()
    with pytest.raises(Refusal, match="没有“管理员”角色"):
        DEEDS[deed](fang)
    assert keys.key_file(fang.path).read_bytes() == ring
    assert not keys.next_file(fang.path).exists()
    fang.close()


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


# Switching off


def test_who_is_switched_off_stays_out_and_stays_in_the_history(staffed: Register) -> None:
    fang = as_user(staffed, "王芳", FANG)
    keeping.save(fang, Person.new(name="李玥"))
    admin = as_user(fang, "李敏", PASSWORD)
    users_keeping.switch_off(admin, "王芳")
    assert "王芳" not in admin.ring.users
    assert (line(admin, "王芳").active, line(admin, "王芳").signs_in) == (False, False)
    assert logged(Action.USER)[-1] == "停用用户 王芳"
    admin.close()
    assert not opens(admin.path, "王芳", FANG)
    assert b"\xe7\x8e\x8b\xe8\x8a\xb3" not in keys.key_file(admin.path).read_bytes()


def test_a_key_file_kept_from_before_does_not_let_a_removed_user_in(staffed: Register) -> None:
    kept = keys.key_file(staffed.path).read_bytes()
    users_keeping.switch_off(staffed, "王芳")
    staffed.close()
    keys.key_file(staffed.path).write_bytes(kept)
    with pytest.raises(Refusal, match="已停用，不能登录"):
        opening.open_register(staffed.path, "王芳", FANG)
    with pytest.raises(Refusal, match="已停用，不能登录"):
        opening.open_read_only(staffed.path, "王芳", FANG)
    again = opening.open_register(staffed.path, "李敏", PASSWORD)
    assert any("钥匙文件不是本登记簿最后写的那一份" in subject for subject in logged(Action.USER))
    again.close()


def test_a_user_is_switched_on_again_with_a_new_password_and_the_old_roles(staffed: Register) -> None:
    users_keeping.switch_off(staffed, "王芳")
    with pytest.raises(Refusal, match="已停用"):
        users_keeping.reset_password(staffed, "王芳", "new-wangfang")
    users_keeping.switch_on(staffed, "王芳", "new-wangfang")
    staffed.close()
    assert not opens(staffed.path, "王芳", FANG)
    fang = opening.open_register(staffed.path, "王芳", "new-wangfang")
    assert users.viewer(fang).roles == {ENTRY}
    fang.close()


def test_nobody_unknown_or_switched_off_has_a_role(staffed: Register) -> None:
    staffed.user = "陌生人"
    assert users.viewer(staffed).roles == frozenset()
    with pytest.raises(Refusal):
        keeping.save(staffed, Person.new(name="李玥"))


def test_the_command_line_lists_who_may(
    staffed: Register, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    users_keeping.switch_off(staffed, "赵兰")
    staffed.close()
    monkeypatch.setenv("HFP_DESK_PASSWORD", FANG)
    assert command.run(["users", str(staffed.path), "--user", "王芳"]) == command.DONE
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "李敏　管理员、录入、保密　可登录　未登录过"
    assert told[1].startswith("王芳　经办员　录入　可登录　最近登录 20")
    assert told[2] == "赵兰　查询　已停用　未登录过"
    again = opening.open_register(staffed.path, "李敏", PASSWORD)
    actions = [event.action for event in Event.select().where(Event.user == "王芳").order_by(Event.id)]
    assert actions == [Action.SIGN_IN, Action.SIGN_OUT]
    again.close()


# Somebody administers


def test_nobody_takes_administration_from_himself(staffed: Register) -> None:
    users_keeping.set_roles(staffed, "王芳", (ADMIN, ENTRY))
    with pytest.raises(Refusal, match="不能停用自己"):
        users_keeping.switch_off(staffed, "李敏")
    with pytest.raises(Refusal, match="不能取消自己的管理员角色"):
        users_keeping.set_roles(staffed, "李敏", (ENTRY,))
    assert opens_still(staffed)


def opens_still(register: Register) -> bool:
    register.close()
    return opens(register.path, "李敏", PASSWORD)


def test_an_administrator_without_a_key_does_not_count(staffed: Register) -> None:
    """王芳 administers by her row, but 李敏 is the only one who could sign in."""
    users_keeping.set_roles(staffed, "王芳", (ADMIN,))
    ring = staffed.ring
    ring.remove("王芳")
    ring.write()
    staffed.user = "王芳"
    with pytest.raises(Refusal, match="唯一能登录的管理员"):
        users_keeping.switch_off(staffed, "李敏")
    with pytest.raises(Refusal, match="唯一能登录的管理员"):
        users_keeping.set_roles(staffed, "李敏", (ENTRY,))
    assert opens_still(staffed)


def test_with_another_administrator_one_may_go(staffed: Register) -> None:
    users_keeping.set_roles(staffed, "王芳", (ADMIN, ENTRY))
    fang = as_user(staffed, "王芳", FANG)
    users_keeping.switch_off(fang, "李敏")
    fang.close()
    assert not opens(fang.path, "李敏", PASSWORD)


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


def test_a_recovery_with_a_short_password_changes_nothing(staffed: Register) -> None:
    code = users_keeping.renew_code(staffed)
    staffed.close()
    with pytest.raises(Refusal, match="密码太短"):
        opening.open_with_code(staffed.path, code, "赵兰", "123")
    assert opens(staffed.path, "赵兰", LAN)


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


# Settings of the office


def test_a_setting_of_the_office_is_logged_with_old_and_new(register: Register) -> None:
    settings.change(register, settings.OFFICE_NAME, "樟树市卫健委", "单位名称")
    settings.change(register, settings.OFFICE_NAME, "樟树市卫健委", "单位名称")
    told = list(Event.select().where(Event.action == Action.SETTING))
    assert [(event.subject, event.detail) for event in told] == [
        ("单位名称", {"old": "樟树市卫生健康委员会", "new": "樟树市卫健委"})
    ]
    assert Setting.get(Setting.key == settings.OFFICE_NAME).value == "樟树市卫健委"


def test_a_new_register_knows_its_first_user(register: Register) -> None:
    first = User.get()
    assert (first.name, first.roles, first.active) == ("李敏", "admin,entry,secret", True)
