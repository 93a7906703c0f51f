"""交叉表: any list told apart by two of its columns, narrowed like the list itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from hfp_desk.kinds import Choice as Code
from hfp_desk.kinds import Day, YesNo
from hfp_desk.problems import Progress, Refusal
from hfp_desk.records import BY_NAME, PERSON, RecordType
from hfp_desk.store import cross_tables, dimensions, statistics
from hfp_desk.store.cross_tables import CrossTable
from hfp_desk.store.dimensions import By, Dimension, Key
from hfp_desk.store.statistics import Shown
from hfp_desk.store.views import View
from ui.desk import Desk
from ui.filters import FilterBar
from ui.office import Office
from ui.pages import asking
from ui.pages.asking import Ask
from ui.pages.day_choice import DayChoice
from ui.pages.jump import LIST_OF, StatisticsOf
from ui.pages.statistics.frame import Combo, Counted, StatisticView

_ROWS, _COLUMNS = ("town.name:place", "person.town.name:place"), ("sex:value", "person.sex:value")


class CrossView(StatisticView):
    """``put`` takes a list from elsewhere; otherwise the conditions are those of the chips."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, "report")
        self._given: StatisticsOf | None = None
        self._asks: tuple[Ask, ...] = ()
        self.kind = Combo([(name, BY_NAME[name].title) for name in LIST_OF if name in BY_NAME], self._of_kind)
        self.rows = Combo(())
        self.columns = Combo(())
        self.measure = Combo(())
        self.shown = Combo([(one, one.label) for one in Shown], self._reshow)
        self.day = DayChoice(date.today())
        for words, field in (
            ("名单", self.kind),
            ("行", self.rows),
            ("列", self.columns),
            ("统计", self.measure),
            ("显示", self.shown),
        ):
            self.choosing.add(words, field)
        self.choosing.add("", self.day)
        self.filters = FilterBar(())
        self.choosing.add("条件", self.filters)
        self.choosing.end()
        self.kind.put(PERSON.name)
        self._of_kind()
        for field in (self.rows, self.columns, self.measure):
            field.currentIndexChanged.connect(lambda _at: self.load())
        self.day.chosen.connect(lambda _day: self.load())

    @property
    def record_type(self) -> RecordType:
        """The list that is told apart."""
        return BY_NAME[self.kind.value]

    def take(self, given: StatisticsOf) -> None:
        """Tell a list from elsewhere apart."""
        self._given, self.told = given, None
        self.kind.put(given.view.record_type.name)
        self._of_kind()

    def read(self) -> Callable[[Progress], Counted]:
        """The table as chosen now."""
        office, day = self.office, self.day.value
        rows, across, measure = self.rows.value, self.columns.value, self.measure.value
        if rows is None:
            raise Refusal("这个名单没有可以分组的栏目。", "请换一个名单。")
        view, words = self._view()

        def work(_progress: Progress) -> Counted:
            made = cross_tables.cross(office.register, view, rows, across, measure, office.viewer, day)
            return statistics.of_cross(made, about=words), (made, words)

        return work

    def show_told(self) -> None:
        """In figures or in shares, as is chosen when the answer comes."""
        made, words = self.made
        self.told = statistics.of_cross(made, self.shown.value, words)
        super().show_told()

    def behind(self, row: int, column: int) -> Callable[[], tuple[str, tuple[int, ...], int, str]]:
        """The records of a figure."""
        if self.made is None:
            raise Refusal("还没有统计。", "请先按 F5 统计。")
        made: CrossTable = self.made[0]
        office = self.office
        down, row_words = _key(made.row_labels, row)
        across, column_words = _key(made.column_labels, column - 1)

        def found() -> tuple[str, tuple[int, ...], int, str]:
            members = cross_tables.behind(office.register, made, down, across, office.viewer)
            return members.kind.name, members.ids, 0, f"{row_words} {column_words}"

        return found

    def _view(self) -> tuple[View, str]:
        if self._given is not None and self._given.view.record_type is self.record_type:
            return self._given.view, self._given.words
        values = self.filters.values
        view = asking.asked(View(self.record_type), self._asks, values)
        return view, asking.words([one.facet for one in self._asks], values)

    def _of_kind(self) -> None:
        """Offer what the records of the list can be told apart by."""
        kind, viewer = self.record_type, self.office.viewer
        if self._given is not None and self._given.view.record_type is not kind:
            self._given = None
        found = dimensions.dimensions(kind, viewer)
        offered = [(one, one.title) for one in found]
        for field, usual, choices in (
            (self.rows, _ROWS, offered),
            (self.columns, _COLUMNS, [(None, "不分列"), *offered]),
        ):
            field.fill(choices)
            field.put(next((one for one in found if one.key in usual), choices[0][0] if choices else None))
        self.measure.fill([(one, one.title) for one in cross_tables.measures(kind, viewer)])
        self._asks = tuple(_asks(self.office, found))
        self._renew_filters()
        if self.isVisible():
            self.load()

    def _renew_filters(self) -> None:
        fresh = FilterBar([one.facet for one in self._asks])
        self.choosing.swap(self.filters, fresh)
        self.filters.deleteLater()
        self.filters = fresh
        fresh.changed.connect(lambda _values: self._narrowed())

    def _narrowed(self) -> None:
        self._given = None
        self.load()

    def _reshow(self) -> None:
        if self.made is not None:
            self.show_told()


def _key(labels: tuple[tuple[Key, str], ...], place: int) -> tuple[Key | None, str]:
    return labels[place] if 0 <= place < len(labels) else (None, statistics.ALL)


def _asks(office: Office, found: tuple[Dimension, ...]) -> list[Ask]:
    """A chip for each column the list can be narrowed by: the township in sight, the others behind + 条件."""
    asks: dict[str, Ask] = {}
    for one in found:
        kind, key, label = one.column.spec.kind, one.column.key, one.column.title
        if one.by is By.PLACE and key.endswith("town.name"):
            asks[key] = asking.town(office, one.column)
        elif one.by is By.VALUE and isinstance(kind, Code):
            asks[key] = asking.code(key, label, one.column, pinned=False)
        elif one.by is By.VALUE and isinstance(kind, YesNo):
            asks[key] = asking.yes_no(key, label, one.column, pinned=False)
        elif one.by is By.MONTH and isinstance(kind, Day):
            asks[key] = asking.period(key, label, one.column, pinned=False)
    return list(asks.values())
