"""Users come and go, their roles change, who is out stays out, and somebody can always administer."""

from collections.abc import Callable

import pytest

from hfp_desk import command
from hfp_desk.gate import ADMIN, ENTRY, QUERY, SECRET
from hfp_desk.problems import Refusal
from hfp_desk.records import Event, Person, Setting, User
from hfp_desk.store import keeping, keys, opening, settings, users, users_keeping
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register
from tests.domain.conftest import PASSWORD
from tests.domain.staff import FANG, as_user, line, logged, opens

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
