"""A ledger of the office's duties: over the list how many are late, due in 10 or 20 days, done; each opens its rows."""

from datetime import date

from hfp_desk.store import duties
from hfp_desk.store.duties import DutyFigure
from ui.desk import Desk
from ui.office import Office
from ui.pages.figured_page import Counted, CountedPage
from ui.pages.ledger import Ledger
from ui.pages.narrowing import Narrow
from ui.pages.tabs import DUTY_TABS, PageTabs
from ui.widgets.figure_band import Shown

_TONES = {"overdue": "error", "within_10": "warn"}


class DutyPage(CountedPage):
    """The figures are of today."""

    def __init__(self, desk: Desk, office: Office, ledger: Ledger) -> None:
        super().__init__(desk, office, ledger, PageTabs(desk, ledger.key, DUTY_TABS))

    def counted(self) -> tuple[Counted, ...]:
        """The figures of this ledger; off the window's thread."""
        found = duties.figures(self.office.register, self.ledger.kind, date.today())
        return tuple(_counted(one) for one in found)


def _counted(one: DutyFigure) -> Counted:
    tone = _TONES.get(one.name, "") if one.count else ""
    return Counted(Shown(one.name, one.label, f"{one.count:,}", tone), Narrow(one.ids, one.label))
