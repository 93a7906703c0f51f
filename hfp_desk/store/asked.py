"""What a reckoning of the store is asked with, and the shape of one (``computed``)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any

from hfp_desk.gate import Viewer
from hfp_desk.policy import Policy
from hfp_desk.store.opening import Register
from hfp_desk.store.phrases import Moment


@dataclass(frozen=True)
class Asked:
    """What a reckoning is asked with. ``viewer`` sees everything for a figure; for a list it is who looks at it."""

    register: Register
    policy: Policy
    moment: Moment
    viewer: Viewer
    kept: dict[Hashable, Any] = field(default_factory=dict, compare=False)

    def once(self, what: Callable[[], Any], *mark: Hashable) -> Any:
        """What several reckonings of one return need alike, made once for the same marks and the same viewer."""
        key = (*mark, self.viewer.sees_restricted)
        if key not in self.kept:
            self.kept[key] = what()
        return self.kept[key]


Reckoned = Callable[[Asked], Iterable[int]]
"""Gives ids of the records of the indicator that names it."""
