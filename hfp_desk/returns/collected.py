"""A return as a township or a county sent it in: whose it is, its figures, what is wrong in it and where."""

from typing import Literal

import msgspec

from hfp_desk.returns.table import Table

Level = Literal["error", "warning", "note"]


class Flaw(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to be corrected in a returned workbook, with the place where it stands.

    ``row`` is Excel's number, 0 for the whole file; ``column`` Excel's letters. ``key`` and ``name`` are the line and
    the column of the return, empty where the cell belongs to none.
    """

    level: Level
    message: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    found: str = ""
    expected: str = ""
    key: str = ""
    name: str = ""

    @property
    def place(self) -> str:
        """Where it stands: 工作表“三个一批”第 9 行 D 列; empty for the whole file."""
        return (f"工作表“{self.sheet}”" if self.sheet else "") + self.spot

    @property
    def spot(self) -> str:
        """Where in its sheet it stands: 第 9 行 D 列."""
        row = f"第 {self.row} 行" if self.row else ""
        return row + (f" {self.column} 列" if self.column else "")

    @property
    def told(self) -> str:
        """The sentence with place, what is written there and what was expected."""
        words = f"{self.place}：{self.message}" if self.place else self.message
        found = f"表中写的是“{self.found}”" if self.found else ""
        expected = f"应为{self.expected}" if self.expected else ""
        both = "，".join(part for part in (found, expected) if part)
        return f"{words.rstrip('。')}（{both}）。" if both else f"{words.rstrip('。')}。"


class Spot(msgspec.Struct, frozen=True):
    """Where a figure stands in the workbook: line and column of the return, Excel's row and letters of the sheet."""

    key: str
    name: str
    row: int
    column: str


class Collected(msgspec.Struct, frozen=True, kw_only=True):
    """A returned workbook as it was read; ``raw`` are its rows as texts, so that nothing that stood there is lost."""

    name: str
    period: str
    code: str
    unit: str
    file: str
    sha256: str
    sheet: str = ""
    table: Table | None = None
    flaws: tuple[Flaw, ...] = ()
    spots: tuple[Spot, ...] = ()
    raw: tuple[tuple[int, tuple[str, ...]], ...] = ()

    @property
    def errors(self) -> int:
        """How many things must be corrected."""
        return sum(flaw.level == "error" for flaw in self.flaws)

    @property
    def warnings(self) -> int:
        """How many things should be looked at."""
        return sum(flaw.level == "warning" for flaw in self.flaws)
