"""What a list gives to a grid: rows by number, as text that this user may see.

Implemented by ``hfp_desk.store.listing``; a grid never asks for more rows than it paints, so a list may hold a
million of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, Self


@dataclass(frozen=True)
class GridColumn:
    """A column of a list; ``chars`` is its width in half-width characters, ``restricted`` marks 保密 values."""

    key: str
    label: str
    chars: int = 10
    numeric: bool = False
    restricted: bool = False


class Rows(Protocol):
    """A filtered and ordered list. It never changes: sorting and filtering give another one."""

    @property
    def columns(self) -> Sequence[GridColumn]:
        """All columns the list can show, in their usual order."""
        ...

    def __len__(self) -> int: ...

    def cells(self, row: int) -> Sequence[str]:
        """The texts of a row, one for each column, already masked for this user."""
        ...

    def id_at(self, row: int) -> int:
        """The record behind a row."""
        ...

    def totals(self) -> str:
        """The line under the grid: how many rows, and the sums that matter."""
        ...

    def flag(self, row: int) -> str:
        """What is to be marked at a row: nothing, ``warn``, ``error`` or ``void``."""
        ...

    def sorted(self, key: str, descending: bool) -> Self:
        """The same rows in the order of column ``key``."""
        ...

    def find_row(self, record: int) -> int:
        """The row of a record, -1 when the list does not hold it."""
        ...


class Settings(Protocol):
    """What is remembered for this user."""

    def get(self, key: str) -> str:
        """The value kept under ``key``, nothing when there is none."""
        ...

    def set(self, key: str, value: str) -> None:
        """Keep ``value`` under ``key``."""
        ...


class Forgetful:
    """Settings kept only as long as the window lives (before sign-in, and in tests)."""

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}

    def get(self, key: str) -> str:
        """The value kept under ``key``."""
        return self._kept.get(key, "")

    def set(self, key: str, value: str) -> None:
        """Keep ``value`` under ``key``."""
        self._kept[key] = value
