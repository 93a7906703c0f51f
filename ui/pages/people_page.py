"""人员: everybody of the register."""

from hfp_desk.records import (
    PERSON,
    Column,
    Diagnosis,
    Household,
    Identity,
    Person,
    Place,
    Settlement,
)
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import asking, sheets
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage
from ui.pages.tabs import PageTabs
from ui.widgets.parts import action


class PeoplePage(ListPage):
    """Filters by place, identity, disease, class; F2 enters a person together with the identity."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, ledger(office), PageTabs(desk, pages.PEOPLE))
        self.grid.row_actions.append(action(self, "合并两人…", "people", "Ctrl+J", self.merge))

    def merge(self) -> None:
        """Ctrl+J: the two ticked or selected persons side by side; of one alone, who may be the same."""
        rows = self.grid.rows
        if rows is None or self.entering:
            return
        ticked = self.grid.ticks.count(len(rows))
        chosen = [rows.id_at(row) for part in self.grid.table.selected() for row in part[:3]]
        people = list(self.grid.ticked_ids()) if 0 < ticked <= 2 else chosen
        if len(people) == 2 and ticked <= 2:
            self.desk.go(pages.MERGE, (people[0], people[1]))
        elif len(people) == 1 and ticked <= 2:
            self.desk.go(pages.MERGE, people[0])
        else:
            self.desk.say("请选中或勾选要合并的两个人。", "warn")

    def add(self) -> None:
        """F2: a new person with the first identity."""
        self.start(sheets.NEW_PERSON_SHEET)


def ledger(office: Office) -> Ledger:
    """The list of people."""
    identity = Column(Identity.kind, summed_over=Identity.person)
    disease = Column(Diagnosis.standard_disease, summed_over=Diagnosis.person)
    batch = Column(Diagnosis.batch_class, summed_over=Diagnosis.person)
    return Ledger(
        pages.PEOPLE,
        "人员",
        PERSON,
        (
            asking.town(office, Column(Place.name, (Person.town,))),
            asking.village(office, Column(Place.name, (Person.village,))),
            asking.code("identity", "身份", identity),
            asking.several("disease", "病种", disease, lambda: asking.diseases(office)),
            asking.code("batch", "类别", batch),
            asking.period(
                "settled", "结算", Column(Settlement.settled_on, summed_over=Settlement.person), pinned=False
            ),
            asking.code("sex", "性别", Column(Person.sex), pinned=False),
            asking.code("health", "健康状况", Column(Person.health_status), pinned=False),
            asking.period("birth", "出生", Column(Person.birth), pinned=False),
            asking.text("name", "姓名", Column(Person.name)),
            asking.text("number", "证件号码", Column(Person.id_number)),
            asking.text("phone", "联系电话", Column(Person.phone)),
            asking.text("household", "户编号", Column(Household.number, (Person.household,))),
        ),
        hidden=(Column(Person.nation), Column(Person.education), Column(Person.labour), Column(Person.died_on)),
        icon="people",
        empty="还没有人员",
    )
