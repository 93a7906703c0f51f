"""What was reckoned of a register, as long as nothing in it changed: a list opens at once after its figure was counted.

Every change of a record writes the history, so its latest row tells whether something changed; the policy with the
office's own figures and the day are asked too.
"""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from typing import Any

from hfp_desk.policy import Policy
from hfp_desk.records import Change
from hfp_desk.store.opening import Register
from hfp_desk.store.tables import table

_STATE = "state"
_LATEST = f'SELECT max("id") FROM {table(Change)}'


def reckoned(register: Register, policy: Policy) -> dict[Hashable, Any]:
    """What is still known of the register; empty once something changed (inside a session)."""
    latest = register.db.execute_sql(_LATEST).fetchone()[0]
    state = (latest, date.today(), policy)
    if register.reckoned.get(_STATE) != state:
        register.reckoned = {_STATE: state}
    return register.reckoned
