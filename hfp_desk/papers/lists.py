"""清单: any list as it is seen on the screen, with the conditions it was filtered by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hfp_desk.gate import Viewer
from hfp_desk.kinds import Money
from hfp_desk.papers.forms import Printed
from hfp_desk.problems import SILENT, Progress, Refusal
from hfp_desk.records import Column
from hfp_desk.store import settings
from hfp_desk.store.listing import Listing, View
from hfp_desk.store.opening import Register

if TYPE_CHECKING:
    from hfp_desk.printing.facts import Amount, ListColumn


def print_list(
    register: Register,
    view: View,
    target: Path,
    viewer: Viewer,
    *,
    title: str,
    conditions: str = "",
    progress: Progress = SILENT,
) -> Printed:
    """Draw the rows of a view into ``target``, money summed; Refusal when there are none."""
    from hfp_desk.printing.facts import ListFacts, Made
    from hfp_desk.printing.forms import list_table
    from hfp_desk.printing.paper import Paper

    listing = Listing(register, view, viewer)
    if not len(listing):
        raise Refusal(f"“{title}”中没有记录，没有可以打印的内容。", "请放宽条件后再打印。")
    office = str(settings.get(settings.OFFICE_NAME, ""))
    facts = ListFacts(
        title=title,
        columns=tuple(map(_column, view.shown)),
        rows=_rows(listing),
        office=office,
        conditions=conditions,
        unit="元" if any(isinstance(column.spec.kind, Money) for column in view.shown) else "",
        count=len(listing),
    )
    target.parent.mkdir(parents=True, exist_ok=True)
    with Paper(target, title, Made(by=register.user, at=datetime.now(), office=office)) as paper:
        count = list_table.draw(paper, facts, progress)
    return Printed(target, paper.pages, count, tuple(problem.message for problem in paper.problems))


def _column(column: Column) -> ListColumn:
    from hfp_desk.printing.facts import Align, ListColumn

    spec = column.spec
    align = Align.RIGHT if spec.kind.numeric else Align.LEFT
    return ListColumn(column.title, spec.chars / 2, align, total=isinstance(spec.kind, Money))


def _rows(listing: Listing) -> Iterator[tuple[tuple[str, ...], tuple[Amount, ...]]]:
    money = [place for place, column in enumerate(listing.view.shown) if isinstance(column.spec.kind, Money)]
    for row in range(len(listing)):
        yield listing.cells(row), _amounts(listing.raw(row), money)


def _amounts(values: Sequence[Any], money: Sequence[int]) -> tuple[Amount, ...]:
    """The amounts to be summed; one that the gate hides adds nothing."""
    return tuple(values[place] if isinstance(values[place], Decimal) else None for place in money)
