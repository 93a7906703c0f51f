"""Lists of invented people as other offices lay them out: workbooks with their heads, merges and odd spellings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from hfp_desk.excel.importing import Plan, commit, prepare
from hfp_desk.excel.outcomes import Choices
from hfp_desk.rules.identity_number import check_digit
from hfp_desk.store.opening import Register

Rows = Iterable[Any]
HEADS = ["姓名", "证件号码", "乡(镇)", "行政村"]


@dataclass(frozen=True)
class Invented:
    """Somebody who does not exist, in a real village."""

    name: str
    number: str
    town: str = "洲上乡"
    village: str = "小洲村委会"

    @property
    def row(self) -> list[object]:
        """As a row below ``HEADS``."""
        return [self.name, self.number, self.town, self.village]


def number(serial: int, *, woman: bool = False, born: str = "19640610") -> str:
    """A number that holds; each serial (0 to 499) gives another person."""
    first = f"360982{born}{2 * serial + (0 if woman else 1):03d}"
    return first + check_digit(first)


def people(count: int) -> list[Invented]:
    """Invented people."""
    names = ["何建桂", "万兵", "姜毛香", "郭庆龙", "王金志", "廖生根", "汤财", "钟秋", "袁丽", "熊香"]
    return [Invented(f"{names[at % 10]}{'甲乙丙丁戊己庚辛'[at // 10]}", number(at)) for at in range(count)]


def workbook(path: Path, sheets: Mapping[str, Rows], merges: Mapping[str, Iterable[str]] | None = None) -> Path:
    """A workbook with these rows from A1 on."""
    book = Workbook()
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(list(row))
        for merge in (merges or {}).get(name, ()):
            page.merge_cells(merge)
    del book["Sheet"]
    book.save(path)
    return path


def poor(path: Path, persons: Iterable[Invented], *more: Sequence[object]) -> Path:
    """A list of registered poor people with a title; ``more`` are further rows as they stand."""
    rows = [["樟树市建档立卡贫困人口名单"], HEADS, *(person.row for person in persons), *more]
    return workbook(path, {"名单": rows}, {"名单": ["A1:D1"]})


def outcomes(plan: Plan) -> dict[int, str]:
    """What became of each row."""
    return {row.row: str(row.outcome) for row in plan.rows}


def codes(plan: Plan, row: int) -> list[str]:
    """What is wrong with a row."""
    return [problem.code for problem in plan.problems if problem.row == row]


def bring(register: Register, path: Path, choices: Choices | None = None) -> Plan:
    """Look at a list and import it."""
    plan = prepare(register, path, choices=choices)
    commit(register, plan)
    return plan
