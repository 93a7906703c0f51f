"""The status line tells in the words of an office how old the backups are, here and at the second place."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from hfp_desk.home import Care, Second
from hfp_desk.store.backup import Backup
from hfp_desk.store.second_copy import Presence
from hfp_desk.store.standing import Standing
from ui import backup_words

NOW = datetime(2020, 3, 31, 11, 0)
STICK = Path("U")
MADE = datetime(2020, 3, 31, 10, 32)


def moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S}"


def stands(
    made: datetime | None,
    there: datetime | None = None,
    presence: Presence | None = None,
    *,
    current: bool = False,
    trouble: str = "",
) -> Standing:
    newest = Backup(Path("x.hfp"), moment(made), "", "", {}) if made is not None else None
    second = Second(STICK, moment(there) if there else "", trouble) if presence is not None else None
    return Standing(newest, current, second, presence)


@pytest.mark.parametrize(
    ("made", "words", "good"),
    [
        (None, "还没有备份", False),
        (MADE, "上次备份 10:32 已校验", True),
        (datetime(2020, 3, 30, 23, 59), "上次备份 昨天 23:59 已校验", True),
        (datetime(2020, 3, 28, 12, 0), "上次备份 3 天前 已校验", True),
        (datetime(2020, 3, 28, 10, 0), "上次备份 3 天前 已校验", False),
        (datetime(2019, 12, 31, 10, 0), "上次备份 91 天前 已校验", False),
    ],
)
def test_the_age_is_said_and_an_old_backup_needs_care(made: datetime | None, words: str, good: bool) -> None:
    assert backup_words.line(stands(made), NOW) == words
    assert stands(made).wants_care(NOW, Care()) is not good


def test_an_old_backup_of_a_register_nobody_changed_needs_no_care() -> None:
    found = stands(datetime(2020, 3, 1), datetime(2020, 3, 1), Presence.ABSENT, current=True)
    assert list(backup_words.cares(found, NOW, Care())) == []


@pytest.mark.parametrize(
    ("days", "presence", "words"),
    [
        (3, Presence.HERE, "上次备份 10:32 已校验 · U盘 3 天前"),
        (5, Presence.ABSENT, "上次备份 10:32 已校验 · U盘未插入 · 5 天前"),
        (5, Presence.OTHER, "上次备份 10:32 已校验 · U盘不是原来那个 · 5 天前"),
    ],
)
def test_the_second_place_is_told_beside_it(days: int, presence: Presence, words: str) -> None:
    found = stands(MADE, NOW - timedelta(days=days), presence)
    assert backup_words.line(found, NOW) == words
    assert not found.second_wants_care(NOW, Care())


def test_a_share_is_not_called_a_stick() -> None:
    found = Standing(second=Second(Path("//fwq/bf")), presence=Presence.ABSENT)
    assert backup_words.there(found, NOW) == "共享盘连不上 · 还没有备份"


def test_a_stick_that_was_away_too_long_is_asked_for() -> None:
    found = stands(MADE, NOW - timedelta(days=8), Presence.ABSENT)
    (care,) = backup_words.cares(found, NOW, Care())
    assert care == "U盘上已有 8 天没有新的备份，请接上U盘，程序会自动复制。"
    assert list(backup_words.cares(found, NOW, Care(second=10))) == []


def test_what_failed_is_said_with_the_reason() -> None:
    found = stands(MADE, MADE, Presence.HERE, trouble="只剩 1 MB。")
    assert backup_words.line(found, NOW).endswith("U盘没写成 · 10:32")
    (care,) = backup_words.cares(found, NOW, Care())
    assert care == "备份没有写到U盘：只剩 1 MB。"
