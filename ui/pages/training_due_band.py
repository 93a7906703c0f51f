"""The figures of training as the band shows them, and what the list of doctors can be filtered by."""

from collections.abc import Sequence

from hfp_desk.rules.coverage_figures import Figure
from hfp_desk.store import trainings
from ui.facets import ChoiceFacet
from ui.office import Office
from ui.pages import asking
from ui.widgets.choices import Choice
from ui.widgets.figure_band import Shown

_TONES = {"short": "warn", "failed": "warn", "leave.due": "warn", "leave.overdue": "error"}
_SHARED = {"trained", "times", "days", "team", "tcm_trainees", "tcm_apprentices"}


def shown(figures: Sequence[Figure]) -> list[Shown]:
    """The figures as written: 培训次数达标 181/252; what is nothing to worry about has no tone."""
    return [_shown(figure) for figure in figures]


def facets(office: Office) -> tuple[ChoiceFacet, ...]:
    """Townships, and how a doctor stands."""
    states = [Choice(name, words) for name, words in trainings.FIGURES.items() if name != "doctors"]
    return (
        ChoiceFacet("town", "乡镇", lambda: asking.towns(office)),
        ChoiceFacet("state", "情况", lambda: states),
    )


def _shown(figure: Figure) -> Shown:
    shares = figure.name in _SHARED
    value = f"{figure.count:,}/{figure.whole:,}" if shares else f"{figure.count:,}"
    tone = _TONES.get(figure.name, "") if figure.count else ""
    return Shown(figure.name, figure.label, value, tone, f"{figure.label}：回车或点击看名单")
