"""Going to a record, and to a field of it, from wherever it is named: a finding, a search hit, a list."""

from dataclasses import dataclass

from hfp_desk.records import BY_NAME, RecordType
from hfp_desk.store import card
from hfp_desk.store.views import View
from ui import pages
from ui.desk import Desk
from ui.office import Office

LIST_OF = {
    "person": pages.PEOPLE,
    "household": pages.HOUSEHOLDS,
    "identity": pages.IDENTITIES,
    "diagnosis": pages.DIAGNOSES,
    "treatment": pages.TREATMENTS,
    "settlement": pages.SETTLEMENTS,
    "institution": pages.INSTITUTIONS,
    "doctor": pages.DOCTORS,
    "licence": pages.LICENCES,
    "practice": pages.PRACTICES,
    "arrangement": pages.ARRANGEMENTS,
    "gap": pages.GAPS,
    "equipment": pages.EQUIPMENT,
    "posting": pages.POSTINGS,
    "partnership": pages.PARTNERSHIPS,
    "postingmonth": pages.POSTING_MONTHS,
    "absence": pages.ABSENCES,
    "assessment": pages.ASSESSMENTS,
    "course": pages.COURSES,
    "attendance": pages.ATTENDANCES,
    "cadre": pages.CADRES,
    "finding": pages.RECTIFICATION,
    "task": pages.TASKS,
    "material": pages.MATERIALS,
    "activity": pages.ACTIVITIES,
    "healthyplace": pages.HEALTHY_PLACES,
    "project": pages.PROJECTS,
    "inspection": pages.INSPECTIONS,
    "meeting": pages.MEETINGS,
    "team": pages.TEAMS,
    "teammember": pages.TEAM_MEMBERS,
    "contract": pages.CONTRACTS,
    "serviceitem": pages.SERVICE_ITEMS,
    "service": pages.SERVICES,
    "survey": pages.SURVEYS,
    "managedcase": pages.CASES,
    "checkup": pages.CHECKUPS,
    "leave": pages.LEAVES,
    "followup": pages.FOLLOW_UPS,
    "agreement": pages.AGREEMENTS,
    "instalment": pages.INSTALMENTS,
    "auditbatch": pages.AUDIT_BATCHES,
    "diseaseprice": pages.PRICES,
    "subsidystandard": pages.SUBSIDY_STANDARDS,
    "subsidy": pages.SUBSIDIES,
    "screening": pages.SCREENINGS,
    "aid": pages.AIDS,
    "alert": pages.ALERTS,
    "discrepancy": pages.DISCREPANCIES,
}
"""The page with the list of each kind of record."""


@dataclass(frozen=True)
class RecordTarget:
    """A record to be opened in its form; ``label`` names the field that gets the cursor."""

    person: int
    kind: RecordType
    record: int
    label: str = ""


@dataclass(frozen=True)
class LogOf:
    """A record whose history is to be shown in the log; a person's with all that belongs to them."""

    kind: RecordType
    record: int


@dataclass(frozen=True)
class AgreementFor:
    """A new agreement of treatment before payment, filled in from a stay, or from a person's latest one."""

    person: int = 0
    treatment: int = 0


@dataclass(frozen=True)
class StatisticsOf:
    """A list that is to be told apart by its columns: its view, and its conditions in words."""

    view: View
    words: str = ""


def jump(desk: Desk, office: Office, kind: str, record: int, label: str = "") -> bool:
    """Open the record; False when it is none that has a form."""
    if kind not in BY_NAME or not record:
        return False
    person = card.person_of(office.register, BY_NAME[kind], record, office.viewer)
    if person is not None:
        desk.go(pages.PERSON, RecordTarget(person, BY_NAME[kind], record, label))
        return True
    if kind in LIST_OF:
        desk.go(LIST_OF[kind], RecordTarget(0, BY_NAME[kind], record, label))
        return True
    return False
