"""What lists of clinics and doctors are compared with: the register's own, and what earlier rows have brought.

Made with the first list of a workbook and shared by all its sheets: a doctor of one township may stand in another's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from hfp_desk.excel.converting import written
from hfp_desk.excel.network_arrangements import arrangement
from hfp_desk.excel.network_words import ALSO
from hfp_desk.excel.table import Table
from hfp_desk.excel.work import Rows, Work
from hfp_desk.records import Arrangement, Doctor, Equipment, Institution, Licence, Practice, Record
from hfp_desk.rules import periods
from hfp_desk.rules.clinics import CLINIC, TOWN_HOSPITAL

MODELS: tuple[type[Record], ...] = (Institution, Equipment, Doctor, Licence, Practice, Arrangement)
_YEAR = re.compile(r"(20\d{2})")
_MONTH = re.compile(r"(20\d{2})\s*[年.-]\s*(1[0-2]|0?[1-9])\s*月")
_DAY = re.compile(rf"{_MONTH.pattern}\s*([12]\d|3[01]|0?[1-9])\s*日")
_SIGNS = re.compile(r"[\s\-—_.]+")


class Main(NamedTuple):
    """A row that tells where a doctor works, and how much it says so."""

    sheet: str
    row: int
    village: int
    rank: int


@dataclass
class Network:
    """Clinics, doctors and what hangs on them, by what they are known by; below zero what the list brings."""

    work: Work
    doctors_by_key: dict[str, list[int]] = field(default_factory=dict)
    doctors_by_name: dict[str, list[int]] = field(default_factory=dict)
    licences: dict[int, list[int]] = field(default_factory=dict)
    licensed: dict[str, int] = field(default_factory=dict)
    practices: dict[int, list[int]] = field(default_factory=dict)
    clinics: dict[int, list[int]] = field(default_factory=dict)
    clinics_by_name: dict[tuple[int | None, str], list[int]] = field(default_factory=dict)
    hospitals: dict[int, list[int]] = field(default_factory=dict)
    equipment: dict[int, list[int]] = field(default_factory=dict)
    arrangements: dict[int, list[int]] = field(default_factory=dict)
    villages: set[int] = field(default_factory=set)
    """The villages that the lists of this workbook speak of."""
    main: dict[str, Main] = field(default_factory=dict)
    """By ID key the row that tells where a doctor works, where several do."""
    spoken: dict[tuple[str, int], tuple[str, int]] = field(default_factory=dict)
    """Records that a row of this import has spoken of, with its sheet and row: the first one decides."""
    statuses: dict[tuple[int, int], int] = field(default_factory=dict)
    """What villages are, by village and year, as far as this import brings it."""

    def content(self, model: type[Record], record: int) -> dict[str, Any]:
        """What a record holds, with what was put so far."""
        return dict(self.work.ledger(model).content(record))

    def meet(self, model: type[Record], record: int) -> None:
        """Remember a record by its keys."""
        content = self.content(model, record)
        if model is Doctor:
            _add(self.doctors_by_key, content.get("id_key"), record)
            _add(self.doctors_by_name, content.get("name"), record)
        elif model is Licence:
            _add(self.licences, content.get("doctor"), record)
            if content.get("number"):
                self.licensed.setdefault(plain_number(content["number"]), content["doctor"])
        elif model is Institution:
            self._meet_institution(content, record)
        else:
            index, link = {
                Practice: (self.practices, "doctor"),
                Equipment: (self.equipment, "holder"),
                Arrangement: (self.arrangements, "village"),
            }[model]
            _add(index, content.get(link), record)

    def _meet_institution(self, content: dict[str, Any], record: int) -> None:
        if content.get("closed_on"):
            return
        if content.get("kind") == CLINIC:
            _add(self.clinics, content.get("village"), record)
        if content.get("kind") == TOWN_HOSPITAL:
            _add(self.hospitals, content.get("town"), record)
        names = {content.get("name") or "", *(content.get("aliases") or "").split("、")} - {""}
        for name in names if content.get("kind") in (CLINIC, "", None) else ():
            _add(self.clinics_by_name, (content.get("town"), name), record)


def network(work: Work, kinds: Iterable[str]) -> Network:
    """What this import's lists of ``kinds`` share; read from the register once."""
    if work.network is None:
        found = work.network = Network(work)
        for model in MODELS:
            ids = work.known.every(model)
            work.ledger(model).load(ids)
            for record in ids:
                found.meet(model, record)
        _survey(found, [table for table in work.tables if table.kind.key in set(kinds)])
    assert isinstance(work.network, Network)
    return work.network


def _survey(found: Network, tables: list[Table]) -> None:
    """Look through all lists first: which villages they cover, and which row says where a doctor mainly works."""
    for table in tables:
        found.villages |= {place.village for place in table.places if place.village}
        for i, number in enumerate(table.ids if table.places else ()):
            village = table.places[i].village
            if number is None or village is None or i in table.held:
                continue
            rank = _rank(found, table, i, number.key)
            if number.key not in found.main or rank > found.main[number.key].rank:
                found.main[number.key] = Main(table.sheet, table.numbers[i], village, rank)


def _rank(found: Network, table: Table, i: int, key: str) -> int:
    """How much a row says that the doctor mainly works there: less where they only cover, more where they are known."""
    known = found.doctors_by_key.get(key, ())
    where = table.places[i].village
    same = any(found.content(Doctor, record).get("village") == where for record in known)
    return (0 if covers_also(table, i) else 4) + (0 if is_substitute(table, i) else 2) + (1 if same else 0)


def remark(table: Table, i: int) -> str:
    """The remark of a row."""
    return str(table.value("remark.remark", i) or "")


def covers_also(table: Table, i: int) -> bool:
    """Whether a row says that its doctor only covers the village as well: 「兼」."""
    return bool(ALSO.search(remark(table, i)) or ALSO.search(written(table.raw("doctor.name", i))))


def is_substitute(table: Table, i: int) -> bool:
    """Whether a row says that its doctor comes from elsewhere: 巡诊, 派驻."""
    means = arrangement(remark(table, i))
    kind = table.value("served.kind", i) or (means.kind if means else "")
    return kind in SERVED_FROM_ELSEWHERE


SERVED_FROM_ELSEWHERE = frozenset({"2", "3", "4", "5", "6"})
"""Codes of ``arrangement`` in which a doctor of another place comes."""


def year_of(rows: Rows) -> int:
    """The year that a list speaks of: as written in title, sheet or file, else this one."""
    guesses = rows.table.guesses
    written = _YEAR.search(f"{guesses.listed_on} {guesses.title}")
    return int(written[1]) if written else rows.work.today.year


def day_of(rows: Rows) -> date:
    """The day of a list: as its title or file's name says, the last one of a month that it names, else today."""
    listed, title = rows.table.guesses.listed_on, rows.table.guesses.title
    found = _DAY.search(title) or _MONTH.search(title)
    if listed or found is None:
        return date.fromisoformat(listed) if listed else rows.work.today
    last = periods.last_day(f"{found[1]}-{int(found[2]):02d}") or rows.work.today
    day = min(int(found[3]), last.day) if found.re is _DAY else last.day
    return min(last.replace(day=day), rows.work.today)


def plain_number(text: str) -> str:
    """The number of a certificate without blanks and hyphens."""
    return _SIGNS.sub("", text).upper()


def _add(index: dict[Any, list[int]], key: Any, record: int) -> None:
    if key not in (None, "") and record not in index.setdefault(key, []):
        index[key].append(record)
