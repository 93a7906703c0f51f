"""The lines over a village's tables: of visits for one disease, and of the yearly exams."""

from hfp_desk.records import Checkup, FollowUp, Person
from hfp_desk.store import village_exams, village_visits
from ui.pages.village_head import VillageHead


class VisitHead(VillageHead):
    """Village, disease, day, way and doctor."""

    given = (Person.village, FollowUp.programme, FollowUp.visited_on, FollowUp.mode, FollowUp.doctor)
    turns = ("village", "programme", "visited_on")
    titled = ("village", "programme")
    dated = "visited_on"

    @property
    def head(self) -> village_visits.Head | None:
        """What holds for every row; None while village, disease or day are not known."""
        programme, day = self.value("programme"), self.value("visited_on")
        if self.village is None or not programme or day is None:
            return None
        return village_visits.Head(programme, day, self.value("mode") or "", self.value("doctor"))


class ExamHead(VillageHead):
    """Village, day, unit and doctor."""

    given = (Person.village, Checkup.examined_on, Checkup.unit, Checkup.doctor_name)
    turns = ("village", "examined_on")
    titled = ("village",)
    dated = "examined_on"

    @property
    def head(self) -> village_exams.Head | None:
        """What holds for every row; None while village or day are not known."""
        day = self.value("examined_on")
        if self.village is None or day is None:
            return None
        return village_exams.Head(day, self.value("unit") or "", self.value("doctor_name") or "")
