"""The desk of a signed-in user: search, status line, places, settings that travel with the register."""

from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hfp_desk import home, policy
from hfp_desk.home import Looks
from hfp_desk.problems import Progress
from hfp_desk.records import Person
from hfp_desk.store import keeping, settings
from hfp_desk.store.opening import Register
from tests.ui.fronts import at_desk
from ui import entries, style
from ui.office import Office
from ui.page import Page
from ui.pages import PLACES, RENEW
from ui.pages.settings_page import SettingsPage
from ui.program import Program
from ui.session import UserSettings, short_name


def test_a_changed_policy_builds_the_desk_anew(qtbot: QtBot, program: Program, register_path: Path) -> None:
    at_desk(program, register_path)
    before = program.session
    assert before is not None
    settings.put(settings.POLICY, "dezhou-2018")
    before.desk.go(RENEW, "policy")
    after = program.session
    assert after is not None
    assert after is not before
    assert after.office.policy.name == "dezhou-2018"
    assert after.desk.heading.policy == "德州市 2018"


def test_chosen_looks_are_worn_at_once(qtbot: QtBot, program: Program, register_path: Path) -> None:
    at_desk(program, register_path)
    assert program.session is not None
    home.set_looks(Looks("dark", "large"))
    program.session.desk.go(RENEW, "looks")
    assert style.current() == style.load("dark", "large")


@pytest.mark.parametrize(
    ("name", "short"),
    [("national-2017", "国家 2017"), ("zhangshu-2020", "樟树市 2020"), ("nanning-2017", "南宁市 2017")],
)
def test_policies_have_a_short_name(name: str, short: str) -> None:
    assert short_name(policy.load(name)) == short


def test_people_are_found_by_the_search_of_the_head_bar(qtbot: QtBot, program: Program, register_path: Path) -> None:
    register = at_desk(program, register_path)
    person = Person.new(name="李玥")
    keeping.save(register, person)
    assert program.session is not None
    assert [(choice.value, choice.label) for choice in program.session.find("liyue")] == [(person.id, "李玥")]
    assert program.session.find("没有这个人") == []


def test_the_status_line_opens_the_backups(qtbot: QtBot, program: Program, register_path: Path) -> None:
    at_desk(program, register_path)
    assert program.session is not None
    line = program.session.shell.status
    qtbot.waitUntil(lambda: line.backup.text() == "还没有备份", timeout=10_000)
    line.backup.click()
    page = program.session.shell.page
    assert isinstance(page, SettingsPage)
    assert type(page.section).__name__ == "BackupSection"


def test_a_save_is_seen_on_the_status_line(qtbot: QtBot, program: Program, register_path: Path) -> None:
    at_desk(program, register_path)
    assert program.session is not None
    program.session.desk.changed.emit({})
    assert program.session.shell.status.saved.text().startswith("已保存 ")


def test_what_is_unclear_is_counted_on_the_status_line(qtbot: QtBot, program: Program, register_path: Path) -> None:
    register = at_desk(program, register_path)
    assert program.session is not None
    line = program.session.shell.status
    qtbot.waitUntil(lambda: (line.gaps.text(), line.todo.text()) == ("数据缺口 0", "待办 0"), timeout=10_000)
    keeping.save(register, Person.new(name="李玥"))
    program.session.status.count()
    qtbot.waitUntil(lambda: line.gaps.text() == "数据缺口 1", timeout=10_000)
    assert line.todo.text() == "待办 1"


def test_settings_of_a_user_travel_with_the_register(register: Register) -> None:
    mine = UserSettings(register)
    mine.set("grid.people", "name,village")
    assert mine.get("grid.people") == "name,village"
    assert UserSettings(replace(register, user="王芳")).get("grid.people") == ""


def test_a_job_of_the_worker_has_a_connection_and_leaves_none(
    qtbot: QtBot, program: Program, register: Register
) -> None:
    office = Office.of(register)
    found: list[object] = []

    def count(_: Progress) -> tuple[int, bool]:
        return Person.select().count(), register.db.is_closed()

    program.tasks.run(office.in_session(count), found.append)
    program.tasks.run(lambda _: register.db.is_closed(), found.append)
    qtbot.waitUntil(lambda: len(found) == 2)
    assert found == [(0, False), True]


@pytest.mark.parametrize("place", [place for place in entries._PLACES if find_spec(f"ui.pages.{place.module}")])
def test_every_place_has_its_page(place: entries.Place) -> None:
    assert issubclass(getattr(import_module(f"ui.pages.{place.module}"), place.name), Page)


def test_keys_of_places_are_used_once_and_only_some_are_listed() -> None:
    keys = [place.key for place in entries._PLACES]
    assert len(keys) == len(set(keys))
    assert not next(place for place in entries._PLACES if place.key == PLACES).listed
