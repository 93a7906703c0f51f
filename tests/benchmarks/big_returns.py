"""A register that every return has something to count in: 100,000 people, signed, managed, visited, ill, in hospital.

``big_visits`` with diseases, stays and bills added to it: more than 1,000,000 child rows. The same seed gives the same.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hfp_desk.records import Diagnosis, Institution, Settlement, Treatment
from hfp_desk.store.opening import Register
from tests.benchmarks.big_register import DISEASES, HOSPITALS
from tests.benchmarks.big_visits import big_visits, insert

ILL, STAYS = 40_000, 200_000
_BEGUN = date(2018, 1, 1)


def big_returns(folder: Path) -> Register:
    """The register in ``folder``, open; built when it is not there."""
    done = folder / "returns.done"
    register = big_visits(folder)
    if not done.exists():
        with register.session(), register.db.atomic():
            _fill(register)
        done.touch()
    return register


def _fill(register: Register) -> None:
    chance = random.Random(20200325)
    insert(register, Institution, ({"id": 1 + at, "name": name, "kind": "A100"} for at, name in enumerate(HOSPITALS)))
    insert(register, Diagnosis, _diagnoses(chance))
    insert(register, Treatment, _treatments(chance))
    insert(register, Settlement, _settlements(chance))


def _diagnoses(chance: random.Random) -> Iterator[dict[str, Any]]:
    for number in range(1, ILL + 1):
        disease = DISEASES[number % len(DISEASES)]
        verified = _BEGUN + timedelta(days=chance.randrange(900))
        yield {
            "id": number,
            "person": number * 2,
            "disease": disease,
            "standard_disease": disease,
            "batch_class": "1",
            "verify_state": "2" if number % 9 else "1",
            "verified_on": verified.isoformat() if number % 9 else None,
            "restricted": 0,
        }


def _treatments(chance: random.Random) -> Iterator[dict[str, Any]]:
    for number in range(1, STAYS + 1):
        admitted = _BEGUN + timedelta(days=chance.randrange(900))
        ill = (number * 7919) % ILL + 1
        days = chance.randrange(1, 30)
        yield {
            "id": number,
            "person": ill * 2,
            "diagnosis": ill,
            "institution": number % len(HOSPITALS) + 1,
            "hospital": HOSPITALS[number % len(HOSPITALS)],
            "disease": DISEASES[ill % len(DISEASES)],
            "standard_disease": DISEASES[ill % len(DISEASES)],
            "kind": "1",
            "level": "2",
            "area": "1",
            "admitted": admitted.isoformat(),
            "discharged": (admitted + timedelta(days=days)).isoformat(),
            "days": days,
            "effect": str(1 + number % 4),
        }


def _settlements(chance: random.Random) -> Iterator[dict[str, Any]]:
    for number in range(1, STAYS + 1):
        total = chance.randrange(50_000, 8_000_000)
        basic, assistance = total * 6 // 10, total * 2 // 10
        yield {
            "id": number,
            "person": ((number * 7919) % ILL + 1) * 2,
            "treatment": number,
            "settled_on": (_BEGUN + timedelta(days=chance.randrange(910))).isoformat(),
            "total": total,
            "in_scope": total * 9 // 10,
            "basic": basic,
            "assistance": assistance,
            "own_share": total - basic - assistance,
            "one_stop": number % 10 != 0,
            "treat_first": number % 20 != 0,
        }
