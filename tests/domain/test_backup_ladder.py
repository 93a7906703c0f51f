"""The older a backup, the fewer are kept: all of today, days, weeks, months; before an upgrade for ever."""

from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

from hfp_desk.store import backup, keys, ladder
from hfp_desk.store.backup import AT_EXIT, BEFORE_RESTORE, BEFORE_UPGRADE, Backup

NOW = datetime(2020, 11, 20, 16, 0)


def made(at: datetime, reason: str = AT_EXIT) -> Backup:
    return Backup(Path(f"{at:%Y%m%dT%H%M}-{reason}.hfp"), f"{at:%Y-%m-%d %H:%M:%S}", reason, "", {})


def kept(*backups: Backup) -> list[Backup]:
    newest_first = sorted(backups, key=lambda one: one.at, reverse=True)
    return list(ladder.kept(newest_first, NOW, {BEFORE_UPGRADE}, {BEFORE_RESTORE}))


def ago(days: float, reason: str = AT_EXIT) -> Backup:
    return made(NOW - timedelta(days=days), reason)


def test_all_of_today_are_kept() -> None:
    today = [made(datetime(2020, 11, 20, hour)) for hour in range(8, 16)]
    assert kept(*today) == today[::-1]


def test_of_each_of_the_last_days_the_last_is_kept() -> None:
    early, late = made(datetime(2020, 11, 17, 8)), made(datetime(2020, 11, 17, 17))
    assert kept(early, late) == [late]


def test_three_years_of_work_come_down_to_days_weeks_and_months() -> None:
    years = [ago(days + part / 2) for days in range(1, 3 * 365) for part in (0, 1)]
    found = kept(*years)
    ages = [(NOW - one.moment).days for one in found]
    assert sorted({age for age in ages if age <= 14}) == list(range(1, 15))
    assert 6 <= sum(14 < age < 56 for age in ages) <= 8
    assert 22 <= sum(56 <= age <= 731 for age in ages) <= 24
    assert max(ages) <= 731


def test_what_is_kept_stays_kept_as_the_days_go_by() -> None:
    """Thinned out day by day over two years, every month stays; holes are at most five weeks and a bit."""
    stock: list[Backup] = []
    day = NOW - timedelta(days=730)
    while day <= NOW:
        stock = list(ladder.kept([made(day), *stock], day, set(), set()))
        day += timedelta(days=1)
    moments = [one.moment for one in stock]
    assert all(newer - older <= timedelta(days=31 + 7) for newer, older in pairwise(moments))
    assert len({f"{moment:%Y%m}" for moment in moments}) == 25
    assert moments[0] - moments[-1] >= timedelta(days=690)
    assert len(stock) <= 1 + 14 + 8 + 25


def test_before_an_upgrade_is_kept_for_ever() -> None:
    old = ago(2000, BEFORE_UPGRADE)
    assert kept(old, ago(2000)) == [old]


def test_every_state_before_a_restore_is_kept_a_fortnight() -> None:
    first, second = ago(10.0, BEFORE_RESTORE), ago(10.1, BEFORE_RESTORE)
    assert kept(ago(9.95), first, second) == [ago(9.95), first, second]
    assert kept(ago(20.0), ago(20.1, BEFORE_RESTORE)) == [ago(20.0)]


def test_a_clock_put_back_does_not_lose_the_newest() -> None:
    ahead = ago(-3)
    assert kept(ahead, ago(0.1)) == [ahead, ago(0.1)]


def test_pruning_removes_file_keys_and_description_together(tmp_path: Path) -> None:
    stock = [tmp_path / f"{days}.hfp" for days in (3000, 1)]
    for days, path in zip((3000, 1), stock, strict=True):
        path.write_bytes(b"x")
        keys.key_file(path).write_text("{}")
        at = f"{datetime.now() - timedelta(days=days):%Y-%m-%d %H:%M:%S}"
        backup.describe(Backup(path, at, AT_EXIT, "", {}))
    backup.prune(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"1.hfp", "1.hfp.keys", "1.json"}
