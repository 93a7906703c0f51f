"""What follows from the entered values of a record, said once for every record type that has it."""

from typing import Any

from hfp_desk.rules import identity_number, visit_checks


def from_number(record: Any, *names: str) -> None:
    """The match key, and ``names`` (birth, sex) where they are not entered, follow from a number that holds."""
    known = identity_number.parsed(record.id_number)
    record.id_key = known.key if known else ""
    for name in names:
        if known and not getattr(record, name):
            setattr(record, name, getattr(known, name))


def town_of_village(record: Any) -> None:
    """The township follows from the village where it is not entered."""
    if record.village is not None and record.town is None:
        record.town = record.village.parent


def mass_index(record: Any) -> None:
    """体质指数 follows from height and weight where it is not entered."""
    if record.bmi is None:
        record.bmi = visit_checks.mass_index(record.weight, record.height)
