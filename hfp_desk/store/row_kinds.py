"""The lines of a return, and by which line a record is counted: place, hospital, disease, programme, partnership.

A place that was merged into another counts with that one; a disease with the listed one it is a part of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from peewee import Field, ForeignKeyField, SqliteDatabase

from hfp_desk.codes import code_list
from hfp_desk.policy import Edition, catalogue
from hfp_desk.problems import Refusal
from hfp_desk.records import Institution, Partnership, Place, Record, RecordType, Treatment
from hfp_desk.returns import Definition, RowKind
from hfp_desk.returns.periods import Period
from hfp_desk.rules import clinics
from hfp_desk.store.sql import restricted_ids
from hfp_desk.store.tables import table

Key = int | str
_TOWN, _VILLAGE = "4", "5"
_LAST = 10**9
_UP = ("person", "household", "institution", "village", "doctor", "case", "contract", "agreement", "team", "treatment")
"""The links by which a record's place, disease or programme is looked for, nearest first."""

_FIELDS: dict[RowKind, tuple[str, ...]] = {
    RowKind.DISEASES: ("standard_disease", "disease"),
    RowKind.PROGRAMMES: ("programme",),
    RowKind.PARTNERSHIPS: ("partnership",),
}
_WAYS = ("diagnosis", "treatment", "case", "agreement", "posting")


@dataclass(frozen=True)
class Lines:
    """The lines of a return in their order, and which line what is written on a record belongs to."""

    kind: RowKind
    labels: tuple[tuple[Key, str], ...]
    belongs: tuple[tuple[Key, Key], ...]


@dataclass(frozen=True)
class Written:
    """Where a record says its line: the links to walk, and the fields there, the first that is filled in counts.

    ``further`` is where it is looked for when none is: a doctor's place is that of the clinic.
    """

    path: tuple[ForeignKeyField[Any], ...]
    fields: tuple[Field[Any], ...]
    further: Written | None = None


def lines(db: SqliteDatabase, definition: Definition, period: Period, edition: Edition) -> Lines:
    """The lines of a return in a period."""
    match definition.rows:
        case RowKind.TOWNS:
            return _places(db, _TOWN, period)
        case RowKind.VILLAGES:
            return _places(db, _VILLAGE, period)
        case RowKind.HOSPITALS:
            return _hospitals(db, period)
        case RowKind.DISEASES:
            return _diseases(definition, edition)
        case RowKind.PROGRAMMES:
            known = tuple((item.code, item.label) for item in code_list("programme").offered())
            return Lines(RowKind.PROGRAMMES, known, tuple((code, code) for code, _ in known))
        case RowKind.PARTNERSHIPS:
            return _partnerships(db)
        case RowKind.ONE | RowKind.COUNTIES:
            return Lines(definition.rows, (), ())


def written(kind: RecordType, rows: RowKind) -> Written | None:
    """Where records of a kind say their line; None for lines that nothing needs to say. Refusal where none can."""
    if rows in (RowKind.ONE, RowKind.COUNTIES):
        return None
    found = next(_walked(kind.model, rows, (), 3), None)
    if found is None:
        raise Refusal(f"{kind.title}不分{rows.label}。", f"请换一个指标，或把报表的行改成{kind.title}有的内容。")
    works_at = found.fields[0].model._meta.fields.get("institution")
    if rows in (RowKind.TOWNS, RowKind.VILLAGES) and isinstance(works_at, ForeignKeyField):
        return replace(found, further=Written((*found.path, works_at), _own(Institution, rows)))
    return found


def _walked(
    model: type[Record], rows: RowKind, path: tuple[ForeignKeyField[Any], ...], depth: int
) -> Iterator[Written]:
    own = _own(model, rows)
    if own:
        yield Written(path, own)
    if depth:
        for name in _WAYS if rows in _FIELDS or rows is RowKind.HOSPITALS else _UP:
            link = model._meta.fields.get(name)
            if isinstance(link, ForeignKeyField):
                yield from _walked(link.rel_model, rows, (*path, link), depth - 1)


def _own(model: type[Record], rows: RowKind) -> tuple[Field[Any], ...]:
    fields = model._meta.fields
    if rows is RowKind.HOSPITALS:
        said = tuple(fields[name] for name in ("institution", "hospital") if name in fields)
        return said or ((fields["id"],) if model is Institution else ())
    if rows is RowKind.PARTNERSHIPS and model is Partnership:
        return (fields["id"],)
    if rows in _FIELDS:
        return tuple(fields[name] for name in _FIELDS[rows] if name in fields)[:1]
    if model is Place:
        return (fields["id"],)
    names = ("village", "town") if rows is RowKind.TOWNS else ("village",)
    return tuple(fields[name] for name in (*names, "place") if isinstance(fields.get(name), ForeignKeyField))


def _places(db: SqliteDatabase, level: str, period: Period) -> Lines:
    """Places that held at the end of the period, in the official order; what lies in them belongs to them."""
    sql = f'SELECT "id","level","name","parent_id","sort","valid_from","valid_to","successor_id" FROM {table(Place)}'
    rows = {row[0]: row for row in db.execute_sql(sql).fetchall()}
    until = period.ends.isoformat()
    holding = {
        key
        for key, row in rows.items()
        if row[1] == level and (row[5] or "") <= until and not (row[6] and row[6] < until)
    }

    def line_of(place: int | None) -> int | None:
        seen: set[int] = set()
        while place is not None and place not in seen and place in rows:
            if place in holding:
                return place
            seen.add(place)
            _, _, _, parent, _, _, gone_on, successor = rows[place]
            place = parent if successor is None or (gone_on and gone_on >= until) else successor
        return None

    def rank(place: int | None) -> tuple[int, int]:
        return (_LAST, _LAST) if place is None else (rows[place][4] if rows[place][4] is not None else _LAST, place)

    ordered = sorted(holding, key=lambda key: (rank(rows[key][3]), rank(key)))
    belongs = ((key, line_of(key)) for key in rows)
    labels = tuple((key, rows[key][2]) for key in ordered)
    kind = RowKind.TOWNS if level == _TOWN else RowKind.VILLAGES
    return Lines(kind, labels, tuple((key, line) for key, line in belongs if line is not None))


def _hospitals(db: SqliteDatabase, period: Period) -> Lines:
    """Every institution but village clinics, the designated ones first; then those that stays name and nobody entered.

    A stay that is not linked to its institution belongs to the one of that name. A hospital that only restricted stays
    name has no line: it would tell where somebody is treated for what is nobody's business.
    """
    sql = (
        f'SELECT "id","name" FROM {table(Institution)} WHERE "voided_at"=\'\' AND "kind"<>\'{clinics.CLINIC}\''
        ' ORDER BY coalesce("designated",0) DESC, coalesce("level",\'\') DESC, "id"'
    )
    found = db.execute_sql(sql).fetchall()
    known = {name: key for key, name in reversed(found)}
    since = period.year_starts.replace(year=period.year_starts.year - 1, day=1).isoformat()
    named = (
        f'SELECT DISTINCT "hospital" FROM {table(Treatment)} WHERE "voided_at"=\'\' AND "institution_id" IS NULL'
        f' AND "hospital"<>\'\' AND "admitted" BETWEEN ? AND ? AND "id" NOT IN ({restricted_ids(Treatment)}) ORDER BY 1'
    )
    rows = db.execute_sql(named, (since, period.ends.isoformat())).fetchall()
    labels: list[tuple[Key, str]] = [*found, *((name, name) for (name,) in rows if name not in known)]
    return Lines(RowKind.HOSPITALS, tuple(labels), (*((key, key) for key, _ in labels), *known.items()))


def _partnerships(db: SqliteDatabase) -> Lines:
    """Who helps whom, supporter by supporter, the highest level first."""
    sql = f"""SELECT "id","supporter","receiver" FROM {table(Partnership)} WHERE "voided_at"=''
 ORDER BY coalesce("supporter_level",'') DESC,"supporter","receiver","id" """
    found = tuple((key, f"{supporter} → {receiver}") for key, supporter, receiver in db.execute_sql(sql).fetchall())
    return Lines(RowKind.PARTNERSHIPS, found, tuple((key, key) for key, _ in found))


def _diseases(definition: Definition, edition: Edition) -> Lines:
    listed = list(dict.fromkeys(_listed(definition, edition)))
    belongs = [
        (found.label, label)
        for label, code in listed
        for found in catalogue.diseases()
        if catalogue.covers(catalogue.disease(code), found)
    ]
    labels = tuple((label, label) for label, _ in listed)
    own = [(label, label) for label, _ in listed]  # a listed disease counts as itself, not with a broader one
    return Lines(RowKind.DISEASES, labels, tuple(dict([*reversed(belongs), *own]).items()))


def _listed(definition: Definition, edition: Edition) -> Iterable[tuple[str, str]]:
    for one in edition.lists:
        if one.kind in definition.disease_lists:
            yield from ((disease.label, disease.code) for disease in one.diseases)
