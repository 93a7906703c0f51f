"""What was reckoned of a register, as long as nothing in it changed: a list opens at once after its figure was counted.

Every change of a record writes the history, so the hash at its end tells whether something changed: a number would be
given again after a restored copy or a deed that was taken back. The policy with the office's own figures and the day
are asked too.
"""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from typing import Any

from hfp_desk.policy import Policy
from hfp_desk.store import history
from hfp_desk.store.opening import Register

_STATE = "state"


def reckoned(register: Register, policy: Policy) -> dict[Hashable, Any]:
    """What is still known of the register; empty once something changed (inside a session)."""
    state = (history.head(register.db), date.today(), policy)
    if register.reckoned.get(_STATE) != state:
        register.reckoned = {_STATE: state}
    return register.reckoned
