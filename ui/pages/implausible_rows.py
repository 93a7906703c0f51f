"""Doubtful visits as rows of a grid; a row's number is its place in the whole answer."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from hfp_desk.problems import Severity
from hfp_desk.store.visit_doubts import Doubt
from ui.pages.told_rows import Numbered, Told, ToldRows, number
from ui.rows import GridColumn

_Doubt = Numbered[Doubt]


def doubt_rows(
    doubts: Sequence[Doubt], kind: str = "", towns: Collection[str] = (), doctors: Collection[str] = ()
) -> ToldRows[_Doubt]:
    """The doubts of a kind, of people of some townships, of visits by some doctors."""
    chosen = [
        (place, one)
        for place, one in enumerate(doubts)
        if (not kind or one.kind == kind)
        and (not towns or str(one.town) in towns)
        and (not doctors or one.doctor in doctors)
    ]
    return ToldRows(_COLUMNS, chosen, number, _counted, _flag)


def _flag(one: _Doubt) -> str:
    """What cannot be is marked more gravely than what may be."""
    return "error" if one[1].problem.severity is Severity.ERROR else "warn"


def _counted(lines: Sequence[_Doubt]) -> str:
    """How many doubts, and about how many visits."""
    visits = {visit for _, one in lines for visit in one.visits}
    return f"{len(lines):,} 条疑点 · 涉及随访 {len(visits):,} 次"


_COLUMNS: tuple[Told[_Doubt], ...] = (
    Told(GridColumn("kind", "类别", 12), lambda one: one[1].label),
    Told(GridColumn("who", "患者", 10), lambda one: one[1].who),
    Told(GridColumn("place", "所在地", 18), lambda one: one[1].place),
    Told(GridColumn("doctor", "随访医生", 8), lambda one: one[1].doctor),
    Told(GridColumn("message", "疑点", 70), lambda one: one[1].problem.message),
    Told(GridColumn("found", "现值", 14), lambda one: one[1].problem.found),
    Told(
        GridColumn("visits", "次数", 5, numeric=True),
        lambda one: f"{len(one[1].visits):,}",
        lambda one: len(one[1].visits),
    ),
)
