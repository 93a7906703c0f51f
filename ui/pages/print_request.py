"""What a page asks the print page for: ``desk.go(pages.PRINT, request)``."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from hfp_desk.papers.calculations import Calculation
from hfp_desk.papers.notices import Notice
from hfp_desk.papers.statistics import Report
from hfp_desk.papers.wall_charts import COVERAGE
from hfp_desk.returns import Table
from hfp_desk.store.scopes import Scope
from hfp_desk.store.sending import Sent
from hfp_desk.store.told_differences import Differences
from hfp_desk.store.views import View

LIST, NOTICE = "list", "notice"
"""The forms that print a list as it is seen, or as a public notice; all others are ``hfp_desk.papers.FORMS``."""


@dataclass(frozen=True)
class ReturnSheet:
    """A return as it is looked at; ``sent`` is the frozen version that the table is."""

    table: Table
    sent: Sent | None = None


@dataclass(frozen=True)
class PrintRequest:
    """``form`` for ``scope``; with ``LIST`` the rows of ``view`` under ``title``, ``conditions`` said above them.

    With ``NOTICE`` the same rows under ``notice``; ``narrowed`` says to what finding of the office they are narrowed.
    ``calculation`` is a sheet of what was typed, not from the register, ``returned`` a return as it was counted,
    ``differing`` what a sent return differs in, ``report`` a statistic, a circular or the work analysis.
    """

    form: str
    scope: Scope = field(default_factory=Scope)
    view: View | None = None
    title: str = ""
    conditions: str = ""
    narrowed: str = ""
    notice: Notice | None = None
    calculation: Calculation | None = None
    returned: ReturnSheet | None = None
    differing: Differences | None = None
    report: Report | None = None


@dataclass(frozen=True)
class WallChart:
    """What a page asks of ``pages.WALL_CHART``: which chart, of which day (today), of which townships (all)."""

    chart: str = COVERAGE
    day: date | None = None
    towns: tuple[int, ...] = ()
