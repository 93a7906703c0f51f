"""The strip under a list, filled from the store: the person at once, the five clears as soon as they are known."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from hfp_desk.problems import Refusal
from hfp_desk.rules.five_clears import FiveClears
from hfp_desk.store import card
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages.person_strip import PersonStrip
from ui.widgets.parts import tight


class PersonView(QWidget):
    """Follows the cursor; an answer about somebody passed meanwhile is dropped."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__()
        self._desk = desk
        self._office = office
        self._person = 0
        self.strip = PersonStrip()
        self.strip.opened.connect(lambda person: desk.go(pages.PERSON, person))
        column = QVBoxLayout(self)
        tight(column)
        column.addWidget(self.strip)

    def show_person(self, person: int) -> None:
        """Show one person."""
        self._person = person
        try:
            self.strip.show_card(card.card(self._office.register, person, self._office.eyes))
        except Refusal:
            return
        work = self._office.in_session(lambda _progress: card.clear(self._office.register, person, self._office.viewer))
        self._desk.reading.run(work, lambda found: self._known(person, found))

    def _known(self, person: int, found: FiveClears) -> None:
        if person == self._person:
            self.strip.dots.show_clears(found)
