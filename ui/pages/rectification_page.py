"""问题整改: problems from the day they were fed back to their closing, step by step."""

from datetime import date
from functools import partial

from hfp_desk.problems import Refusal
from hfp_desk.records import FINDING, Column, Finding, Place
from hfp_desk.rules.closing import Step
from hfp_desk.store import rectifying
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking, menus, undo
from ui.pages.duty_page import DutyPage
from ui.pages.ledger import Ledger
from ui.pages.reason import AskLine


class RectificationPage(DutyPage):
    """Ctrl+D takes the ticked problems, or the one under the cursor, one step on."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger(office))

    def offer_steps(self) -> None:
        """The steps that lead on from where the chosen problems stand."""
        chosen = self.chosen()
        if not chosen:
            self.desk.say("请先选中要办理的问题。", "warn")
            return
        steps = rectifying.steps(self.office.register, chosen)
        if not steps:
            self.desk.say("所选问题的状态不同，没有共同的下一步，请分开办理。", "warn")
            return
        self.steps = menus.numbered(self, [(step.label, partial(self.begin, step, chosen)) for step in steps])
        menus.drop(self, self.steps)

    def chosen(self) -> tuple[int, ...]:
        """The ticked problems, or the one under the cursor."""
        ticked = tuple(self.grid.ticked_ids())
        current = self.grid.current_id()
        return ticked or (() if current is None else (current,))

    def begin(self, step: Step, chosen: tuple[int, ...]) -> None:
        """Take a step, after asking for the words it wants."""
        if not step.asks:
            self.take(step, chosen, "")
            return
        hint = f"请写明{step.asks}"
        AskLine(self.grid.foot, step.label, hint, step.label, lambda words: self.take(step, chosen, words)).ask()

    def take(self, step: Step, chosen: tuple[int, ...], words: str) -> None:
        """The step itself, to be taken back like every deed."""
        try:
            changes = rectifying.take(self.office.register, chosen, step.name, words, date.today())
        except Refusal as refusal:
            self.desk.fail(refusal)
            return
        undo.done(self.desk, self.office, changes, f"{len(chosen)} 个问题：{step.label}。")

    def _make_deeds(self) -> None:
        self.deed("下一步", "check", "Ctrl+D", self.offer_steps, allowed=self.office.may_enter)
        super()._make_deeds()


def ledger(office: Office) -> Ledger:
    """The list of problems."""
    return Ledger(
        pages.RECTIFICATION,
        "整改任务 · 问题整改",
        FINDING,
        (
            asking.code("state", "整改状态", Column(Finding.state)),
            asking.code("source", "问题来源", Column(Finding.source)),
            asking.town(office, Column(Place.name, (Finding.town,))),
            asking.period("deadline", "整改时限", Column(Finding.deadline), pinned=False),
            asking.period("fed_back", "反馈时间", Column(Finding.fed_back_on), pinned=False),
            asking.text("unit", "责任单位", Column(Finding.unit)),
            asking.text("problem", "具体问题", Column(Finding.problem)),
        ),
        frozen=1,
        paper="finding-problems",
        icon="task",
        empty="还没有登记问题",
        advice="导入上级反馈的问题清单，或按 F2 逐条登记；办理到下一步按 Ctrl+D。",
    )
