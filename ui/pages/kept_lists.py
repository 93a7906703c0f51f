"""The named lists of a page: kept from the filter line, opened and thrown away there."""

from PySide6.QtCore import QObject, Signal

from hfp_desk.problems import Refusal
from hfp_desk.store import saved_lists
from ui.desk import Desk
from ui.filters import FilterBar
from ui.office import Office
from ui.pages.reason import AskLine


class KeptLists(QObject):
    """``opened`` when the filter line shows the conditions of another list."""

    opened = Signal()

    def __init__(self, desk: Desk, office: Office, page: str, filters: FilterBar) -> None:
        super().__init__(filters)
        self._desk = desk
        self._office = office
        self._page = page
        self._filters = filters
        filters.kept.connect(self.ask_name)
        filters.list_chosen.connect(self.open)
        self._offer()

    def ask_name(self) -> None:
        """Under which name the conditions are to be kept."""
        words = "下次点“清单”即可打开；只保存条件，不保存名单本身。"
        anchor = self._filters.focusWidget() or self._filters
        AskLine(anchor, "保存为清单", "清单名称，如：一季度大病", "保存", self.keep, words).ask()

    def keep(self, name: str) -> None:
        """Keep the conditions of the filter line."""
        try:
            saved_lists.keep(self._office.register, self._page, name, self._filters.values)
        except Refusal as refusal:
            self._desk.fail(refusal)
            return
        self._desk.say(f"已保存清单“{name}”。")
        self._offer()

    def open(self, name: str) -> None:
        """Show the conditions kept under ``name``."""
        kept = saved_lists.kept(self._office.register, self._page).get(name, {})
        self._filters.set_values(kept)
        if kept.keys() - self._filters.values.keys():
            self._desk.say(f"清单“{name}”中有您不能使用的条件，已略去，名单会比原来的多。", "warn")
        self.opened.emit()

    def forget(self, name: str) -> None:
        """Throw a list away."""
        saved_lists.forget(self._office.register, self._page, name)
        self._desk.say(f"已删除清单“{name}”，记录不受影响。")
        self._offer()

    def _offer(self) -> None:
        names = list(saved_lists.kept(self._office.register, self._page))
        self._filters.set_lists(names, self.forget)
