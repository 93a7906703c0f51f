"""Chance that can be repeated: every random choice of the fault tests comes from one seed.

``HFP_FAULT_SEED`` sets another seed, ``HFP_FAULT_COUNT`` another number of cases.
"""

import os
import random


def seed() -> str:
    """The seed of this run."""
    return os.environ.get("HFP_FAULT_SEED", "20200630")


def dice(name: str) -> random.Random:
    """The random choices of one test; the same name and seed give the same choices."""
    return random.Random(f"{seed()}/{name}")


def count(usual: int) -> int:
    """How many cases to try."""
    return int(os.environ.get("HFP_FAULT_COUNT", usual))
