"""金字塔: men and women of a group by bands of five years, on a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from hfp_desk.problems import Progress, Refusal
from hfp_desk.records import PERSON
from hfp_desk.store import pyramids, statistics
from hfp_desk.store.pyramids import FEMALE, GROUPS, MALE, Pyramid
from ui.desk import Desk
from ui.office import Office
from ui.pages.day_choice import DayChoice
from ui.pages.statistics.frame import Combo, Counted, StatisticView


class PyramidView(StatisticView):
    """Each bar opens its persons."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, "people")
        self.group = Combo(list(GROUPS.items()), self.load)
        self.day = DayChoice(date.today())
        self.choosing.add("人群", self.group)
        self.choosing.add("", self.day)
        self.choosing.end()
        self.day.chosen.connect(lambda _day: self.load())

    def read(self) -> Callable[[Progress], Counted]:
        """The pyramid as chosen now."""
        office, group, day = self.office, self.group.value, self.day.value

        def work(_progress: Progress) -> Counted:
            made = pyramids.pyramid(office.register, office.policy, group, day, office.viewer)
            return statistics.of_pyramid(made), made

        return work

    def behind(self, row: int, column: int) -> Callable[[], tuple[str, tuple[int, ...], int, str]]:
        """The persons of a bar."""
        if self.made is None:
            raise Refusal("还没有统计。", "请先按 F5 统计。")
        made: Pyramid = self.made
        office = self.office
        bands = len(pyramids.bands())
        if row > bands:
            raise Refusal("性别或出生日期不详的人在“人员”中核对。", "请在“人员”的“问题”条件中选缺出生日期或性别。")
        sex, band = ("", MALE, FEMALE, "")[column], bands - 1 - row if row < bands else None

        def found() -> tuple[str, tuple[int, ...], int, str]:
            ids = pyramids.behind(office.register, office.policy, made, sex, band, office.viewer)
            return PERSON.name, ids, 0, f"{made.label} {pyramids.told(sex, band)}"

        return found
