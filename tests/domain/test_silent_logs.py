"""Logs and reports of bugs say what went wrong and where, never a value of the register."""

import logging
from pathlib import Path

import pytest

import main
from hfp_desk import command, mishap
from hfp_desk.records import Person
from hfp_desk.store import card, keeping, searching
from hfp_desk.store.opening import Register
from tests.domain import planted
from tests.domain.planted import LEVELS, Level

SECRETS = tuple(value for value, level in LEVELS.items() if level not in (Level.PUBLIC, Level.INTERNAL))


def clean(text: str) -> bool:
    return not any(value in text for value in SECRETS)


def test_nothing_is_logged_of_what_is_kept_searched_and_shown(
    register: Register, caplog: pytest.LogCaptureFixture
) -> None:
    for name in (None, "peewee", "hfp_desk", "playhouse"):
        caplog.set_level(logging.DEBUG, name)
    world = planted.plant(register)
    viewer = world.viewer("admin,entry,secret")
    searching.find_people(register, planted.NUMBER, viewer)
    card.card(register, world.person, viewer)
    keeping.void(register, Person.get_by_id(world.secret_person), "重复")
    assert clean(caplog.text)


def test_a_bug_in_the_middle_of_a_person_is_reported_without_the_person() -> None:
    def inner(name: str) -> None:
        try:
            raise KeyError(planted.NUMBER)
        except KeyError as error:
            raise ValueError(f"{name} {planted.PHONE}") from error

    with pytest.raises(ValueError, match=planted.NAME) as caught:
        inner(planted.NAME)
    told = mishap.report(caught.value)
    assert "ValueError" in told
    assert clean(told)


def test_a_bug_in_a_command_is_told_without_values(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def broken(*_words: object) -> int:
        raise RuntimeError(f"{planted.NAME} {planted.NUMBER} {planted.SECRET_DISEASE}")

    monkeypatch.setattr(command, "run", broken)
    assert main.main(["check", str(tmp_path / "a.hfp")]) == main.REFUSED
    said = capsys.readouterr()
    assert "RuntimeError" in said.err
    assert clean(said.out + said.err)
