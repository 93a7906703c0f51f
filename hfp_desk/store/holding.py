"""Who holds an identity on a day: the people a document is for, the registered poor, monitored households.

An identity holds from the first day its beginning can mean to the last day its end can mean (2020-03: to the 31st).
Who left poverty and keeps what the policy gives is entitled beyond it (脱贫不脱政策, DZ §二（十一）).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from hfp_desk.records import Identity
from hfp_desk.store.sql import Sql, living
from hfp_desk.store.tables import table


def holds(day: date | Sql, prefix: str = "") -> Sql:
    """The condition that an identity holds on ``day``, which may be a column."""
    return _lasting(day, prefix, "")


def entitles(day: date | Sql, kinds: Collection[str], prefix: str = "") -> Sql:
    """The condition that an identity of ``kinds`` gives its benefits on ``day``, which may be a column."""
    of_kind = Sql(f' AND {prefix}"kind" IN ({",".join("?" * len(kinds))})', tuple(kinds))
    return _lasting(day, prefix, f' OR {prefix}"benefits_continue"=1') + of_kind


def entitled(day: date, kinds: Collection[str]) -> Sql:
    """The query for the persons whom an identity of ``kinds`` gives its benefits on ``day``, each once."""
    return Sql(f'SELECT DISTINCT "person_id" FROM {table(Identity)} WHERE ') + entitles(day, kinds)


def _lasting(day: date | Sql, prefix: str, or_else: str) -> Sql:
    asked = day if isinstance(day, Sql) else Sql("?", (day.isoformat(),))
    ends = f'{prefix}"ends"'
    lasts = f"{ends}='' OR {ends}>=substr({asked.text},1,length({ends})){or_else}"
    return Sql(f'{living(prefix)} AND {prefix}"starts"<={asked.text} AND ({lasts})', asked.values * 2)
