"""The figures of 应随访 as the band shows them, what the list can be filtered by, and what the filters ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hfp_desk.codes import code_list
from hfp_desk.records import ManagedCase
from hfp_desk.rules import due_states
from hfp_desk.store import choosing, due
from hfp_desk.store.due import DueFigure
from hfp_desk.store.due_gaps import DataGap
from hfp_desk.store.due_reading import Wanted
from ui.facets import ChoiceFacet, Values
from ui.office import Office
from ui.pages import asking
from ui.widgets.choices import Choice
from ui.widgets.figure_band import Shown

GAPS = "gaps"
"""The figure of data that is missing."""

_TONES = {
    due_states.OVERDUE: "error",
    due_states.NOTICE: "error",
    due_states.RECHECK: "warn",
    due_states.REFERRAL: "warn",
}


def shown(figures: Sequence[DueFigure], gaps: Sequence[DataGap]) -> list[Shown]:
    """The figures as written; what is nothing to worry about has no tone."""
    made = [
        Shown(one.name, one.label, f"{one.count:,}", _TONES.get(one.name, "") if one.count else "", _hint(one.label))
        for one in figures
    ]
    missing = sum(one.count for one in gaps)
    return [*made, Shown(GAPS, "缺项", f"{missing:,}", "warn" if missing else "", "缺项：回车或点击看缺什么")]


def facets(office: Office) -> tuple[ChoiceFacet, ...]:
    """Places, programmes, who is in charge."""
    programmes = [Choice(item.code, item.label) for item in code_list("programme").items]
    return (
        ChoiceFacet("town", "乡镇", lambda: asking.towns(office)),
        ChoiceFacet("village", "行政村", lambda: asking.villages(office)),
        ChoiceFacet("programme", "病种", lambda: programmes),
        ChoiceFacet(
            "doctor", "责任医生", lambda: [Choice(name, name) for name in due.doctors(office.register, office.viewer)]
        ),
        ChoiceFacet("team", "签约团队", lambda: _teams(office), pinned=False),
    )


def wanted(values: Mapping[str, Values]) -> Wanted:
    """The cases that the filters leave."""
    return Wanted(
        towns=tuple(int(one) for one in values.get("town", ())),
        villages=tuple(int(one) for one in values.get("village", ())),
        programmes=values.get("programme", ()),
        teams=tuple(int(one) for one in values.get("team", ())),
        doctors=values.get("doctor", ()),
    )


def _teams(office: Office) -> list[Choice]:
    found = choosing.offers(office.register, ManagedCase.team, "", {}, office.viewer)
    return [Choice(offer.id, offer.title) for offer in found]


def _hint(label: str) -> str:
    return f"{label}：回车或点击看名单"
