"""What becomes of a row, and what the clerk may choose before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Outcome(StrEnum):
    """The class of a row; only new and changed rows write anything."""

    NEW = "new"
    CHANGE = "change"
    SAME = "same"
    DOUBTFUL = "doubtful"
    CONFLICT = "conflict"
    REJECT = "reject"
    SKIPPED = "skipped"


LABELS = {
    Outcome.NEW: "新增",
    Outcome.CHANGE: "更新",
    Outcome.SAME: "未变",
    Outcome.DOUBTFUL: "待定",
    Outcome.CONFLICT: "冲突",
    Outcome.REJECT: "未导入",
    Outcome.SKIPPED: "跳过",
}
LEFT_OUT = frozenset({Outcome.DOUBTFUL, Outcome.CONFLICT, Outcome.REJECT})
"""Rows the clerk has to do something about."""


class Which(StrEnum):
    """Which rows go in."""

    BOTH = "both"
    ONLY_NEW = "new"
    ONLY_KNOWN = "known"


NEW_PERSON, LEAVE_OUT = "new", "skip"
"""Answers for a doubtful row, besides the number of a person in the register."""


@dataclass(frozen=True)
class Choices:
    """What the clerk decided; each is empty when nothing was said.

    ``kinds`` by sheet ("" leaves the sheet out), ``columns`` by sheet and heading (target key, "" leaves it out),
    ``answers`` by target key and written word (code; "village" and the written place for a place's code),
    ``decisions`` by sheet and row: a person's id, ``NEW_PERSON`` or ``LEAVE_OUT``. ``person`` is the ID number of the
    one person whom a list without any names is about. ``confirmed`` says why many may lose their subsidy at once.
    """

    kinds: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    answers: Mapping[tuple[str, str], str] = field(default_factory=dict)
    decisions: Mapping[tuple[str, int], str] = field(default_factory=dict)
    which: Which = Which.BOTH
    clear_blanks: bool = False
    accept_candidates: bool = False
    with_hidden: bool = False
    identity: str = ""
    hospital: str = ""
    sender: str = ""
    listed_on: date | None = None
    person: str = ""
    confirmed: str = ""
