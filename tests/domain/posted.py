"""Partnerships, people posted and their leave for the tests of paired assistance; the sample roster, row by row."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from hfp_desk.records import Absence, Partnership, Posting, PostingMonth
from hfp_desk.resources import resource
from hfp_desk.store.opening import Register
from tests.domain.listed import keep

ROSTER = Path(str(resource("sample", "对口帮扶派驻人员名册.xlsx")))
TRUTH: list[list[str]] = json.loads(
    (Path(__file__).parents[1] / "data" / "sample_truth.json").read_text(encoding="utf-8")
)[ROSTER.name]["postings"]


def pair(
    register: Register, supporter: str = "省人民医院", receiver: str = "樟树市人民医院", **values: Any
) -> Partnership:
    """A partnership."""
    found: Partnership = keep(register, Partnership.new(supporter=supporter, receiver=receiver, **values))
    return found


def posting(
    register: Register,
    of: Partnership,
    starts: date | None,
    ends: date | None = None,
    name: str = "张三",
    **values: Any,
) -> Posting:
    """Somebody posted for a long time, of 副高 unless told otherwise."""
    known = {"kind": "1", "title_grade": "2", **values}
    found: Posting = keep(register, Posting.new(partnership=of, name=name, starts=starts, ends=ends, **known))
    return found


def leave(register: Register, of: Posting, starts: date, ends: date | None, kind: str = "1") -> Absence:
    """Leave of somebody posted."""
    found: Absence = keep(register, Absence.new(posting=of, kind=kind, starts=starts, ends=ends))
    return found


def report(register: Register, of: Posting, month: str, **values: Any) -> PostingMonth:
    """A monthly report."""
    found: PostingMonth = keep(register, PostingMonth.new(posting=of, month=month, **values))
    return found


def keep_roster(register: Register, **values: Any) -> None:
    """The sample roster as it is written: no grade, no kind, no number."""
    pairs: dict[tuple[str, str], Partnership] = {}
    for supporter, receiver, name, sex, title, specialty, department, starts, ends in _rows():
        both = supporter, receiver
        pairs[both] = pairs.get(both) or pair(register, *both)
        who = {"sex": {"男": "1", "女": "2"}[sex], "title": title, "specialty": specialty, "department": department}
        known = {"kind": "", "title_grade": "", **who, **values}
        posting(register, pairs[both], starts.date(), ends.date(), name, **known)


def _rows() -> Iterator[tuple[Any, ...]]:
    sheet = load_workbook(ROSTER).worksheets[0]
    for row in sheet.iter_rows(min_row=3, values_only=True):
        if isinstance(row[8], datetime):
            yield row[1:10]
