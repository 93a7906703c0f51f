"""How a village stands in one word and one sign, with what is missing: never by colour alone (ZS §三, NN §九).

达标: a clinic of the standard and a doctor with a licence in force; 未达标: both are there, but not as they should be;
替代 and 可不设: a gap that is served otherwise or may remain; 空白: a gap that nobody serves; 未报送: nothing is known.
"""

from enum import StrEnum

from hfp_desk.codes import code_list
from hfp_desk.rules.coverage import VillageLine


class State(StrEnum):
    """Where a village stands, the gravest first."""

    GAP = "gap"
    LACKING = "lacking"
    SUBSTITUTED = "substituted"
    EXEMPT = "exempt"
    MET = "met"
    UNREPORTED = "unreported"


WORDS = {
    State.GAP: "空白",
    State.LACKING: "未达标",
    State.SUBSTITUTED: "替代",
    State.EXEMPT: "可不设",
    State.MET: "达标",
    State.UNREPORTED: "未报送",
}
"""What each is called."""

SIGNS = {
    State.GAP: "○",
    State.LACKING: "◎",
    State.SUBSTITUTED: "▲",
    State.EXEMPT: "◇",
    State.MET: "●",
    State.UNREPORTED: "□",
}
"""A sign for each that is told apart without colour and that every Chinese font has."""


def state(village: VillageLine) -> State:
    """Where a village stands of which something is known."""
    if not village.covered:
        return State.GAP
    if village.gap:
        return State.SUBSTITUTED if village.substituted else State.EXEMPT
    return State.LACKING if lacking(village) else State.MET


def lacking(village: VillageLine) -> tuple[str, ...]:
    """What a village does not have as it should, in short words."""
    if village.gap:
        return (code_list("gap_kind").shown(village.gap),)
    found = []
    if not village.has_standard:
        told = any(clinic.standard is not None for clinic in village.clinics)
        found.append("未标准化" if told else "未填是否标准化")
    if not village.has_qualified:
        ran_out = any(doctor.run_out for doctor in village.doctors)
        found.append("证书过期" if ran_out else "村医无资格")
    return tuple(found)


def judged(village: VillageLine) -> str:
    """Sign, word and what is missing: ○ 空白：无村医."""
    here = state(village)
    missing = "、".join(lacking(village))
    return f"{SIGNS[here]} {WORDS[here]}" + (f"：{missing}" if missing else "")
