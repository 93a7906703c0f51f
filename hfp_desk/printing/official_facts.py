"""What an official document (公文) consists of: words, tables, pictures, and what stands around them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hfp_desk.returns.chart_data import Chart


class Mark(StrEnum):
    """What a paragraph is, and so in which typeface it stands (GB/T 9704-2012, 7.3.3)."""

    TEXT = "text"
    HEADING = "heading"


@dataclass(frozen=True)
class Words:
    """A paragraph; ``lead`` is a heading of the second degree with which it begins."""

    text: str
    mark: Mark = Mark.TEXT
    lead: str = ""


@dataclass(frozen=True)
class Grid:
    """A table within the text; ``widths`` are shares, the first ``left`` columns are names and stand to the left.

    ``note`` stands under it."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    title: str = ""
    left: int = 1
    size: float = 10.5
    high: float = 5.0
    note: str = ""


@dataclass(frozen=True)
class Pictures:
    """Charts side by side, so many millimetres high."""

    charts: tuple[Chart, ...]
    height: float


Block = Words | Grid | Pictures


@dataclass(frozen=True)
class Annex:
    """An attachment on pages of its own."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Official:
    """A document: the lines of its title, 发文字号, 主送机关, text, 附件, who signs it and when."""

    title: tuple[str, ...]
    blocks: tuple[Block, ...]
    number: str = ""
    addressee: str = ""
    issuer: str = ""
    issued: date | None = None
    annexes: tuple[Annex, ...] = ()
