"""Which places an area takes in: itself, what was merged into it, and everything below."""

from collections.abc import Iterable

from peewee import SqliteDatabase

from hfp_desk.problems import Refusal
from hfp_desk.records import Place
from hfp_desk.store import tables

_SHORTEST_CODE = 6
_SQL = f'SELECT "id","code","name","aliases","parent_id","successor_id" FROM {tables.table(Place)}'


def within(db: SqliteDatabase, asked: Iterable[int | str]) -> list[int]:
    """Ids of the asked places, of what was merged into them and of what lies below.

    An id may be given as text too (it is shorter than a county's code). A place that was merged stands for the one
    that took it in. Refusal when no place is called so.
    """
    rows = db.execute_sql(_SQL).fetchall()
    successor = {row[0]: row[5] for row in rows}
    lasting = {place: _last(place, successor) for place in successor}
    area = {lasting[place] for one in asked for place in _named(one, rows) if place in lasting}
    grown = True
    while grown:
        more = {row[0] for row in rows if lasting[row[0]] in area or row[4] in area} - area
        area |= more
        grown = bool(more)
    return sorted(area)


def _last(place: int, successor: dict[int, int | None]) -> int:
    seen = {place}
    while (after := successor.get(place)) is not None and after not in seen:
        place = after
        seen.add(place)
    return place


def _named(asked: int | str, rows: list[tuple[int, str, str, str, int | None, int | None]]) -> list[int]:
    text = str(asked).strip()
    if text.isdigit() and len(text) < _SHORTEST_CODE:
        return [int(text)]
    found = [place for place, code, name, aliases, *_ in rows if text and text in (code, name, *aliases.split("、"))]
    if not found:
        raise Refusal(f"没有名为“{text}”的乡镇或村。", "请核对名称，或在行政区划中增加别名。")
    return found
