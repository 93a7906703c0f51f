"""What a reckoning of the store is asked with, and the shape of one (``computed``)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
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
"""Gives ids of the records of the indicator that names it."""
