"""By what a list is sorted: a person's name by its pinyin, a place as in the official list, all else by its value.

What is masked for a viewer is sorted by what the mask leaves of it: the order must not tell the rest.
"""

from __future__ import annotations

from hfp_desk.gate import Viewer, hides, masks
from hfp_desk.kinds import Day, Kind, PersonName, VagueDay
from hfp_desk.records import Column, Person, Place, SearchEntry
from hfp_desk.store.children import added
from hfp_desk.store.columns import holder, titled
from hfp_desk.store.sql import LISTED, Joins, Sql, name_of, restriction
from hfp_desk.store.tables import table
from hfp_desk.store.views import View

ID = f'{LISTED}."id"'


def sorted_ids(view: View, viewer: Viewer, where: Sql, most: int = -1) -> Sql:
    """The ids of the view (of the first ``most`` that are found), sorted by its order.

    Found first and sorted afterwards: an index that only promises the order must not keep a better one from being used.
    """
    joins = Joins(view.record_type.model)
    keys = [key(view, column, joins, viewer) for column, _ in view.ordered]
    picked = ",".join([f'{ID} AS "id"', *(f"{each} AS k{number}" for number, each in enumerate(keys))])
    found = Sql(f"SELECT {picked} FROM {table(view.record_type.model)} {LISTED}{joins.text} WHERE ") + where
    terms = [f"k{number}{way(down)}" for number, (_, down) in enumerate(view.ordered)]
    terms.append('"id"' + way(bool(view.ordered) and view.ordered[0][1]))
    return Sql('SELECT "id" FROM (') + found + Sql(f" LIMIT ?){ordered_by(terms)}", (most,))


def key(view: View, column: Column, joins: Joins, viewer: Viewer) -> str:
    """The sort key; a restricted value sorts like an empty one, so that its place does not tell it."""
    column = titled(column)
    if masks(column.spec, viewer):
        return _left(column, f"{joins.alias(column.path)}.{name_of(column.field)}")
    if column.summed_over is None and column.field is Person.name:
        return f'{joins.beside(table(SearchEntry), column.path)}."pinyin"'
    if column.summed_over is None and column.field is Place.name:
        return f'{joins.alias(column.path)}."sort"'
    alias = joins.alias(column.path)
    value = added(column, viewer, f'{alias}."id"') if column.summed_over else f"{alias}.{name_of(column.field)}"
    mark = restriction(holder(view.record_type, column), f"{alias}.")
    hidden = hides(column.spec, viewer) and mark
    return f"CASE WHEN {mark} THEN NULL ELSE {value} END" if hidden else value


def _left(column: Column, value: str) -> str:
    """What a mask leaves: the first character of a name, the year of a day, nothing of anything else."""
    kind: Kind = column.spec.kind
    if column.summed_over is not None or not isinstance(kind, PersonName | Day | VagueDay):
        return "NULL"
    return f"substr({value},1,{1 if isinstance(kind, PersonName) else 4})"


def way(down: bool) -> str:
    """The direction of a term."""
    return " DESC" if down else ""


def ordered_by(terms: list[str]) -> str:
    """The terms as the end of a query."""
    return f" ORDER BY {','.join(terms)}"
