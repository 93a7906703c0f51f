"""The shape of a return and of an indicator: frozen values read from TOML."""

from enum import StrEnum
from typing import Literal

import msgspec


class Span(StrEnum):
    """Which days a column counts, seen from the return's period."""

    PERIOD = "period"
    YEAR = "year"
    EVER = "ever"
    DAY = "day"

    @property
    def label(self) -> str:
        """As the head of a column says it: 本期, 本年累计, 历年累计, 期末."""
        return {"period": "本期", "year": "本年累计", "ever": "历年累计", "day": "期末"}[self]


class PeriodKind(StrEnum):
    """How often a return is made."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"

    @property
    def label(self) -> str:
        """月报, 季报, 半年报, 年报."""
        return {"month": "月报", "quarter": "季报", "half": "半年报", "year": "年报"}[self]


class RowKind(StrEnum):
    """What the lines of a return are; ``ONE`` has the sum alone, ``COUNTIES`` are those a city adds up."""

    TOWNS = "towns"
    VILLAGES = "villages"
    HOSPITALS = "hospitals"
    DISEASES = "diseases"
    PROGRAMMES = "programmes"
    PARTNERSHIPS = "partnerships"
    ONE = "one"
    COUNTIES = "counties"

    @property
    def label(self) -> str:
        """The head over the names of the lines."""
        return {
            "towns": "乡镇",
            "villages": "行政村",
            "hospitals": "医疗机构",
            "diseases": "病种",
            "programmes": "病种",
            "partnerships": "帮扶关系",
            "one": "单位",
            "counties": "县（市、区）",
        }[self]


class _Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What all parts share: they do not change, and an unknown word in the file is a fault."""


class Having(_Value, frozen=True):
    """Another record of the same person (or linked by ``by``) that must be there, or must not.

    ``link`` names its link to what ``by`` names on the counted record ("" is the counted record itself).
    """

    record: str
    link: str = "person"
    by: str = "person"
    where: tuple[str, ...] = ()
    when: str = ""
    holds: tuple[str, str] | None = None


class Indicator(_Value, frozen=True):
    """One thing that is counted, declared once for returns, work bench, charts and reports.

    ``record`` is the counted record type (``person``, ``diagnosis`` …); ``counts`` is what is counted of it:
    ``record`` (人次, 个), a link whose records are counted once (``person``, ``person.household``, ``doctor``), or a
    money or number field, which is added up, or several (``audited-repaid``). ``people`` narrows to a group of persons
    on the last day. ``when`` is the day by which a record falls into a span (undated ones count in 历年 and 期末
    only); ``holds`` the first and last day of what must hold on the last day. ``within`` takes over another indicator
    and narrows it, so that a part can never be more than its whole. ``computed`` names a reckoning of the store for
    what conditions cannot say.
    """

    name: str
    label: str
    unit: str
    record: str = ""
    counts: str = ""
    people: str = ""
    where: tuple[str, ...] = ()
    when: str = ""
    holds: tuple[str, str] | None = None
    has: tuple[Having, ...] = ()
    lacks: tuple[Having, ...] = ()
    within: str = ""
    computed: str = ""
    source: str = ""
    note: str = ""


class Column(_Value, frozen=True):
    """A column: an indicator, a ratio of two columns, a sum of columns, or figures that the office writes in.

    ``head`` are the headings from the top down; equal neighbours are drawn as one. ``among`` is the column of which
    this one is a part (其中). ``target`` is the figure of the policy edition it is judged by.
    """

    name: str
    head: tuple[str, ...]
    indicator: str = ""
    span: Span = Span.DAY
    ratio: tuple[str, str] | None = None
    sums: tuple[str, ...] = ()
    written: bool = False
    unit: str = ""
    digits: int = 0
    per: int = 100
    among: str = ""
    target: str = ""
    width: int = 0
    note: str = ""


class Check(_Value, frozen=True):
    """A rule that must hold: ``treated <= verified``, ``total == basic + own``, ``clinics.villages == villages``.

    ``last(x)`` is the column one period earlier. ``on`` says for which lines.
    """

    rule: str
    level: Literal["error", "warning", "note"] = "error"
    message: str = ""
    on: Literal["all", "lines", "total"] = "all"
    source: str = ""


class Definition(_Value, frozen=True):
    """A return: head, period, lines, columns, rules and notes."""

    name: str
    title: str
    rows: RowKind
    columns: tuple[Column, ...]
    period: PeriodKind = PeriodKind.MONTH
    cutoff: int = 0
    first_month: int = 1
    number: str = ""
    issuer: str = ""
    approval: str = ""
    valid_until: str = ""
    due: int = 0
    unit_line: str = ""
    disease_lists: tuple[str, ...] = ("special", "free")
    signers: tuple[str, ...] = ("单位负责人", "审核人", "填表人", "联系电话", "报出日期")
    checks: tuple[Check, ...] = ()
    notes: tuple[str, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    landscape: bool = True
    source: str = ""
    order: int = 100

    def column(self, name: str) -> Column:
        """The column called ``name``; KeyError when there is none."""
        return {one.name: one for one in self.columns}[name]
