"""What the page of monthly reports reads: a month, its people, and what is missing in all."""

from dataclasses import dataclass
from datetime import date

from hfp_desk.store import posting_months
from hfp_desk.store.posting_months import Missing, MonthRow
from ui.office import Office
from ui.widgets.figure_band import Shown

_LISTED = 10


@dataclass(frozen=True)
class Month:
    """The month, its rows, and the months that are missing."""

    month: str
    rows: tuple[MonthRow, ...]
    missing: tuple[Missing, ...]


def read(office: Office, month: str) -> Month:
    """A month; without one the latest that is missing, else the latest there is. Inside a session."""
    register, today = office.register, date.today()
    missing = posting_months.missing(register, today)
    known = posting_months.months(register, today)
    wanted = month or next((one.month for one in missing), "") or next(iter(known), f"{today:%Y-%m}")
    return Month(wanted, posting_months.rows(register, office.eyes, wanted), missing)


def shown(found: Month) -> list[Shown]:
    """The latest months that are missing, and how many more there are."""
    every = [
        Shown(one.month, one.month, f"缺 {len(one.postings)} 人", "warn", "回车或点击填报这个月")
        for one in found.missing[:_LISTED]
    ]
    rest = found.missing[_LISTED:]
    if rest:
        hint = "更早的月份，从最近的一个开始：" + "、".join(one.month for one in rest)
        every.append(Shown(rest[0].month, "更早还有", f"{len(rest)} 个月", "warn", hint))
    return every
