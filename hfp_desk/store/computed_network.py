"""Reckonings of clinics, doctors, help, training and prevention for returns."""

from __future__ import annotations

from collections.abc import Mapping

from hfp_desk.store.asked import Reckoned

RECKONED: Mapping[str, Reckoned] = {}
"""By the name that an indicator writes."""
