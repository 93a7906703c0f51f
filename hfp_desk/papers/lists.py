"""清单: any list as it is seen on the screen with its conditions, or as a public notice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hfp_desk.gate import Viewer
from hfp_desk.kinds import Money
from hfp_desk.papers.forms import FILED, Printed
from hfp_desk.papers.notices import Notice
from hfp_desk.problems import SILENT, Progress, Refusal
from hfp_desk.records import Column
from hfp_desk.store import leaving, settings
from hfp_desk.store.leaving import Leaving, Profile
from hfp_desk.store.listing import Listing, View
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register

if TYPE_CHECKING:
    from hfp_desk.printing.facts import Amount, ListColumn, ListFacts


AS_SEEN = "按所见"
"""What the log calls a list printed as this user sees it on the screen."""


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
    """Set the rows of a view in ``target`` as this viewer sees them, money summed; Refusal when there are none."""
    seen = Profile.FULL if viewer.sees_persons else Profile.INTERNAL
    left = Leaving(title, seen, view, viewer, viewer, FILED)
    return _printed(register, left, target, lambda facts: replace(facts, conditions=conditions), AS_SEEN, progress)


def print_notice(
    register: Register, view: View, target: Path, viewer: Viewer, notice: Notice, progress: Progress = SILENT
) -> Printed:
    """Set a list as a public notice in ``target``: only what a notice may show; Refusal when it may not be one."""
    notice.require_period()
    left = leaving.leaving(view, viewer, Profile.NOTICE, title=notice.title)
    made = _printed(register, left, target, notice.on, Profile.NOTICE.label, progress)
    return replace(made, warnings=(*notice.warnings, *made.warnings))


def _printed(
    register: Register,
    left: Leaving,
    target: Path,
    headed: Callable[[ListFacts], ListFacts],
    profile: str,
    progress: Progress,
) -> Printed:
    from hfp_desk.printing.facts import ListFacts, Made
    from hfp_desk.printing.forms import list_table
    from hfp_desk.printing.paper import Paper

    with register.session(), closing(left.listing(register)) as listing:
        if not len(listing):
            raise Refusal(f"“{left.title}”中没有记录，没有可以打印的内容。", "请放宽条件后再打印。")
        office = str(settings.get(settings.OFFICE_NAME, ""))
        columns = left.view.shown
        unit = "元" if any(isinstance(column.spec.kind, Money) for column in columns) else ""
        told = tuple(map(_column, columns))
        facts = headed(ListFacts(left.title, told, _rows(listing), office, unit=unit, count=len(listing)))
        target.parent.mkdir(parents=True, exist_ok=True)
        with Paper(target, left.title, Made(by=register.user, at=datetime.now(), office=office)) as paper:
            count = list_table.draw(paper, facts, progress)
        logged = leaving.outgoing(register, left, listing, action=Action.PRINT, pages=paper.pages, profile=profile)
    return Printed(target, paper.pages, count, tuple(problem.message for problem in paper.problems), logged)


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
