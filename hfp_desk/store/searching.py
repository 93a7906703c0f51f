"""Finding a person by anything a clerk knows: characters, pinyin, initials, part of a number, the village.

One row a person in the search table holds it all, kept up to date by every deed; one pass over that table, which is
small, answers any question. A voided person keeps an empty row and is not found.

Who may not see a name or a number whole cannot search for it either: only surnames and places are found then.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from peewee import SqliteDatabase

from hfp_desk import gate
from hfp_desk.gate import Viewer
from hfp_desk.records import PERSON, Column, Household, NotDuplicate, Person, Place, SearchEntry
from hfp_desk.store import pinyin
from hfp_desk.store.comparing import escaped
from hfp_desk.store.opening import Register
from hfp_desk.store.pages import Pages
from hfp_desk.store.sql import Sql, joined
from hfp_desk.store.tables import table

_WORD = re.compile(r"\d[\dXx]*|[A-Za-zü:]+|[^\s\x00-\x7f，、。；]+")
_SHORTEST_NUMBER = 3
_PORTION = 500
_MOST_ALIKE = 20
_YEAR = timedelta(days=366)
_SOURCE = (
    'SELECT p."id",p."name",p."id_number",p."id_key",p."phone",h."phone",h."group",p."town_id",p."village_id"'
    f' FROM {table(Person)} p LEFT JOIN {table(Household)} h ON h."id"=p."household_id"'
)
_NAMES = ("id", "name", "pinyin", "initials", "digits", "place")
_KEEP = (
    f"INSERT INTO {table(SearchEntry)} ({','.join(_NAMES)}) VALUES (?,?,?,?,?,?) ON CONFLICT(id) DO UPDATE SET "
    + ",".join(f"{name}=excluded.{name}" for name in _NAMES[1:])
    + " WHERE "
    + " OR ".join(f"{table(SearchEntry)}.{name}<>excluded.{name}" for name in _NAMES[1:])
)


@dataclass(frozen=True)
class Hit:
    """A person found: name and what tells this one from others of the name; ``reason`` why they may be the same."""

    id: int
    title: str
    detail: str
    reason: str = ""


def refresh(db: SqliteDatabase, person_ids: Iterable[int]) -> None:
    """Bring the search entries of these persons up to date, inside the caller's transaction."""
    ids = list(person_ids)
    if ids:
        places = _place_words(db)
        db.connection().executemany(_KEEP, _entries(db, ids, places))


def refresh_touched(db: SqliteDatabase, touched: Mapping[str, Iterable[int]]) -> None:
    """Bring up to date what a deed may have changed: its persons, those of its households and of its places."""
    refresh(db, {*touched.get("person", ()), *_living_in(db, touched)})


def _living_in(db: SqliteDatabase, touched: Mapping[str, Iterable[int]]) -> Iterator[int]:
    asked = (("household", "household_id"), ("place", "town_id"), ("place", "village_id"))
    for kind, link in asked:
        for marks, part in _portions(list(touched.get(kind, ()))):
            sql = f'SELECT "id" FROM {table(Person)} WHERE "{link}" IN ({marks})'
            yield from (person for (person,) in db.execute_sql(sql, part))


def _entries(db: SqliteDatabase, ids: list[int], places: Mapping[int | None, str]) -> Iterator[tuple[Any, ...]]:
    for marks, part in _portions(ids):
        for row in db.execute_sql(f'{_SOURCE} WHERE p."voided_at"=\'\' AND p."id" IN ({marks})', part):
            person, name, number, key, phone, home_phone, group, town, village = row
            spelt, letters = pinyin.spelled(name)
            numbers = " ".join(dict.fromkeys(filter(None, (number, key, phone, home_phone)))).replace("-", "")
            words = " ".join(filter(None, (places.get(town), places.get(village), group)))
            yield person, name, spelt, letters, numbers, words
        gone = f'SELECT "id" FROM {table(Person)} WHERE "voided_at"<>\'\' AND "id" IN ({marks})'
        yield from ((person, "", "", "", "", "") for (person,) in db.execute_sql(gone, part))


def _portions(ids: list[int]) -> Iterator[tuple[str, tuple[int, ...]]]:
    for start in range(0, len(ids), _PORTION):
        part = tuple(ids[start : start + _PORTION])
        yield ",".join("?" * len(part)), part


def _place_words(db: SqliteDatabase) -> dict[int | None, str]:
    rows = db.execute_sql(f'SELECT "id","name","aliases" FROM {table(Place)}')
    return {place: " ".join(filter(None, (name, aliases))) for place, name, aliases in rows}


def find_people(register: Register, text: str, viewer: Viewer, limit: int = 20) -> list[Hit]:
    """The persons all words of ``text`` fit, the best first; nothing for no words or a number under three digits."""
    words = [word.replace("u:", "v").replace("ü", "v") for word in _WORD.findall(text)]
    if not words or not viewer.may_look:
        return []
    with register.session():
        sql = _best(words) if viewer.sees_persons else _seen(register.db, words)
        sql += Sql(' ,"id" LIMIT ?', (limit,))
        ids = [person for (person,) in register.db.execute_sql(sql.text, sql.values)]
        return hits(register, ids, viewer)


def _best(words: list[str]) -> Sql:
    """All words fit, the persons they fit best first."""
    tests, ranks = zip(*map(_asked, words), strict=True)
    found = Sql(f'SELECT "id" FROM {table(SearchEntry)} WHERE ') + joined(tests, " AND ")
    return found + Sql(" ORDER BY ") + joined(ranks, "+") + ',"pinyin"'


def _seen(db: SqliteDatabase, words: list[str]) -> Sql:
    """The same by what a mask leaves of a name, its surname, and in an order that tells nothing of the rest."""
    first = 'substr("name",1,1)'
    known = [str(sign) for (sign,) in db.execute_sql(f"SELECT DISTINCT {first} FROM {table(SearchEntry)}")]
    found = [Sql(f'SELECT "id" FROM {table(SearchEntry)} WHERE 1=1')]
    for word in words:
        fitting = tuple(sign for sign in known if sign and _sounds(word, sign))
        test = Sql(f"{_like('place')} OR {first} IN ({','.join('?' * len(fitting))})", (f"%{escaped(word)}%", *fitting))
        if gate.surname(word + "○○") == word:
            test += Sql(f' OR ({_like("name")} AND length("name")>?)', (f"{escaped(word)}%", 2 * len(word) - 2))
        found.append(Sql("(") + test + ")")
    return joined(found, " AND ") + f" ORDER BY {first}"


def _sounds(word: str, surname: str) -> bool:
    return any(f" {word.lower()} " in way for way in pinyin.spelled(surname))


def hits(register: Register, ids: Sequence[int], viewer: Viewer, reasons: Mapping[int, str] | None = None) -> list[Hit]:
    """Persons in a line each, as this viewer may see them, in the order of ``ids``; asked for inside a session."""
    if not ids:
        return []
    shown = Pages(PERSON, _SHOWN, viewer).read(register.db, ids)
    return [_hit(person, shown[person].cells, (reasons or {}).get(person, "")) for person in ids if person in shown]


def similar_people(
    register: Register,
    name: str,
    birth: date | None,
    village: int | None,
    id_key: str,
    viewer: Viewer,
    person: int | None = None,
) -> list[Hit]:
    """Who may be the same as somebody about to be kept, with the reason; ``person`` is the one being edited.

    The same number; the same name in the village, born within a year (or not known); a name that sounds the same.
    """
    if not viewer.sees_persons:
        return []
    with register.session():
        apart = _known_apart(register.db, person)
        found: dict[int, str] = {}
        for reason, sql in _alike(name, birth, village, id_key):
            for (other,) in register.db.execute_sql(sql.text, sql.values):
                if other != person and other not in apart:
                    found.setdefault(other, reason)
        return hits(register, list(found)[:_MOST_ALIKE], viewer, found)


def _alike(name: str, birth: date | None, village: int | None, id_key: str) -> Iterator[tuple[str, Sql]]:
    head = f'SELECT p."id" FROM {table(Person)} p WHERE p."voided_at"=\'\' AND '
    if id_key:
        yield "证件号码相同", Sql(head + 'p."id_key"=?', (id_key,))
    if not name or village is None:
        return
    near, days = 'p."village_id"=?', tuple[str, ...]()
    if birth is not None:
        near += ' AND (p."birth" IS NULL OR p."birth" BETWEEN ? AND ?)'
        days = ((birth - _YEAR).isoformat(), (birth + _YEAR).isoformat())
    yield "同村同名", Sql(head + 'p."name"=? AND ' + near, (name, village, *days))
    sounds = f'(SELECT "pinyin" FROM {table(SearchEntry)} e WHERE e."id"=p."id") LIKE ? AND length(p."name")=?'
    for reading in pinyin.readings(name):
        yield "同村同音", Sql(head + near + " AND " + sounds, (village, *days, f"% {''.join(reading)} %", len(name)))


def _known_apart(db: SqliteDatabase, person: int | None) -> set[int]:
    """Those decided to be somebody else."""
    rows = db.execute_sql(
        f'SELECT "first_id","second_id" FROM {table(NotDuplicate)} WHERE ? IN ("first_id","second_id")', (person,)
    )
    return {other for pair in rows for other in pair}


_SHOWN = (
    *(Column(field) for field in (Person.name, Person.sex, Person.birth)),
    Column(Place.name, (Person.town,)),
    Column(Place.name, (Person.village,)),
    Column(Person.id_number),
)


def _hit(person: int, cells: Sequence[str], reason: str) -> Hit:
    name, sex, birth, town, village, number = cells
    age = f"{date.today().year - int(birth[:4])}岁" if birth else ""
    return Hit(person, name, " ".join(filter(None, (sex, age, town + village, number))), reason)


def _asked(word: str) -> tuple[Sql, Sql]:
    """The test of one word and the rank of what passes it, 0 for the best."""
    if word[0].isdigit():
        return _number(word.upper())
    if word.isascii():
        return _letters(word.lower())
    plain = escaped(word)
    test = Sql(f"({_like('name')} OR {_like('place')})", (f"%{plain}%", f"%{plain}%"))
    return test, _ranked((('"name"=?', word), (_like("name"), f"{plain}%"), (_like("name"), f"%{plain}%")))


def _number(word: str) -> tuple[Sql, Sql]:
    place = Sql(_like("place"), (f"%{word}%",))
    if len(word) < _SHORTEST_NUMBER:
        return place, Sql("abs(0)")
    test = Sql(f"({_like('digits')} OR ", (f"%{word}%",)) + place + ")"
    return test, _ranked((("' '||\"digits\"||' ' LIKE ?", f"% {word} %"), (_like("digits"), f"%{word}%")))


def _letters(word: str) -> tuple[Sql, Sql]:
    test = Sql(f"({_like('pinyin')} OR {_like('initials')})", (f"% {word}%", f"% {word}%"))
    best = ((_like("pinyin"), f" {word} %"), (_like("initials"), f" {word} %"), (_like("pinyin"), f" {word}%"))
    return test, _ranked((*best, (_like("initials"), f" {word}%"), (_like("pinyin"), f"% {word} %")))


def _like(column: str) -> str:
    return f"\"{column}\" LIKE ? ESCAPE '\\'"


def _ranked(tests: tuple[tuple[str, str], ...]) -> Sql:
    cases = [Sql(f"WHEN {test} THEN {rank}", (value,)) for rank, (test, value) in enumerate(tests)]
    return Sql("CASE ") + joined(cases, " ") + f" ELSE {len(tests)} END"
