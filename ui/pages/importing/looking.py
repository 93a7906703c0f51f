"""What the page works on between two steps, and the jobs that look at a file; none of them writes anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from hfp_desk.excel import importing
from hfp_desk.excel.book import Book
from hfp_desk.excel.correcting import CellPlace, corrected
from hfp_desk.excel.grouping import Group, groups
from hfp_desk.excel.outcomes import Choices
from hfp_desk.excel.planning import Plan
from hfp_desk.excel.reading import open_book
from hfp_desk.problems import Progress, Refusal
from hfp_desk.store.opening import Register


@dataclass(frozen=True)
class Sitting:
    """One file on the table: as read, what the clerk decided about it, and what importing it would do.

    ``plan`` is None when no list was recognised; ``refusal`` says so.
    """

    path: Path
    book: Book
    choices: Choices = field(default_factory=Choices)
    corrections: Mapping[CellPlace, str] = field(default_factory=dict)
    plan: Plan | None = None
    refusal: Refusal | None = None
    groups: tuple[Group, ...] = ()


def opened(register: Register, path: Path, password: str | None, progress: Progress) -> Sitting:
    """Read a file and look at it; ``PasswordNeeded`` when it is locked."""
    return looked(register, Sitting(path, open_book(path, password, progress)), progress)


def looked(register: Register, sitting: Sitting, progress: Progress) -> Sitting:
    """Look again, with what was decided since; the file is not read anew."""
    book = corrected(sitting.book, sitting.corrections)
    try:
        plan = importing.prepare(register, sitting.path, choices=sitting.choices, progress=progress, book=book)
    except Refusal as refusal:
        return replace(sitting, plan=None, refusal=refusal)
    return replace(sitting, plan=plan, refusal=None, groups=tuple(groups(plan)))
