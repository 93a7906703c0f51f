"""趋势: up to three indicators or ratios through consecutive months, quarters or years."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from hfp_desk.problems import Progress, Refusal
from hfp_desk.returns import PeriodKind, Span
from hfp_desk.store import returns, statistics, trend_figures, trends
from hfp_desk.store.trends import Trend
from ui.desk import Desk
from ui.office import Office
from ui.pages.day_choice import DayChoice
from ui.pages.statistics.frame import Combo, Counted, StatisticView

_KINDS = (
    ((PeriodKind.MONTH, 25), "报表月（上月26日至25日）"),
    ((PeriodKind.MONTH, 0), "自然月"),
    ((PeriodKind.QUARTER, 0), "季度"),
    ((PeriodKind.HALF, 0), "半年"),
    ((PeriodKind.YEAR, 0), "年"),
)
_COUNTS = (3, 6, 12, 24, 36)
_USUAL = "poor_people"
_LINES = ("指标", "再比一个", "再比一个")


class TrendView(StatisticView):
    """Each figure opens its list, counted as of its period."""

    summed = False

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, "report")
        self.known = returns.catalogue(office.register)
        self.figures = trend_figures.offered(self.known)
        offered = [(name, one.words) for name, one in self.figures.items()]
        self.lines = [Combo(offered if not at else [("", "不选"), *offered], self._of_indicators) for at in range(3)]
        self.kind = Combo(_KINDS, self.load)
        self.count = Combo([(number, f"{number} 期") for number in _COUNTS])
        self.count.put(12)
        self.span = Combo(())
        self.day = DayChoice(date.today())
        for words, field in zip(_LINES, self.lines, strict=True):
            self.choosing.add(words, field)
        for words, field in (("每期", self.kind), ("期数", self.count), ("口径", self.span)):
            self.choosing.add(words, field)
        self.choosing.add("", self.day)
        self.choosing.end()
        self.lines[0].put(_USUAL)
        self._offer_spans()
        for field in (self.count, self.span):
            field.currentIndexChanged.connect(lambda _at: self.load())
        self.day.chosen.connect(lambda _day: self.load())

    def read(self) -> Callable[[Progress], Counted]:
        """The trend as chosen now."""
        office, known, span = self.office, self.known, self.span.value
        names = list(dict.fromkeys(name for one in self.lines if (name := one.value)))
        if not names or span is None:
            raise Refusal("所选指标的口径不同，不能放在一张表里。", "请只选一个指标，或换一个同类的指标。")
        (kind, cutoff), count, day = self.kind.value, self.count.value, self.day.value

        def work(progress: Progress) -> Counted:
            found = trends.last_periods(kind, day, count, cutoff)
            made = trends.trend(office.register, office.policy, known, names, found, span, progress)
            return statistics.of_trend(made), made

        return work

    def behind(self, row: int, column: int) -> Callable[[], tuple[str, tuple[int, ...], int, str]]:
        """The records of a figure of a period."""
        if self.made is None:
            raise Refusal("还没有统计。", "请先按 F5 统计。")
        made: Trend = self.made
        office, known = self.office, self.known
        period, figure = made.periods[row], made.lines[column - 1].figure

        def found() -> tuple[str, tuple[int, ...], int, str]:
            members = trends.behind(office.register, office.policy, known, figure, period, office.viewer)
            return members.kind.name, members.ids, members.hidden, f"{period.label} {figure.label}"

        return found

    def _of_indicators(self) -> None:
        self._offer_spans()
        self.load()

    def _offer_spans(self) -> None:
        """The spans that all chosen indicators have; ratios have those of their return."""
        chosen = [spans for one in self.lines if (name := one.value) and (spans := self.figures[name].spans)]
        common = [(span, span.label) for span in Span if all(span in spans for spans in chosen)]
        self.span.fill(common if chosen else [(Span.DAY, "按报表的口径")])
