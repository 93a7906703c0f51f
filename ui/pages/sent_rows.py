"""What went up as rows of a grid: which return of what period, when, whether in time, locked, and still as it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hfp_desk.store.period_locks import EVERY, Lock
from hfp_desk.store.sending import Sent
from ui.pages.told_rows import Told, ToldRows
from ui.rows import GridColumn
from ui.widgets.figure_band import Shown

SUPPLEMENT, LATE, DIFFERING = "supplement", "late", "differing"
_DIGEST = 12


@dataclass(frozen=True)
class SentLine:
    """A version that went up, the locks of its period (the latest first), and in how many figures it differs now.

    ``asked`` says whether that was reckoned; ``differs`` is None then for one that was altered since.
    """

    sent: Sent
    locks: tuple[Lock, ...] = ()
    asked: bool = False
    differs: int | None = None

    @property
    def lock(self) -> Lock | None:
        """What holds the period fast now."""
        return next((one for one in self.locks if not one.opened_at), None)


def lines(sent: Sequence[Sent], locks: Sequence[Lock], known: Mapping[int, int | None]) -> list[SentLine]:
    """Each version with the locks of its period and what is known of its differences."""
    return [
        SentLine(
            one,
            tuple(lock for lock in locks if lock.period == one.period and lock.name in (one.name, EVERY)),
            one.id in known,
            known.get(one.id),
        )
        for one in sent
    ]


def rows(found: Sequence[SentLine], only: str = "") -> ToldRows[SentLine]:
    """A version a row; ``only`` the supplements, the late ones, or those that differ now."""
    return ToldRows(_COLUMNS, [one for one in found if _among(one, only)], _number, _counted, _flag)


def figures(found: Sequence[SentLine]) -> list[Shown]:
    """How many went up, as supplements, late, and how many differ as far as that was asked."""
    late, differing = (sum(_among(one, only) for one in found) for only in (LATE, DIFFERING))
    asked = any(one.asked for one in found)
    return [
        Shown("", "上报件", f"{len(found):,}", hint="显示全部"),
        Shown(SUPPLEMENT, "其中补报", f"{sum(_among(one, SUPPLEMENT) for one in found):,}", hint="只看补报"),
        Shown(LATE, "逾期", f"{late:,}", "warn" if late else "", hint="过了上报截止日才上报的"),
        Shown(DIFFERING, "现有差异", f"{differing:,}" if asked else "未核对", "warn" if differing else "", "F8 核对"),
    ]


def locking(line: SentLine) -> str:
    """How the period was closed and opened, the latest first."""
    return "；".join(map(_told, line.locks))


def _told(lock: Lock) -> str:
    closed = f"{lock.at[:16]} {lock.by} 锁定{'（各张报表）' if lock.name == EVERY else ''}"
    return f"{closed}，{lock.opened_at[:16]} {lock.opened_by} 解除：{lock.reason}" if lock.opened_at else closed


def _among(line: SentLine, only: str) -> bool:
    match only:
        case "supplement":
            return line.sent.version > 1
        case "late":
            return bool(line.sent.late)
        case "differing":
            return line.asked and line.differs != 0
    return True


def _number(line: SentLine) -> int:
    return line.sent.id


def _version(line: SentLine) -> str:
    return f"第 {line.sent.version} 版{'（补报）' if line.sent.version > 1 else ''}"


def _late(line: SentLine) -> str:
    return "" if line.sent.late is None else "▲ 逾期" if line.sent.late else "● 按期"


def _locked(line: SentLine) -> str:
    return "■ 已锁定" if line.lock is not None else "□ 已解除" if line.locks else ""


def _differs(line: SentLine) -> str:
    if not line.asked:
        return "未核对"
    if line.differs is None:
        return "✕ 校验不符"
    return f"≠ {line.differs:,} 格" if line.differs else "没有变动"


def _rank(line: SentLine) -> int:
    return -1 if not line.asked else 10**9 if line.differs is None else line.differs


def _flag(line: SentLine) -> str:
    if line.asked and line.differs is None:
        return "error"
    return "warn" if line.asked and line.differs else ""


def _counted(found: Sequence[SentLine]) -> str:
    return f"{len(found):,} 个上报件"


_COLUMNS: tuple[Told[SentLine], ...] = (
    Told(GridColumn("period", "报告期", 14), lambda line: line.sent.label, lambda line: line.sent.period),
    Told(GridColumn("title", "报表", 43), lambda line: line.sent.title),
    Told(GridColumn("version", "版次", 15), _version),
    Told(GridColumn("sent_at", "上报时间", 17), lambda line: line.sent.sent_at[:16]),
    Told(GridColumn("sent_by", "上报人", 9), lambda line: line.sent.sent_by),
    Told(GridColumn("due", "上报截止", 11), lambda line: str(line.sent.due or "")),
    Told(GridColumn("late", "按期", 9), _late),
    Told(GridColumn("locked", "锁定", 10), _locked),
    Told(GridColumn("differs", "现有差异", 11), _differs, _rank),
    Told(GridColumn("edition", "政策版本", 10), lambda line: line.sent.edition),
    Told(GridColumn("digest", "校验码", 14), lambda line: line.sent.digest[:_DIGEST]),
    Told(GridColumn("reason", "补报原因", 24), lambda line: line.sent.reason),
)
