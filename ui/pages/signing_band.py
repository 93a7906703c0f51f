"""Figures of signing and fulfilment as the band shows them."""

from decimal import Decimal

from hfp_desk.rules.coverage_figures import Figure
from hfp_desk.rules.money import ratio
from ui.widgets.figure_band import Shown

_SHARED = {"signed", "homes", "whole_homes", "times", "persons"}
_RATED = {"signed", "times", "persons"}
_TONES = {"unsigned": "warn", "soon": "warn", "lapsed_contracts": "error", "overdue": "warn", "unknown": "warn"}


def shown(one: Figure) -> Shown:
    """A figure as written: 有效签约 92/97（94.8%）; what there is nothing of has no tone."""
    share = one.name in _SHARED or one.name.startswith("item.")
    value = f"{one.count:,}/{one.whole:,}" if share else f"{one.count:,}"
    percent = ratio(Decimal(one.count), Decimal(one.whole)) if one.name in _RATED else None
    if percent is not None:
        value += f"（{percent:.1f}%）"
    tone = _TONES.get(one.name, "") if one.count else ""
    return Shown(one.name, one.label, value, tone, f"{one.label}：回车或点击看名单")
