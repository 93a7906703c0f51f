"""Doctors, partnerships, postings, courses and other records a link may point at: found by name or initials.

First the names alone are walked (a county has thousands of doctors), then the few that fit are read with what tells
two of one name apart: village, workplace, days.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from peewee import SQL

from hfp_desk.codes import code_list
from hfp_desk.gate import Viewer
from hfp_desk.records import (
    Attendance,
    Cadre,
    Course,
    Doctor,
    Household,
    Institution,
    Partnership,
    Place,
    Posting,
    Record,
)
from hfp_desk.store.pinyin import initials, spelled
from hfp_desk.store.sql import open_to

MOST = 60
"""How many records are offered at once."""


@dataclass(frozen=True)
class Offer:
    """A record a link may point at; ``hint`` tells two of one name apart."""

    id: int
    title: str
    hint: str = ""


@dataclass(frozen=True)
class _Way:
    """How records of a model are found: the texts searched, the links that may lie near, what tells them apart."""

    words: tuple[Any, ...]
    near: tuple[Any, ...]
    hint: Callable[[Any, Mapping[int, str]], str]
    latest_first: bool = False


def others(model: type[Record], text: str, near: Mapping[str, Any], viewer: Viewer) -> list[Offer]:
    """Living records of ``model`` that fit ``text``, those near by first, at most ``MOST``."""
    way = _WAYS.get(model)
    living = (model.voided_at == "") & SQL(open_to(model, viewer, "") or "1")
    if way is None:
        plain = model.select().where(living).order_by(model.id)
        return [Offer(one.id, title_of(one)) for one in _fitting_titles(plain, text)]
    chosen = [model.id, *way.words, *way.near]
    query = model.select(*chosen).where(living).order_by(model.id.desc() if way.latest_first else model.id)
    found = _ranked(query.tuples(), text.strip(), len(way.words), [near.get(link.name) for link in way.near])
    return _read(model, found, way)


def title_of(record: Record) -> str:
    """A linked record in a few words."""
    if isinstance(record, Household):
        return " ".join(part for part in (record.head_name, record.number) if part)
    if isinstance(record, Partnership):
        return f"{record.supporter} → {record.receiver}"
    names = ("name", "disease", "settled_on", "number")
    return next((str(getattr(record, name)) for name in names if getattr(record, name, None)), f"{record.id}")


def institutions(text: str, near: Mapping[str, Any]) -> list[Offer]:
    """Institutions by name, other spelling or initials; for no text all of them, those of the village first."""
    columns = (Institution.id, Institution.name, Institution.aliases, Institution.village, Institution.town)
    query = Institution.select(*columns).where(Institution.voided_at == "").order_by(Institution.id)
    wanted = [near.get("village"), near.get("town")]
    rows: list[Any] = list(query.tuples())
    towns = _names({row[4] for row in rows})
    found = _ranked(rows, text.strip(), 2, wanted, most=MOST if text else len(rows))
    titles = {row[0]: (row[1], towns.get(row[4], "")) for row in rows}
    return [Offer(one, *titles[one]) for one in found]


def rank_of(name: str, aliases: str, text: str) -> int | None:
    """How well a name fits what was typed: begins so, by its initials, holds it, another spelling; None for not."""
    letters = initials(name) if text.isascii() else ""
    tests = (name.startswith(text), bool(letters) and letters.startswith(text), text in name, text in aliases)
    return next((place for place, fits in enumerate(tests) if fits), None)


def _ranked(rows: Iterable[Any], text: str, words: int, wanted: Sequence[Any], most: int = MOST) -> list[int]:
    """The ids of the rows that fit, the best fit first, then what lies near."""
    lower, found = text.lower(), []
    for place, row in enumerate(rows):
        fit = _fit(row[1 : 1 + words], lower) if lower else 0
        if fit is not None:
            links = row[1 + words :]
            far = next((n for n, (one, link) in enumerate(zip(wanted, links, strict=True)) if one and one == link), 9)
            found.append((fit, far, place, row[0]))
    return [record for *_, record in sorted(found)[:most]]


def _fit(texts: Sequence[str], lower: str) -> int | None:
    fits = [rank for rank in (rank_of(text, "", lower) for text in texts if text) if rank is not None]
    if not fits and lower.isascii():
        fits = [4 for text in texts if text and f" {lower}" in spelled(text)[1]]
    return min(fits, default=None)


def _fitting_titles(records: Iterable[Any], text: str) -> list[Any]:
    """Those whose title holds ``text``, a few where there is none."""
    return [one for one in records if not text or text in title_of(one)][:MOST]


def _read(model: type[Record], ids: Sequence[int], way: _Way) -> list[Offer]:
    found = {one.id: one for one in model.select().where(model.id.in_(ids))}
    places = _names({one.__data__[link.name] for one in found.values() for link in way.near if link.rel_model is Place})
    return [Offer(one, title_of(found[one]), way.hint(found[one], places)) for one in ids]


def _names(places: set[int | None]) -> dict[int, str]:
    found: Any = Place.select(Place.id, Place.name).where(Place.id.in_(list(places - {None}))).tuples()
    return dict(found)


def _of_doctor(doctor: Doctor, places: Mapping[int, str]) -> str:
    there = [places[place] for place in (doctor.__data__["town"], doctor.__data__["village"]) if place]
    where = doctor.institution.name if doctor.__data__["institution"] else ""
    return " ".join(there) or where


def _of_partnership(one: Partnership, _places: Mapping[int, str]) -> str:
    form = code_list("assistance_form").shown(one.form) if one.form else ""
    return " ".join(part for part in (form, one.agreement) if part)


def _of_posting(one: Posting, _places: Mapping[int, str]) -> str:
    where = one.partnership.receiver if one.partnership is not None else ""
    return " ".join(part for part in (where, f"{one.starts} 起" if one.starts else "") if part)


def _of_course(one: Course, _places: Mapping[int, str]) -> str:
    return f"{one.starts} 起" if one.starts else ""


_WAYS: dict[type[Record], _Way] = {
    Doctor: _Way((Doctor.name,), (Doctor.village, Doctor.town), _of_doctor),
    Partnership: _Way((Partnership.supporter, Partnership.receiver), (), _of_partnership),
    Posting: _Way((Posting.name,), (Posting.partnership,), _of_posting, latest_first=True),
    Course: _Way((Course.name,), (), _of_course, latest_first=True),
    Attendance: _Way((Attendance.name,), (Attendance.course,), lambda one, _: one.unit),
    Cadre: _Way((Cadre.name,), (), lambda one, _: one.unit),
}
