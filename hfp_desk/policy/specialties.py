"""Which specialty treats a disease: the specialties of a hospital by ICD-10 ranges, as data."""

import tomllib
from functools import cache

from hfp_desk.policy.catalogue import Disease
from hfp_desk.resources import resource


def specialty_of(disease: Disease | None) -> str:
    """The specialty that treats a disease of the catalogue, by the first of its codes; nothing where none does."""
    return _specialty(disease.icd[0][:3]) if disease is not None and disease.icd else ""


def _specialty(code: str) -> str:
    return next((label for low, high, label in _ranges() if low <= code <= high), "")


@cache
def _ranges() -> tuple[tuple[str, str, str], ...]:
    raw = tomllib.loads(resource("policy", "specialties.toml").read_text(encoding="utf-8"))["specialties"]
    pairs = ((part.partition("-"), each["label"]) for each in raw for part in each["icd"])
    return tuple((low, high or low, label) for (low, _, high), label in pairs)
