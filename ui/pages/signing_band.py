"""Figures of signing and fulfilment as the band shows them."""

from hfp_desk.rules.coverage_figures import Figure
from hfp_desk.store.fulfilment_words import percent
from ui.widgets.figure_band import Shown

_SHARED = {"signed", "homes", "whole_homes", "times", "persons"}
_RATED = {"signed", "times", "persons"}
_TONES = {"unsigned": "warn", "soon": "warn", "lapsed_contracts": "error", "overdue": "warn", "unknown": "warn"}


def answered(one: Figure, year: int) -> Shown:
    """A question as written: 知晓健康扶贫政策 8/10（80.0%）; the first figure says of which year."""
    if one.name == "asked":
        return Shown(one.name, f"{year}年{one.label}", f"{one.count:,}", "", "回车或点击看名单")
    rate = percent(one.count, one.whole)
    share = f"（{rate}）" if rate else ""
    return Shown(one.name, one.label, f"{one.count:,}/{one.whole:,}{share}", "", f"{one.label}：回车或点击看其余的人")


def shown(one: Figure) -> Shown:
    """A figure as written: 有效签约 92/97（94.8%）; what there is nothing of has no tone."""
    share = one.name in _SHARED or one.name.startswith("item.")
    value = f"{one.count:,}/{one.whole:,}" if share else f"{one.count:,}"
    rate = percent(one.count, one.whole) if one.name in _RATED else ""
    if rate:
        value += f"（{rate}）"
    tone = _TONES.get(one.name, "") if one.count else ""
    return Shown(one.name, one.label, value, tone, f"{one.label}：回车或点击看名单")
