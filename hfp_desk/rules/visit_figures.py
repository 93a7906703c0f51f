"""A visit in a few characters: what was measured under its programme, and whether it went up or down since.

What the sheets of the third edition follow from visit to visit (domain.md §2.10): pressure, sugar, stability, doses.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hfp_desk.codes import code_list

HYPERTENSION, DIABETES, MENTAL, TUBERCULOSIS, POOR = "1", "2", "3", "4", "5"
"""Codes of ``programme`` with a sheet of their own."""

MET, LOST, DEAD = "1", "2", "3"
"""Codes of ``visit_state``."""

UP, DOWN, SAME = "↑", "↓", "→"
_PRESSURE = re.compile(r"\s*(\d{2,3})\s*[/／\\-]\s*(\d{2,3})\s*")


def figure(programme: str, values: Mapping[str, Any]) -> str:
    """What was measured, as the paper says it: 142/88, 7.2, 基本稳定, 漏服2次; that nobody was met instead."""
    state = values.get("state") or MET
    if state != MET:
        return code_list("visit_state").shown(state)
    return {
        DIABETES: lambda: _sugar(values) or _pressure(values),
        MENTAL: lambda: _code("stability", values) or _code("danger", values)[:2],
        TUBERCULOSIS: lambda: "" if values.get("missed_doses") is None else f"漏服{values['missed_doses']}次",
        POOR: lambda: str(values.get("note") or "")[:12],
    }.get(programme, lambda: _pressure(values) or _sugar(values))()


def arrow(programme: str, values: Mapping[str, Any], before: Mapping[str, Any] | None) -> str:
    """Whether the leading figure is higher or lower than at the visit before; nothing where one is missing."""
    name = {DIABETES: "fasting_glucose", TUBERCULOSIS: "missed_doses"}.get(programme, "systolic")
    new, old = values.get(name), (before or {}).get(name)
    if new is None or old is None:
        return ""
    return SAME if new == old else UP if new > old else DOWN


def parts_of_pressure(text: str) -> tuple[str, str] | None:
    """The two figures of 140/90 written as one; None for anything else."""
    found = _PRESSURE.fullmatch(text)
    return (found[1], found[2]) if found else None


def _pressure(values: Mapping[str, Any]) -> str:
    high, low = values.get("systolic"), values.get("diastolic")
    return "" if high is None and low is None else f"{_written(high)}/{_written(low)}"


def _sugar(values: Mapping[str, Any]) -> str:
    found = values.get("fasting_glucose")
    return "" if found is None else _written(found)


def _code(name: str, values: Mapping[str, Any]) -> str:
    code = str(values.get(name) or "")
    return code_list(name).shown(code) if code else ""


def _written(value: int | Decimal | None) -> str:
    return "—" if value is None else f"{Decimal(value).normalize():f}"
