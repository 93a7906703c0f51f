"""The settled stays of a period as rows of SQL: the living bills of one stay added up, reversed pairs left out.

A stay belongs to the period of its settlement, by choice of its discharge (domain.md §3.9). Restricted stays are not
there for those who may not know of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peewee import SqliteDatabase

from hfp_desk.gate import Viewer
from hfp_desk.records import PAYERS, Person, Settlement, Treatment
from hfp_desk.rules.money import REIMBURSING
from hfp_desk.store.sql import Sql, living, open_to
from hfp_desk.store.tables import table

GROUPS = {"town": "乡镇", "village": "行政村", "hospital": "医院", "disease": "病种", "person": "人员"}
"""By what stays can be added up."""
KEYS = {
    "town": '"town_id"',
    "village": '"village_id"',
    "hospital": '"hospital"',
    "disease": '"disease"',
    "person": '"person_id"',
}
_MONEY = ("total", "own_share", "in_scope", "deductible", *(field.name for field in PAYERS))
_BILL = (
    'SELECT s."id" AS "bill",coalesce(s."treatment_id",-s."id") AS "stay",s."person_id",{day} AS "day",'
    ' coalesce(t."kind",\'\') AS "kind",coalesce(t."level",\'\') AS "level",coalesce(t."area",\'\') AS "area",'
    ' coalesce(t."hospital",\'\') AS "hospital",coalesce(nullif(t."standard_disease",\'\'),t."disease",\'\') AS'
    ' "disease",p."town_id",p."village_id",s."treat_first",s."one_stop",'
    + ",".join(f's."{name}"' for name in _MONEY)
    + f' FROM {table(Settlement)} s JOIN {table(Person)} p ON p."id"=s."person_id"'
    f' LEFT JOIN {table(Treatment)} t ON t."id"=s."treatment_id"'
    f' WHERE {living("s.")} AND {living("p.")} AND +s."reversal_of_id" IS NULL AND s."id" NOT IN'
    f' (SELECT r."reversal_of_id" FROM {table(Settlement)} r WHERE r."reversal_of_id" IS NOT NULL AND {living("r.")})'
    " AND {within}{free}{which}"
)
_DAYS = ('s."settled_on"', 't."discharged"', 't."admitted"')
_SHARE = (
    f'SELECT (SELECT count(*) FROM {table(Settlement)} WHERE "settled_on" BETWEEN ? AND ?),'
    f" (SELECT count(*) FROM {table(Settlement)})"
)
_ADDED = {
    "reimbursed": tuple(sorted(REIMBURSING)),
    "insured": ("basic", "major"),
    "helped": ("assistance", "major_assistance"),
    "paid": tuple(field.name for field in PAYERS),
}
"""What is added up of several payers, by the name it has in the rows."""


@dataclass(frozen=True)
class Asked:
    """Which stays: a period, by the day of settlement or of discharge, as far as a viewer may know of them."""

    viewer: Viewer
    since: date
    until: date
    by_discharge: bool = False

    @property
    def bills(self) -> Sql:
        """The rows of the bills themselves."""
        return self._bills("")

    def stays(self, db: SqliteDatabase) -> tuple[Sql, ...]:
        """One row a stay, in one or two pieces to stand behind FROM: stays with one bill, and with several added up.

        Nearly every stay has one bill: gathering those, too, would cost more than all the rest.
        """
        scan = self._is_most(db)
        if db.execute_sql(f"{_SEVERAL} LIMIT 1").fetchone() is None:
            return (Sql(f"({_LONE}") + self._bills("", scan=scan) + "))",)
        lone, many = self._bills(_ALONE, scan=scan), self._bills(_TOGETHER)
        return Sql(f"({_LONE}") + lone + "))", Sql(f"({_GATHERED}") + many + ') GROUP BY "stay")'

    def _is_most(self, db: SqliteDatabase) -> bool:
        """Whether so much of the table is asked for that hopping along an index would cost more than reading it."""
        inside, every = db.execute_sql(_SHARE, (self.since.isoformat(), self.until.isoformat())).fetchone()
        return bool(inside * 3 > every)

    def _bills(self, which: str, *, scan: bool = False) -> Sql:
        first, *others = (_DAYS[place] for place in ((1, 0, 2) if self.by_discharge else (0, 1, 2)))
        first = f"+{first}" if scan else first
        rest = f"coalesce({','.join(others)})"
        within = f"({first} BETWEEN ? AND ? OR {first} IS NULL AND {rest} BETWEEN ? AND ?)"
        free = open_to(Settlement, self.viewer, "s.")
        text = _BILL.format(
            day=f"coalesce({first},{rest})", within=within, free=f" AND {free}" if free else "", which=which
        )
        return Sql(text, (self.since.isoformat(), self.until.isoformat()) * 2)


_KNOWN = ",".join(f'"{field.name}"' for field in PAYERS)
_PLAIN = ("stay", "person_id", "day", "kind", "level", "area", "hospital", "disease", "town_id", "village_id")
_SEVERAL = (
    f'SELECT x."treatment_id" FROM {table(Settlement)} x WHERE {living("x.")}'
    ' AND x."treatment_id" IS NOT NULL GROUP BY x."treatment_id" HAVING count(*)>1'
)
_ALONE = ' AND (s."treatment_id" IS NULL OR s."treatment_id" NOT IN (' + _SEVERAL + "))"
_TOGETHER = ' AND s."treatment_id" IN (' + _SEVERAL + ")"


def _columns(plain: str, known: str, money: str, added: str) -> str:
    """The columns of a stay; the templates say how each is made of its bills' columns."""
    made = [f'{plain.format(name)} AS "{name}"' for name in (*_PLAIN, "treat_first", "one_stop")]
    made.append(f'{known.format(f"coalesce({_KNOWN}) IS NOT NULL")} AS "known"')
    made += [f'{money.format(name)} AS "{name}"' for name in _MONEY]
    made += ["+".join(added.format(name) for name in names) + f' AS "{key}"' for key, names in _ADDED.items()]
    return f"SELECT {','.join(made)} FROM ("


_LONE = _columns('"{}"', "{}", '"{}"', 'coalesce("{}",0)')
_GATHERED = _columns('max("{}")', "max({})", 'sum("{}")', 'coalesce(sum("{}"),0)')
