"""The status line tells the age of the last backup in the words of an office."""

from datetime import datetime

import pytest

from ui.status import backup_words, fresh

NOW = datetime(2020, 3, 31, 11, 0)


@pytest.mark.parametrize(
    ("made", "words", "good"),
    [
        (None, "还没有备份", False),
        (datetime(2020, 3, 31, 10, 32), "上次备份 10:32 已校验", True),
        (datetime(2020, 3, 30, 23, 59), "上次备份 昨天 23:59 已校验", True),
        (datetime(2020, 3, 28, 12, 0), "上次备份 3 天前 已校验", True),
        (datetime(2020, 3, 28, 10, 0), "上次备份 3 天前 已校验", False),
        (datetime(2019, 12, 31, 10, 0), "上次备份 91 天前 已校验", False),
    ],
)
def test_the_age_is_said_and_an_old_backup_needs_care(made: datetime | None, words: str, good: bool) -> None:
    assert backup_words(made, NOW) == words
    assert fresh(made, NOW) is good
