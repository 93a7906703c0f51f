"""Which columns a user sees in a list, in what order and width, and how many are frozen: remembered as one text."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from ui.rows import GridColumn


@dataclass
class GridLayout:
    """The arrangement of a list's columns; ``order`` names all of them, the shown ones first or between."""

    columns: Sequence[GridColumn]
    order: list[str] = field(default_factory=list)
    hidden: set[str] = field(default_factory=set)
    widths: dict[str, int] = field(default_factory=dict)
    frozen: int = 0

    def __post_init__(self) -> None:
        self._settle()

    @classmethod
    def read(cls, columns: Sequence[GridColumn], text: str, *, frozen: int = 0, hidden: Sequence[str] = ()) -> Self:
        """What was remembered for ``columns``; columns since added come in their usual place, lost ones go."""
        kept = _loaded(text)
        if not kept:
            return cls(columns, frozen=frozen, hidden=set(hidden))
        return cls(
            columns,
            order=[str(key) for key in kept.get("order", ())],
            hidden={str(key) for key in kept.get("hidden", ())},
            widths={str(key): int(width) for key, width in kept.get("widths", {}).items()},
            frozen=int(kept.get("frozen", frozen)),
        )

    def text(self) -> str:
        """The arrangement as one line to remember."""
        return json.dumps(
            {
                "order": self.order,
                "hidden": sorted(self.hidden),
                "widths": self.widths,
                "frozen": self.frozen,
            },
            ensure_ascii=False,
        )

    def shown(self) -> list[int]:
        """Numbers of the shown columns (of ``columns``) in their order."""
        place = {column.key: number for number, column in enumerate(self.columns)}
        return [place[key] for key in self.order if key not in self.hidden]

    def move(self, key: str, to: int) -> None:
        """Put column ``key`` at place ``to`` among the shown ones."""
        others = [other for other in self.order if other not in self.hidden and other != key]
        before = others[to] if to < len(others) else None
        self.order.remove(key)
        self.order.insert(self.order.index(before) if before else len(self.order), key)

    def show(self, key: str, shown: bool = True) -> None:
        """Show or hide a column; the last shown one stays."""
        if shown:
            self.hidden.discard(key)
        elif len(self.shown()) > 1:
            self.hidden.add(key)
            self.frozen = min(self.frozen, len(self.shown()) - 1)

    def _settle(self) -> None:
        known = [column.key for column in self.columns]
        kept = [key for key in dict.fromkeys(self.order) if key in known]
        for number, key in enumerate(known):
            if key not in kept:
                before = next((k for k in reversed(known[:number]) if k in kept), None)
                kept.insert(kept.index(before) + 1 if before else 0, key)
        self.order = kept
        self.hidden &= set(known)
        if known and len(self.hidden) == len(known):
            self.hidden = set()
        self.frozen = max(0, min(self.frozen, len(self.shown()) - 1))


def _loaded(text: str) -> dict[str, Any]:
    """A remembered text that cannot be read is as good as none."""
    try:
        kept = json.loads(text) if text else {}
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}
