"""What a signed-in window works on: the register, who looks at it, and the policy in force."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hfp_desk.policy import Policy
from hfp_desk.store.opening import Register

if TYPE_CHECKING:
    from hfp_desk.gate import Viewer


@dataclass(frozen=True)
class Office:
    """Given to every page by its constructor."""

    register: Register
    viewer: Viewer
    policy: Policy
