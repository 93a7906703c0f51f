"""行为监管: inspections of paid referrals, false admissions and over-treatment, and where to look first (ZS §七)."""

from datetime import date
from functools import partial

from hfp_desk.records import INSPECTION, Column, Inspection, Institution
from hfp_desk.store import suspicions
from hfp_desk.store.latest import year_of
from hfp_desk.store.suspicions import Clue
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking, menus
from ui.pages.duty_page import DutyPage
from ui.pages.ledger import Ledger
from ui.pages.narrowing import Narrow


class InspectionsPage(DutyPage):
    """Ctrl+D lists the stays that should be looked at first, by kind of suspicion."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger())

    def find_clues(self) -> None:
        """Look through the stays of the year of the latest one."""
        self.desk.tasks.run(
            self.office.in_session(lambda _progress: self._clues()), self.offer_clues, title="查找住院疑点"
        )

    def offer_clues(self, clues: tuple[Clue, ...]) -> None:
        """Each suspicion with its number; choosing one opens the stays."""
        entries = [(f"{clue.label}　{len(clue.stays):,} 次", partial(self.open_clue, clue)) for clue in clues]
        self.clues = menus.numbered(self, entries)
        menus.drop(self, self.clues)

    def open_clue(self, clue: Clue) -> None:
        """The stays under a suspicion; a suspicion is no finding."""
        if clue.stays:
            self.desk.go(pages.TREATMENTS, Narrow(clue.stays, f"疑点：{clue.label}"))
        else:
            self.desk.say(f"没有“{clue.label}”的住院记录。")

    def _clues(self) -> tuple[Clue, ...]:
        year = year_of(self.office.register)
        first, last = date(year, 1, 1), date(year, 12, 31)
        edition = self.office.policy.on(last)
        return suspicions.clues(self.office.register, self.office.viewer, edition, first, last)

    def _make_deeds(self) -> None:
        self.deed("住院疑点", "search", "Ctrl+D", self.find_clues)
        super()._make_deeds()


def ledger() -> Ledger:
    """The list of inspections."""
    return Ledger(
        pages.INSPECTIONS,
        "整改任务 · 行为监管",
        INSPECTION,
        (
            asking.code("kind", "检查事项", Column(Inspection.kind)),
            asking.period("day", "检查日期", Column(Inspection.inspected_on)),
            asking.text("institution", "被检查机构", Column(Institution.name, (Inspection.institution,))),
            asking.text("found", "查实情况", Column(Inspection.found)),
        ),
        summed=(Column(Inspection.amount),),
        frozen=1,
        icon="check",
        empty="还没有检查记录",
        advice="有偿转诊、虚假住院、过度医疗等检查，按 F2 登记查实和处理情况。",
    )
