"""Reckonings of the store that an indicator names when conditions alone cannot say what it counts.

Each gives ids of the records of the indicator's ``record`` for a span and the edition of its last day. Figures come
from the ids only, so that the list behind them is the same.
"""

from __future__ import annotations

from collections.abc import Mapping

from hfp_desk.store import computed_care, computed_network, computed_signing
from hfp_desk.store.asked import Reckoned

COMPUTED: Mapping[str, Reckoned] = {**computed_care.RECKONED, **computed_signing.RECKONED, **computed_network.RECKONED}
"""Every reckoning by the name that an indicator writes."""
