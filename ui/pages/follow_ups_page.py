"""随访记录: every follow-up visit; F2 enters one on the national form of its programme, Ctrl+T a whole village.

F6 fills in 随访方式 where a list had no such column: for the ticked visits, else for all of a narrowed list.
"""

from functools import partial

from hfp_desk.codes import code_list
from hfp_desk.records import FOLLOW_UP, Column, FollowUp, Person, Place
from hfp_desk.store import visit_modes
from hfp_desk.store.drafts import Typed
from hfp_desk.store.keeping import Changes
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking, menus, undo
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage
from ui.pages.reason import AskLine
from ui.pages.tabs import VISIT_TABS, PageTabs

VILLAGE = "整村随访"
"""The title under which a village grid that was not saved is kept among what was typed."""


class FollowUpsPage(ListPage):
    """Ctrl+E opens the form of the visit under the cursor, Enter the page of the person."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger(office), PageTabs(desk, pages.FOLLOW_UPS, VISIT_TABS))
        self._waiting: tuple[int, ...] = ()
        offered = code_list("visit_mode").offered()
        self.modes = menus.numbered(self, [(item.label, partial(self.ask_reason, item.code)) for item in offered])

    def fill_modes(self) -> None:
        """F6: which of the chosen visits say no 随访方式 is told first, then how they were made is asked."""
        chosen = () if self.entering else self._chosen()
        if chosen:
            count = partial(visit_modes.waiting, self.office.register, chosen)
            self.desk.reading.run(lambda _progress: count(), partial(self._offer, len(chosen)))
        elif not self.entering:
            self.desk.say("请先勾选要补填方式的随访，或先用上面的筛选缩小范围。", "warn")

    def ask_reason(self, mode: str) -> None:
        """Ask on what the mode rests."""
        words, waiting = code_list("visit_mode").shown(mode), self._waiting
        title, hint = f"{len(waiting):,} 次随访的方式都补填为“{words}”", "依据，如：台账没有此栏，已向村医核实"
        note = "只填还没有写方式的随访，已写明的不改；失访、死亡、拒访的不填。一次完成，可整体撤销。"
        AskLine(self.grid.foot, title, hint, "补填", partial(self.fill, waiting, mode), note).ask()

    def fill(self, waiting: tuple[int, ...], mode: str, reason: str) -> None:
        """Fill in the mode of visits on the worker."""
        work = partial(visit_modes.fill, self.office.register, waiting, mode, reason)
        self.desk.tasks.run(lambda _progress: work(), self._filled, self.desk.fail, title="补填随访方式")

    def resume(self, typed: Typed) -> None:
        """What was typed before the program ended: a form here, a village on its own page."""
        if typed.title == VILLAGE:
            self.desk.go(pages.VILLAGE_VISITS, typed)
        else:
            super().resume(typed)

    def _make_deeds(self) -> None:
        whole = lambda: self.desk.go(pages.VILLAGE_VISITS)  # noqa: E731
        self.deed("补填方式", "edit", "F6", self.fill_modes, allowed=self.office.may_enter)
        self.deed("整村录入", "edit", "Ctrl+T", whole, allowed=self.office.may_enter)
        super()._make_deeds()

    def _chosen(self) -> tuple[int, ...]:
        """The ticked visits, else all of the list where it is narrowed."""
        ticked = tuple(self.grid.ticked_ids())
        rows = self.grid.rows
        if ticked or rows is None or not (self.conditions or self.narrow.narrow):
            return ticked
        return tuple(rows.id_at(row) for row in range(len(rows)))

    def _offer(self, chosen: int, waiting: tuple[int, ...]) -> None:
        self._waiting = waiting
        if waiting:
            self.desk.say(f"{chosen:,} 条随访中有 {len(waiting):,} 次没有写方式，请选方式。")
            menus.drop(self, self.modes)
        else:
            self.desk.say(f"{chosen:,} 条随访都写有方式，或不用填，没有要补填的。")

    def _filled(self, changes: Changes) -> None:
        self.grid.model.tick_all(False)
        filled = sum(map(len, changes.values()))
        undo.done(self.desk, self.office, changes, f"已补填 {filled:,} 次随访的方式。")


def ledger(office: Office) -> Ledger:
    """The list of visits."""
    return Ledger(
        pages.FOLLOW_UPS,
        "慢病随访 · 随访记录",
        FOLLOW_UP,
        (
            asking.town(office, Column(Place.name, (FollowUp.person, Person.town))),
            asking.village(office, Column(Place.name, (FollowUp.person, Person.village))),
            asking.code("programme", "病种", Column(FollowUp.programme)),
            asking.period("visited", "随访日期", Column(FollowUp.visited_on)),
            asking.code("mode", "方式", Column(FollowUp.mode)),
            asking.code("state", "结果", Column(FollowUp.state)),
            asking.code("control", "随访分类", Column(FollowUp.control)),
            asking.code("stability", "病情分类", Column(FollowUp.stability), pinned=False),
            asking.yes_no("referred", "转诊", Column(FollowUp.referred), pinned=False),
            asking.period("next", "下次随访", Column(FollowUp.next_on), pinned=False),
            asking.text("doctor", "随访医生", Column(FollowUp.doctor_name)),
            asking.text("name", "姓名", Column(Person.name, (FollowUp.person,))),
        ),
        icon="calendar",
        empty="还没有随访记录",
        advice="按 F2 逐人录入，按 Ctrl+T 整村录入；也可以导入履约台账或村医报来的随访表。",
    )
