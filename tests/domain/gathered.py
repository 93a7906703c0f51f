"""Two returns of an invented office, handed out to townships and filled in as townships do, for tests of 收表."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from hfp_desk.excel import collected_files
from hfp_desk.excel.return_marks import marks_of
from hfp_desk.records import Identity
from hfp_desk.returns import Definition, Period, periods
from hfp_desk.store import returns
from hfp_desk.store.opening import Register
from tests.domain.listed import CLERK, household, keep, person, place

MARCH = "2020-03"
ON_THE_DAY, TOO_LATE = date(2020, 3, 27), date(2020, 3, 30)
_COLUMNS = """
[[columns]]
name = "households"
head = ["农村贫困人口", "户"]
indicator = "poor_households"

[[columns]]
name = "people"
head = ["农村贫困人口", "人"]
indicator = "poor_people"

[[columns]]
name = "due"
head = ["体检", "应检（人）"]
written = true

[[columns]]
name = "done"
head = ["体检", "已检（人）"]
written = true
among = "due"

[[columns]]
name = "rate"
head = ["体检", "体检率（%）"]
ratio = ["done", "due"]
unit = "%"
digits = 2

[[checks]]
rule = "households <= people"
message = "户数不能大于人数"
"""
_HEAD = 'title = "{title}"\nperiod = "month"\ncutoff = 25\ndue = 28\nrows = "{rows}"\nname = "{name}"\n'
FIGURES = {"households": 10, "people": 30, "due": 20, "done": 10}
"""What a township fills in that does nothing wrong."""


def declared(register: Register, name: str = "gathered", rows: str = "towns") -> tuple[Definition, Period]:
    """A return of the office's own, and March of it; of ``towns`` or of ``villages``."""
    folder = returns.own_folder(register)
    folder.mkdir(exist_ok=True)
    title = "贫困人口体检月报表" if rows == "towns" else "各村体检月报表"
    text = _HEAD.format(title=title, rows=rows, name=name) + _COLUMNS
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    definition = returns.named(register, name)
    return definition, periods.period(definition, MARCH)


def handed_out(register: Register, folder: Path, of: tuple[Definition, Period], *towns: str) -> list[Path]:
    """The empty workbooks of these townships, all of them when none is named."""
    folder.mkdir(exist_ok=True)
    ids = tuple(int(place(name).id) for name in towns)
    return collected_files.hand_out(register, CLERK, *of, folder, ids)


def filled(
    path: Path, figures: Mapping[str, Any] = FIGURES, change: Callable[[Worksheet], object] | None = None
) -> Path:
    """The workbook with the same figures in every line but the sum, and whatever else a township does to it."""
    marks = marks_of(path)
    assert marks is not None
    book = load_workbook(path)
    page = book[marks.sheet]
    letters = {column.name: column.letters for column in marks.columns}
    for row in marks.rows:
        for name, value in figures.items() if row.key != "0" else ():
            page[f"{letters[name]}{row.row}"] = value
    if change is not None:
        change(page)
    book.save(path)
    return path


def poor(register: Register, name: str, town: str) -> None:
    """A registered poor person with a household of their own."""
    home = household(register, number=name, head_name=name)
    who = person(register, name, town, household=home)
    keep(register, Identity.new(person=who, kind="01", starts="2014"))
