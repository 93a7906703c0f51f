"""What a follow-up sheet needs to know: rows with their labels, and for every visit what stands in its cell.

Words are already as the viewer may see them. A code is written into a box beside the options it is chosen from, as on
the national forms; an empty column is one to be filled by hand.
"""

from dataclasses import dataclass

from hfp_desk.printing.facts import DossierItem


@dataclass(frozen=True)
class SheetLine:
    """A line of a cell: words or options, and the boxes behind them with the codes written into them.

    Options are never broken apart. One box stands at the end of its line, several below it.
    """

    words: str = ""
    options: tuple[str, ...] = ()
    boxes: int = 0
    codes: tuple[str, ...] = ()
    centred: bool = False
    strong: bool = False


Content = tuple[SheetLine, ...]
"""What stands in one cell, from top to bottom."""


@dataclass(frozen=True)
class SheetRow:
    """A row: its label, a cell a visit, or a single cell over all of them. Rows of one ``group`` stand together."""

    label: Content
    cells: tuple[Content, ...]
    group: str = ""


@dataclass(frozen=True)
class VisitSheetFacts:
    """One sheet: up to as many visits as it has columns. ``number`` are the eight digits of the 编号, as far as known.

    ``group`` and ``label`` are the widths of the two columns on the left; what is left over is shared by the visits.
    """

    title: str
    village: str
    name: str
    rows: tuple[SheetRow, ...]
    notes: tuple[str, ...] = ()
    number: str = ""
    about: tuple[tuple[str, str], ...] = ()
    columns: int = 4
    group: float = 8.0
    label: float = 33.0


@dataclass(frozen=True)
class BagMember:
    """A member of a household with the materials that belong into its signing bag."""

    name: str
    relation: str
    items: tuple[DossierItem, ...]


@dataclass(frozen=True)
class SigningBagFacts:
    """The catalogue of a household's signing bag; ``name`` is the head's."""

    village: str
    name: str
    number: str
    place: str
    period: str
    members: tuple[BagMember, ...]
    team: str = ""
    doctor: str = ""
    phone: str = ""
