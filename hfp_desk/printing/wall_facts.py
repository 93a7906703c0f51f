"""What the wall charts (挂图作战图, GJ §二（一）5) need to know, in plain strings and counts.

As with ``facts``: whoever gathers them decides what may be seen; the chart only arranges. Nothing of a person.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Clinic(StrEnum):
    """How a village stands for its clinic (卫生室)."""

    STANDARD = "standard"
    BELOW = "below"
    NONE = "none"


class Medic(StrEnum):
    """How a village stands for a doctor on the spot (村医)."""

    QUALIFIED = "qualified"
    LAPSED = "lapsed"
    NONE = "none"


class State(StrEnum):
    """What the tile must say first: nothing missing, missing but served by others, missing, nothing reported."""

    COVERED = "covered"
    SERVED = "served"
    GAP = "gap"
    SILENT = "silent"


@dataclass(frozen=True)
class Tile:
    """One village; ``served`` are the short words of its substitute arrangements, ``mark`` the letter of a poor one."""

    name: str
    clinic: Clinic
    medic: Medic
    state: State
    served: tuple[str, ...] = ()
    mark: str = ""


@dataclass(frozen=True)
class TownBlock:
    """One township with its villages in the official order."""

    name: str
    tiles: tuple[Tile, ...]

    def number(self, *, clinic: Clinic | None = None, medic: Medic | None = None, state: State | None = None) -> int:
        """How many villages stand so."""
        asked = ((clinic, "clinic"), (medic, "medic"), (state, "state"))
        return sum(all(want in (None, getattr(tile, name)) for want, name in asked) for tile in self.tiles)

    @property
    def told(self) -> int:
        """Villages of which something was reported: only these are counted."""
        return len(self.tiles) - self.number(state=State.SILENT)

    @property
    def with_clinic(self) -> int:
        """Villages with a clinic, standard or not."""
        return len(self.tiles) - self.number(clinic=Clinic.NONE)

    @property
    def with_medic(self) -> int:
        """Villages with a doctor on the spot, whatever the licence."""
        return len(self.tiles) - self.number(medic=Medic.NONE)

    @property
    def open(self) -> int:
        """Gaps that nobody serves."""
        return self.number(state=State.GAP)

    @property
    def served(self) -> int:
        """Gaps that a substitute arrangement serves."""
        return self.number(state=State.SERVED)


@dataclass(frozen=True)
class ChartFigure:
    """One large number of the band under the title; a ``loud`` one is what must change."""

    label: str
    value: str
    note: str = ""
    loud: bool = False


@dataclass(frozen=True)
class CoverageChartFacts:
    """The chart of village coverage; ``words`` and ``marks`` explain what occurs, ``note`` says what is counted."""

    office: str
    day: date
    towns: tuple[TownBlock, ...]
    figures: tuple[ChartFigure, ...]
    words: tuple[tuple[str, str], ...] = ()
    marks: tuple[tuple[str, str], ...] = ()
    note: str = ""
    title: str = "村级医疗卫生覆盖挂图作战图"
    signers: tuple[str, ...] = ("主要负责人", "分管负责人", "制图人")


@dataclass(frozen=True)
class Chain:
    """Cases of one illness in one township: 发现、建档、治愈、销号, and where they stand now.

    ``due``: cured and still to be closed; ``running``: recorded and under way; what is left of ``found`` besides these
    and the closed ones is still to be recorded.
    """

    found: int = 0
    filed: int = 0
    cured: int = 0
    closed: int = 0
    due: int = 0
    running: int = 0

    def __add__(self, other: "Chain") -> "Chain":
        return Chain(
            self.found + other.found,
            self.filed + other.filed,
            self.cured + other.cured,
            self.closed + other.closed,
            self.due + other.due,
            self.running + other.running,
        )

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """The numbers in the order of the chain."""
        return self.found, self.filed, self.cured, self.closed

    @property
    def stands(self) -> tuple[int, int, int, int]:
        """The parts of the bar: closed, to be closed, under way, to be recorded."""
        return self.closed, self.due, self.running, self.found - self.closed - self.due - self.running


@dataclass(frozen=True)
class TreatmentChartFacts:
    """The chart of treatment by township × illness; a row of ``cells`` holds one chain an illness, None for no case."""

    office: str
    day: date
    illnesses: tuple[str, ...]
    towns: tuple[str, ...]
    cells: tuple[tuple[Chain | None, ...], ...]
    figures: tuple[ChartFigure, ...]
    notes: tuple[str, ...] = ()
    title: str = "大病专项救治进度挂图作战图"
    signers: tuple[str, ...] = ("主要负责人", "分管负责人", "制图人")
