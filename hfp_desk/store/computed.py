"""Reckonings of the store that an indicator names when conditions alone cannot say what it counts.

Each gives ids of the records of the indicator's ``record`` for a span and the edition of its last day. Figures come
from the ids only, so that the list behind them is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from hfp_desk.gate import Viewer
from hfp_desk.policy import Policy
from hfp_desk.store.opening import Register
from hfp_desk.store.phrases import Moment


@dataclass(frozen=True)
class Asked:
    """What a reckoning is asked with; ``viewer`` sees everything, only ids come of it."""

    register: Register
    policy: Policy
    moment: Moment
    viewer: Viewer


Reckoned = Callable[[Asked], Iterable[int]]

COMPUTED: Mapping[str, Reckoned] = {}
"""Every reckoning by the name that an indicator writes."""
