"""What a list can be filtered by; values are tuples of texts, so that a filter can be kept as a named list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from ui import periods
from ui.widgets.choices import Choice

Values = tuple[str, ...]


@dataclass(frozen=True)
class Facet:
    """A condition. ``pinned`` ones are always seen, the others are behind + 条件."""

    key: str
    label: str
    pinned: bool = field(default=True, kw_only=True)

    def words(self, values: Values) -> str:
        """The chosen values in short words."""
        return "、".join(values)


@dataclass(frozen=True)
class ChoiceFacet(Facet):
    """Some values out of a list; the list is asked for when the panel opens."""

    choices: Callable[[], Sequence[Choice]] = tuple

    def words(self, values: Values) -> str:
        """The first label, and how many there are."""
        labels = {str(choice.value): choice.label for choice in self.choices()}
        first = labels.get(values[0], values[0])
        return first if len(values) == 1 else f"{first} 等{len(values)}项"


@dataclass(frozen=True)
class PeriodFacet(Facet):
    """From day to day (ISO texts, an open end is empty)."""

    today: Callable[[], date] = date.today

    def words(self, values: Values) -> str:
        """2020年一季度."""
        first, last = (date.fromisoformat(text) if text else None for text in values)
        return periods.words(first, last)


@dataclass(frozen=True)
class TextFacet(Facet):
    """A part of a text."""

    def words(self, values: Values) -> str:
        """What is looked for."""
        return f"含“{values[0]}”"
