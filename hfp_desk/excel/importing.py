"""Lists into the register: ``prepare`` looks and writes nothing, ``commit`` writes exactly what was shown.

receive → understand the sheets → map columns → convert → match and classify → preview (``Plan``) → commit. A plan
is rehearsed: everything it would write is written inside a savepoint and rolled back, so that the preview cannot lie.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from hfp_desk import policy
from hfp_desk.excel import lists, writing
from hfp_desk.excel.book import GUIDE_SHEET, Book, Sheet
from hfp_desk.excel.duty_lists import TRAINING
from hfp_desk.excel.filling import fill
from hfp_desk.excel.guessing import guess
from hfp_desk.excel.headings import plain
from hfp_desk.excel.mapping import OURS, Mapped, choose_kind, fingerprint, map_columns
from hfp_desk.excel.outcomes import Choices
from hfp_desk.excel.parts import ListKind
from hfp_desk.excel.payers import find_payer
from hfp_desk.excel.planning import Earlier, Plan, PlanRow, PlanSheet
from hfp_desk.excel.reading import open_book
from hfp_desk.excel.sanity import leave_out_constant
from hfp_desk.excel.sorting import outcome, sort
from hfp_desk.excel.ticks import half_in
from hfp_desk.excel.understanding import REPORT_SHEET, NoHead, Understood, understand
from hfp_desk.excel.vocabulary import Vocabulary
from hfp_desk.excel.words import unknown_words
from hfp_desk.excel.work import Rows, Work
from hfp_desk.excel.writing import Result, commit
from hfp_desk.gate import ENTRY
from hfp_desk.problems import SILENT, Problem, Progress, Refusal, Severity
from hfp_desk.records import (
    Activity,
    Cadre,
    Course,
    Finding,
    Household,
    Institution,
    Material,
    Partnership,
    Person,
    Place,
    Task,
)
from hfp_desk.store import batches, history, settings, users
from hfp_desk.store.matching import Known
from hfp_desk.store.opening import Register
from hfp_desk.store.pausing import without_collection
from hfp_desk.store.place_names import PlaceNames

__all__ = ["Choices", "Plan", "Result", "commit", "prepare"]

PLACE_ANSWERS = "village"
_RUNNING = {"编号": "", "号": ""}
"""Headings of running numbers; read only where a clerk says that they are something else."""

_TITLES: dict[type[Any], str] = {
    Person: "name",
    Household: "head_name",
    Institution: "name",
    Place: "name",
    Cadre: "name",
    Course: "name",
    Partnership: "supporter",
    Task: "content",
    Finding: "problem",
    Material: "title",
    Activity: "topic",
}


def prepare(
    register: Register,
    path: Path,
    *,
    password: str | None = None,
    choices: Choices | None = None,
    progress: Progress = SILENT,
    book: Book | None = None,
) -> Plan:
    """Read a list and say what importing it would do; nothing is written.

    ``book`` is the workbook of an earlier plan, so that new choices need no new reading. Refusal when the file
    cannot be read or no list is recognised, and for those who do not enter: what a list is compared with is quoted
    whole. ``PasswordNeeded`` when it is locked.
    """
    chosen = choices or Choices()
    with without_collection(), register.session():
        users.require(register, ENTRY, "导入名单")
        read = book or open_book(Path(path), password, progress)
        plan = _Preparing(register, read, chosen, progress).plan()
        if plan.writes:
            progress.step(90, 100, "试写检查")
            writing.rehearse(register, plan)
    progress.step(100, 100, "检查完成")
    return plan


class _Preparing:
    """One look through a workbook."""

    def __init__(self, register: Register, book: Book, choices: Choices, progress: Progress) -> None:
        self._book, self._choices, self._progress = book, choices, progress
        self._user = register.user
        self._answers = {**batches.answers(), **choices.answers}
        places = {word: code for (field, word), code in self._answers.items() if field == PLACE_ANSWERS}
        names = PlaceNames(register.db, places)
        region = policy.load(settings.get(settings.POLICY, "national-2017"))
        knows = users.viewer(register).sees_restricted
        self._work = Work(Known(register.db), names, region, choices, date.today(), knows_restricted=knows)
        self._head = history.head(register.db)
        self._words, self._vocabularies = names.words(), dict[str, Vocabulary]()
        self._general: list[Problem] = list(book.notes)

    def plan(self) -> Plan:
        """Understand and sort all visible sheets."""
        sheets = [found for sheet in self._book.visible for found in self._sheet(sheet)]
        if not any(sheet.kind for sheet in sheets):
            raise _nothing_recognised(self._book, sheets)
        rows: list[PlanRow] = []
        tables = self._work.tables = [sheet.table for sheet in sheets if sheet.table is not None]
        for done, table in enumerate(tables):
            self._progress.step(40 + 50 * done // len(tables), 100, f"核对「{table.sheet}」")
            rows.extend(_rows(sort(self._work, table)))
        self._general.extend(self._work.general)
        plan = Plan(self._book.path, self._book, self._choices, sheets, rows, self._general, self._work, self._head)
        plan.user = self._user
        plan.earlier = [_earlier(batch) for batch in batches.same_file(self._book.sha256)]
        plan.unknown = [word for table in tables for word in unknown_words(table)]
        return plan

    def _sheet(self, sheet: Sheet) -> Iterator[PlanSheet]:
        if sheet.name in (REPORT_SHEET, GUIDE_SHEET) or not sheet.rows:
            return
        self._progress.step(20, 100, f"识别「{sheet.name}」")
        key = self._choices.kinds.get(sheet.name)
        if key == "":
            yield PlanSheet(sheet.name, None, reason="按您的选择没有读取。")
            return
        key = key or choose_kind(sheet, self._offered(sheet), self._book.path.name)
        if key is None:
            yield self._not_read(sheet.name, "没有认出是哪一种名单，没有读取；需要时请指定名单种类。")
            return
        try:
            found, key = self._understood(sheet, key)
        except NoHead as refusal:
            yield self._not_read(sheet.name, str(refusal))
            return
        for understood in found.tables:
            yield self._list(understood, lists.BY_KEY[key])

    def _not_read(self, sheet: str, reason: str) -> PlanSheet:
        self._general.append(Problem("N-SHEET", Severity.NOTE, f"工作表「{sheet}」{reason}", sheet=sheet))
        return PlanSheet(sheet, None, reason=reason)

    def _understood(self, sheet: Sheet, key: str) -> tuple[Understood, str]:
        """The sheet read as this kind, or as the kind a clerk chose for a head like this before."""
        found = understand(sheet, self._vocabulary(key), self._choices.with_hidden)
        kept = batches.profile(fingerprint(found.headings, sheet.name))
        if kept and kept[0] != key and kept[0] in lists.BY_KEY and sheet.name not in self._choices.kinds:
            return understand(sheet, self._vocabulary(kept[0]), self._choices.with_hidden), kept[0]
        return found, key

    def _vocabulary(self, key: str) -> Vocabulary:
        """The words of a kind of list, made when they are first asked for."""
        if key not in self._vocabularies:
            self._vocabularies[key] = lists.BY_KEY[key].vocabulary(self._words)
        return self._vocabularies[key]

    def _offered(self, sheet: Sheet) -> Mapping[str, Vocabulary]:
        """Only lists of ours have a column 登记编号 without our report's column 导入结果."""
        words = {plain(cell) for row in sheet.rows[:30] for cell in row if isinstance(cell, str) and cell in OURS}
        kinds = lists.OURS if words == {OURS[2]} else lists.FOREIGN
        return {kind.key: self._vocabulary(kind.key) for kind in kinds}

    def _list(self, understood: Understood, kind: ListKind) -> PlanSheet:
        vocabulary = self._vocabulary(kind.key)
        mapped = self._mapped(understood, vocabulary)
        headings = [heading.text for heading in understood.headings]
        guesses = guess(self._book.path, understood.sheet, understood.titles, headings, self._choices)
        self._general.extend(understood.problems)
        self._general.extend(problem for problem in mapped.problems if not _is_tick(kind, problem))
        shown = PlanSheet(
            understood.sheet,
            kind,
            understood.header_rows,
            len(understood.rows),
            understood.skipped,
            mapped.columns,
            mapped.fingerprint,
            understood.titles,
        )
        if mapped.missing:
            return replace(shown, reason="缺少必需的列。")
        return replace(shown, table=fill(understood, kind, mapped, guesses, self._answers, self._work.names))

    def _mapped(self, understood: Understood, vocabulary: Vocabulary) -> Mapped:
        kept = batches.profile(fingerprint(understood.headings, understood.sheet))
        chosen = self._choices.columns.get(understood.sheet, {})
        remembered = {**_RUNNING, **(kept[1] if kept else {}), **chosen}
        mapped = map_columns(understood.headings, vocabulary, remembered, understood.samples(), understood.sheet)
        return find_payer(understood, leave_out_constant(understood, mapped), vocabulary)


def _is_tick(kind: ListKind, problem: Problem) -> bool:
    """A column of half days is no unknown one in a training roster: its ticks are read row by row."""
    return kind.key == TRAINING.key and problem.code == "N-COLUMN-UNKNOWN" and half_in(problem.found) is not None


def _rows(rows: Rows) -> Iterable[PlanRow]:
    table = rows.table
    title = f"{table.kind.principal.name}.{_TITLES.get(table.kind.principal.record.model, '')}"
    named = (
        "person.name",
        "doctor.name",
        "posting.name",
        "attendance.name",
        title,
        "institution.name",
        "place.village",
    )
    keys = [key for key in named if key in table.values]
    for i, number in enumerate(table.numbers):
        yield PlanRow(
            table.sheet,
            number,
            next((str(text) for key in keys if (text := table.value(key, i))), ""),
            outcome(rows, i),
            rows.target[i],
            tuple(rows.touched.get(i, ())) if i not in table.held else (),
            tuple(table.problems.get(i, ())),
        )


def _earlier(batch: Any) -> Earlier:
    return Earlier(batch.id, batch.finished_at or batch.started_at, batch.user, batch.counts or {})


def _nothing_recognised(book: Book, sheets: Iterable[PlanSheet]) -> Refusal:
    names = "、".join(f"「{sheet.sheet}」" for sheet in sheets)
    return Refusal(
        f"「{book.path.name}」里没有认出可以导入的名单（工作表{names}）。",
        "请确认有一行写着列标题（如姓名、证件号码、总费用），或指定名单种类后再试。",
    )
