"""What is said about backups, in the words of an office."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from hfp_desk.home import Care, Second
from hfp_desk.store import backup
from hfp_desk.store.second_copy import Presence
from hfp_desk.store.since import Since
from hfp_desk.store.standing import Standing, is_share

_ABSENT = {Presence.ABSENT: "未插入", Presence.OTHER: "不是原来那个"}
_ABSENT_SHARE = {Presence.ABSENT: "连不上", Presence.OTHER: "里没有原来的备份"}


def here(made: datetime | None, now: datetime) -> str:
    """The age of the last backup: 上次备份 10:32 已校验."""
    return "还没有备份" if made is None else f"上次备份 {age(made, now)} 已校验"


def there(found: Standing, now: datetime) -> str:
    """The second place: U盘 3 天前, U盘未插入 · 5 天前; nothing when there is none."""
    if found.second is None:
        return ""
    name = place(found.second)
    words = _ABSENT_SHARE if is_share(found.second.folder) else _ABSENT
    missing = words.get(found.presence, "") if found.presence is not None else ""
    old = age(found.made_there, now) if found.made_there is not None else "还没有备份"
    if missing:
        return f"{name}{missing} · {old}"
    return f"{name}没写成 · {old}" if found.second.trouble else f"{name} {old}"


def line(found: Standing, now: datetime) -> str:
    """Both, as the status line says it."""
    first = f"备份没有做成 · {here(found.made, now)}" if found.trouble else here(found.made, now)
    return " · ".join(filter(None, (first, there(found, now))))


def cares(found: Standing, now: datetime, care: Care) -> Iterator[str]:
    """What has to be done about them, a sentence each."""
    if found.trouble:
        yield f"自动备份没有做成：{found.trouble}"
    elif found.made is not None and found.wants_care(now, care):
        yield f"已有 {_days(found.made, now)} 天没有新的备份，请在“系统 › 备份”中立即备份。"
    if found.second is not None and found.second_wants_care(now, care):
        name = place(found.second)
        made = found.made_there
        if found.second.trouble:
            yield f"备份没有写到{name}：{found.second.trouble}"
        elif made is None:
            yield f"{name}上还没有备份，请接上后在“系统 › 备份”中复制一份。"
        else:
            yield f"{name}上已有 {_days(made, now)} 天没有新的备份，请接上{name}，程序会自动复制。"


def place(second: Second) -> str:
    """What the second place is called."""
    return "共享盘" if is_share(second.folder) else "U盘"


def age(made: datetime, now: datetime) -> str:
    """The clock for today, the day before by its name, else how many days ago."""
    days = _days(made, now)
    if days <= 0:
        return f"{made:%H:%M}"
    return f"昨天 {made:%H:%M}" if days == 1 else f"{days} 天前"


def differs(one: Since) -> str:
    """What came after a backup, briefly: 人员 +12 −0，救治记录 +30 −2."""
    if one.steps == 0:
        return "与现在相同"
    parts = [f"{title}{_signs(one, title)}" for title in one.titles]
    return "，".join(parts) or "条数与现在相同"


def undone(one: Since) -> str:
    """What a restore takes back, in sentences."""
    if one.steps == 0:
        return "这份备份与现在的登记内容相同。"
    gone, back, old = (
        "、".join(f"{title} {counts[title]:,}" for title in one.titles if counts.get(title))
        for counts in (one.added, one.removed, one.changed)
    )
    told = [
        f"之后新增或恢复的不再在册：{gone}。" if gone else "",
        f"之后作废的重新在册：{back}。" if back else "",
        f"之后的修改回到原值：{old}。" if old else "",
        f"共 {one.steps:,} 步操作。" if one.steps else "",
    ]
    return "".join(told) or "登记的条数与现在相同，内容回到那时。"


def looked_at(path: Path) -> str:
    """What a register is called that is only looked at: a backup by its moment and reason."""
    found = backup.read(path.with_suffix(".json")) if backup.owner_of(path) != path else None
    return path.stem if found is None else f"{backup.owner_of(path).stem} {found.at[:16]} {found.reason}的备份"


def _signs(one: Since, title: str) -> str:
    more, less, other = (counts.get(title, 0) for counts in (one.added, one.removed, one.changed))
    moved = f" +{more:,} −{less:,}" if more or less else ""
    return moved + (f" 改 {other:,}" if other else "")


def _days(made: datetime, now: datetime) -> int:
    return (now.date() - made.date()).days
