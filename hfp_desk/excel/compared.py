"""A list of people read only to be compared with others: nothing of it goes into the register.

Columns are found by the words of all lists about people; whatever else two lists both call by the same heading is
compared as it is written. Rows of one person are taken together: amounts are added, other values joined.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from hfp_desk.excel.book import Book, Sheet
from hfp_desk.excel.converting import written
from hfp_desk.excel.filling import fill
from hfp_desk.excel.guessing import guess
from hfp_desk.excel.headings import plain
from hfp_desk.excel.lists import HEAD_WORDS
from hfp_desk.excel.mapping import Mapped, map_columns
from hfp_desk.excel.outcomes import Choices
from hfp_desk.excel.parts import PERSON_IDENTITY, ListKind, Part
from hfp_desk.excel.reading import open_book
from hfp_desk.excel.table import Table
from hfp_desk.excel.understanding import REPORT_SHEET, NoHead, understand
from hfp_desk.excel.vocabulary import Vocabulary
from hfp_desk.fields import spec_of
from hfp_desk.kinds import Money
from hfp_desk.problems import SILENT, Problem, Progress, Refusal, Severity
from hfp_desk.records import (
    CONTRACT,
    HOUSEHOLD,
    IDENTITY,
    PERSON,
    SETTLEMENT,
    SUBSIDY,
    Contract,
    Household,
    Identity,
    Person,
    Settlement,
    Subsidy,
)
from hfp_desk.rules.comparison import Entry, Listed
from hfp_desk.store.place_names import PlaceNames, Resolved

_ABOUT = (
    *(Person.name, Person.id_number, Person.town, Person.village, Person.sex, Person.birth, Person.phone),
    *(Person.relation, Person.health_status, Person.labour, Person.basic_insurance, Person.major_insurance),
    *(Person.supplementary_insurance, Person.chronic_card, Person.died_on),
)
_FURTHER = (
    Part(
        "household",
        HOUSEHOLD,
        fields=(Household.number, Household.kind, Household.cause, Household.income, Household.poverty_state),
    ),
    Part("identity", IDENTITY, fields=(Identity.kind, Identity.starts, Identity.ends, Identity.monthly)),
    Part(
        "settlement",
        SETTLEMENT,
        fields=tuple(
            getattr(Settlement, name)
            for name in ("total", "in_scope", "basic", "major", "supplementary", "assistance", "own_share")
        ),
    ),
    Part("subsidy", SUBSIDY, fields=(Subsidy.subsidised, Subsidy.own_paid, Subsidy.paid_on, Subsidy.insured_kind)),
    Part("contract", CONTRACT, fields=(Contract.state, Contract.doctor_name, Contract.signed_on)),
)


def _kind(key: str, person: Part) -> ListKind:
    return ListKind(key, "compared", "比对名单", (person, *_FURTHER), (PERSON_IDENTITY,))


COMPARED = _kind("compared", Part("person", PERSON, fields=_ABOUT))
BY_HEAD = _kind("compared-heads", Part("person", PERSON, fields=_ABOUT, also=HEAD_WORDS))
"""A list by households, whose head is the person compared; tried where no column of a person's own number is found."""

_APART = frozenset({"person.name", PERSON_IDENTITY, "person.died_on"})
_NO_VALUE = frozenset({"序号", "编号", "序", "NO", "项次", "行次", "备注", "说明"})


@dataclass(frozen=True)
class Read:
    """A list as it was read; ``problems`` say which rows or sheets take no part, and why."""

    path: Path
    listed: Listed
    problems: tuple[Problem, ...]
    rows: int


def read(path: Path, name: str, names: PlaceNames, *, password: str | None = None, progress: Progress = SILENT) -> Read:
    """Read a list for a comparison; ``name`` is what it is called there.

    Refusal when the file cannot be read, or when no sheet of it has a column of identity numbers: people cannot be
    told apart by their names. ``PasswordNeeded`` when it is locked.
    """
    book = open_book(Path(path), password, progress)
    words = names.words()
    vocabularies = {kind: kind.vocabulary(words) for kind in (COMPARED, BY_HEAD)}
    tables: list[tuple[Table, Mapped]] = []
    problems: list[Problem] = list(book.notes)
    for sheet in book.visible:
        if sheet.name != REPORT_SHEET and sheet.rows:
            tables += _tables(book, sheet, vocabularies, names, problems)
    if not tables:
        raise _no_number(book, problems)
    rows = [one for table, mapped in tables for one in _rows(table, mapped, names, name)]
    problems += [problem for table, _ in tables for place in table.problems for problem in table.problems[place]]
    labels = frozenset(label for one in rows for label in one.values)
    return Read(book.path, Listed(name, _together(rows, problems), labels), tuple(problems), len(rows))


def _tables(
    book: Book, sheet: Sheet, vocabularies: Mapping[ListKind, Vocabulary], names: PlaceNames, problems: list[Problem]
) -> Iterator[tuple[Table, Mapped]]:
    """The lists of a sheet that name people by number: their own, else that of the head of the household."""
    told: list[Problem] = []
    for kind, vocabulary in vocabularies.items():
        try:
            found = understand(sheet, vocabulary)
        except NoHead as refusal:
            message = f"工作表「{sheet.name}」没有参加比对：{refusal}"
            told.append(Problem("N-SHEET", Severity.NOTE, message, sheet=sheet.name))
            continue
        mapped = [map_columns(one.headings, vocabulary, {}, one.samples(), one.sheet) for one in found.tables]
        if not any(each.missing for each in mapped):
            for one, each in zip(found.tables, mapped, strict=True):
                headings = [heading.text for heading in one.headings]
                guesses = guess(book.path, one.sheet, one.titles, headings, Choices())
                yield fill(one, kind, each, guesses, {}, names), each
            return
        message = f"工作表「{sheet.name}」没有证件号码列，没有参加比对。"
        told.append(Problem("W-NO-NUMBER", Severity.WARNING, message, "证件号码", sheet=sheet.name))
    problems += told[:1]


def _no_number(book: Book, problems: Sequence[Problem]) -> Refusal:
    if any(problem.code == "W-NO-NUMBER" for problem in problems):
        found = f"「{book.path.name}」没有证件号码列，不能按人比对（同名同姓的人分不清）。"
        return Refusal(found, "请补上“身份证号”或“证件号码”列后再比对。")
    return Refusal(f"「{book.path.name}」里没有认出人员名单。", "请确认有一行写着列标题，如姓名、证件号码。")


def _rows(table: Table, mapped: Mapped, names: PlaceNames, called: str) -> Iterator[Entry]:
    """Each row as one entry; it stands in the list that is ``called`` so."""
    shown = {key: _shown(table, key) for key in table.values if key in COMPARED.feeds and key not in _APART}
    beside = {
        plain(column.heading): column.index
        for column in mapped.columns
        if column.target is None and plain(column.heading) not in _NO_VALUE
    }
    people = table.column("person.name") or [""] * len(table)
    numbers = table.values[PERSON_IDENTITY]
    died = table.column("person.died_on") or [None] * len(table)
    for place, row in enumerate(table.numbers):
        number = table.ids[place]
        found = table.places[place] if table.places else Resolved()
        values = {label: texts[place] for label, texts in shown.values()}
        values |= {heading: written(table.rows[place][index]) for heading, index in beside.items()}
        yield Entry(
            number.key if number else "",
            str(people[place]),
            str(numbers[place]),
            number.birth if number else None,
            found.town,
            found.village,
            _place(table, place, found, names),
            str(died[place] or ""),
            values,
            (f"{called} {table.sheet} 第 {row} 行",),
        )


def _shown(table: Table, key: str) -> tuple[str, list[str]]:
    """Label and texts of a column, as the office writes its values."""
    part, name = COMPARED.feeds[key][0]
    field: Any = part.record.model._meta.fields[name]
    kind = spec_of(field).kind
    if hasattr(field, "rel_model"):
        return spec_of(field).label, [str(value) for value in table.values[key]]
    known = {value: kind.show(field.python_value(value)) for value in set(table.values[key])}
    return spec_of(field).label, [known[value] for value in table.values[key]]


def _place(table: Table, place: int, found: Resolved, names: PlaceNames) -> str:
    if found.village or found.town:
        return " ".join(filter(None, (names.title(found.town), names.title(found.village))))
    written_as = (table.value("place.town", place), table.value("place.village", place))
    return " ".join(str(text) for text in written_as if text)


def _together(rows: Sequence[Entry], problems: list[Problem]) -> tuple[Entry, ...]:
    """One entry a person; people whose number does not hold stay each for itself."""
    grouped: dict[str, list[Entry]] = {}
    for number, entry in enumerate(rows):
        grouped.setdefault(entry.key or f"#{number}", []).append(entry)
    for group in grouped.values():
        if len({entry.name for entry in group}) > 1:
            problems.append(_two_names(group))
    return tuple(_joined(group) for group in grouped.values())


def _two_names(group: Sequence[Entry]) -> Problem:
    people = "、".join(dict.fromkeys(entry.name for entry in group))
    message = f"同一个证件号码写着几个姓名（{people}），按第一个比对，请核对。"
    return Problem("W-TWO-NAMES", Severity.WARNING, message, "姓名", people)


def _joined(group: Sequence[Entry]) -> Entry:
    first, *more = group
    if not more:
        return first
    labels = dict.fromkeys(label for entry in group for label in entry.values)
    values = {label: _value(label, [entry.values.get(label, "") for entry in group]) for label in labels}
    rows = tuple(row for entry in group for row in entry.rows)
    return replace(first, values=values, rows=rows, died=next((one.died for one in group if one.died), ""))


def _value(label: str, texts: Sequence[str]) -> str:
    if label in _MONEY:
        amounts = [Decimal(text.replace(",", "")) for text in texts if text]
        return f"{sum(amounts, Decimal(0)):,.2f}" if amounts else ""
    return "、".join(dict.fromkeys(filter(None, texts)))


_ONCE = frozenset({spec_of(Household.income).label})
_MONEY = (
    frozenset(
        spec_of(field).label
        for part in COMPARED.parts
        for field in part.fields
        if isinstance(spec_of(field).kind, Money)
    )
    - _ONCE
)
"""Amounts that add up over the rows of a person; an income is one and the same in each."""
