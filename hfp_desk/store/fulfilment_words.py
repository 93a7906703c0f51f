"""Signing and fulfilment in words and numbers of a table: for the screen, for paper and for what leaves the office."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from hfp_desk.codes import code_list
from hfp_desk.policy import Item
from hfp_desk.store.awareness import Share
from hfp_desk.store.contract_states import Cell
from hfp_desk.store.fulfilment import ContractLine
from hfp_desk.store.signing_groups import By, GroupLine
from hfp_desk.store.table_words import Heading

_TENTH = Decimal("0.1")
NOT_HELD = "—"
"""What stands where a contract does not hold an item."""


def headings(items: Sequence[Item]) -> tuple[Heading, ...]:
    """The columns of the contracts, one for each item at the end."""
    return (
        *(Heading("town", "乡镇", 10), Heading("village", "行政村", 12), Heading("name", "姓名", 8)),
        *(Heading("groups", "人群分类", 16), Heading("team", "签约团队", 14), Heading("doctor", "签约医生", 9)),
        *(Heading("ends", "到期日期", 11), Heading("due", "应完成", 7, numeric=True)),
        *(Heading("done", "已完成", 7, numeric=True), Heading("state", "履约", 6)),
        *(Heading(f"item.{item.name}", item.label, max(9, 2 * len(item.label) + 1)) for item in items),
    )


def cells(line: ContractLine) -> tuple[str, ...]:
    """The texts of a contract: 2/3 is done/due of an item."""
    shown = code_list("contract_group").shown
    return (
        line.town_name,
        line.village_name,
        line.name,
        "、".join(shown(code) for code in line.groups),
        line.team_name,
        line.doctor,
        line.ends,
        f"{line.state.due}",
        f"{line.state.done}",
        "逾期" if line.state.overdue else "已履约" if line.state.due else "未到期",
        *(cell_words(cell) for cell in line.state.cells),
    )


def cell_words(cell: Cell | None) -> str:
    """An item: done/due, or how often where nothing is due by a number."""
    if cell is None:
        return NOT_HELD
    due, done = cell
    return f"{done}" if due is None else f"{done}/{due}"


def group_headings(by: By) -> tuple[Heading, ...]:
    """The columns of the table by place, team, doctor or group."""
    first = (Heading("above", "乡镇", 10),) if by is By.VILLAGE else ()
    signing = (
        Heading("counted", "应签", 8, numeric=True),
        Heading("signed", "有效签约", 9, numeric=True),
        Heading("rate", "签约率", 8, numeric=True),
        Heading("refused", "拒签", 5, numeric=True),
    )
    return (
        *first,
        Heading("name", by.value, 16),
        *(signing if by.of_places else ()),
        Heading("contracts", "在约", 8, numeric=True),
        Heading("due", "应完成", 8, numeric=True),
        Heading("done", "已完成", 8, numeric=True),
        Heading("fulfilled", "履约率", 8, numeric=True),
        Heading("persons", "签约人", 8, numeric=True),
        Heading("good", "全部履约", 9, numeric=True),
        Heading("good_rate", "占比", 7, numeric=True),
        *((Heading("knowing", "知晓率", 8, numeric=True),) if by.of_places else ()),
        *((Heading("content", "满意度", 8, numeric=True),) if by.of_places else ()),
    )


def group_cells(line: GroupLine, by: By) -> tuple[str, ...]:
    """The texts of a line of that table."""
    signing = (
        _number(line.counted),
        _number(line.signed),
        percent(line.signed or 0, line.counted or 0),
        _number(line.refused),
    )
    return (
        *((line.above,) if by is By.VILLAGE else ()),
        line.name,
        *(signing if by.of_places else ()),
        f"{len(line.contracts):,}",
        f"{line.due:,}",
        f"{line.done:,}",
        percent(line.done, line.due),
        f"{line.persons:,}",
        f"{line.good:,}",
        percent(line.good, line.persons),
        *((_share(line.knowing), _share(line.content)) if by.of_places else ()),
    )


def percent(part: int, whole: int) -> str:
    """A share in per cent to one place, halves rounded up; nothing when there is nothing to divide by."""
    if whole <= 0:
        return ""
    return f"{(Decimal(part) * 100 / Decimal(whole)).quantize(_TENTH, ROUND_HALF_UP)}%"


def _share(one: Share) -> str:
    return percent(one.count, one.whole)


def _number(value: int | None) -> str:
    return "" if value is None else f"{value:,}"
