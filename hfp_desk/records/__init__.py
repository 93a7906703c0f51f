"""The records of the register: peewee models and what the office calls them.

Three or four related types a file. ``ALL`` is written by hand: lists, imports, exports, history and the laws
tested over every record type read it. May import fields and rules; never the store, the window or paper.
"""

from hfp_desk.records.assistance import (
    ABSENCE,
    ASSESSMENT,
    PARTNERSHIP,
    POSTING,
    POSTING_MONTH,
    Absence,
    Assessment,
    Partnership,
    Posting,
    PostingMonth,
)
from hfp_desk.records.base import LIFE_CYCLE, Column, Plain, Record, RecordType, Section
from hfp_desk.records.care import DIAGNOSIS, Diagnosis, Treatment
from hfp_desk.records.coverage import ARRANGEMENT, GAP, Arrangement, Gap
from hfp_desk.records.governance import FINDING, INSPECTION, MEETING, TASK, Finding, Inspection, Meeting, Task
from hfp_desk.records.identities import IDENTITY, Identity
from hfp_desk.records.money import PAYERS, SETTLEMENT, TREATMENT, Settlement
from hfp_desk.records.network import EQUIPMENT, INSTITUTION, Equipment, Institution
from hfp_desk.records.office import (
    Change,
    Doing,
    Event,
    ImportBatch,
    ImportProfile,
    ImportRow,
    Merge,
    NotDuplicate,
    SavedList,
    SearchEntry,
    Setting,
    TakenBack,
    Unread,
    User,
    ValueMap,
)
from hfp_desk.records.outreach import (
    ACTIVITY,
    HEALTHY_PLACE,
    MATERIAL,
    PROJECT,
    Activity,
    HealthyPlace,
    Material,
    Project,
)
from hfp_desk.records.people import HOUSEHOLD, PERSON, Household, Person
from hfp_desk.records.places import PLACE, PLACE_STATUS, Place, PlaceStatus
from hfp_desk.records.staff import DOCTOR, LICENCE, PRACTICE, Doctor, Licence, Practice
from hfp_desk.records.training import ATTENDANCE, CADRE, COURSE, PRESENCE, Attendance, Cadre, Course, Presence

ALL = (
    *(PLACE, PLACE_STATUS, HOUSEHOLD, PERSON, IDENTITY, INSTITUTION, DIAGNOSIS, TREATMENT, SETTLEMENT),
    *(EQUIPMENT, DOCTOR, LICENCE, PRACTICE, ARRANGEMENT, GAP),
    *(PARTNERSHIP, POSTING, ABSENCE, POSTING_MONTH, ASSESSMENT),
    *(CADRE, COURSE, ATTENDANCE, PRESENCE),
    *(TASK, FINDING, INSPECTION, MEETING, MATERIAL, ACTIVITY, HEALTHY_PLACE, PROJECT),
)
"""Every record type, those linked to before those that link."""

OFFICE: tuple[type[Plain], ...] = (
    User,
    Setting,
    SavedList,
    ImportBatch,
    ImportRow,
    ImportProfile,
    ValueMap,
    Unread,
    NotDuplicate,
    SearchEntry,
    Change,
    Doing,
    TakenBack,
    Event,
    Merge,
)
"""The program's own tables."""

MODELS: tuple[type[Plain], ...] = (*(kind.model for kind in ALL), *OFFICE)
"""Every table, in an order in which they can be created."""

BY_NAME = {kind.name: kind for kind in ALL}

__all__ = [
    "ABSENCE",
    "ACTIVITY",
    "ALL",
    "ARRANGEMENT",
    "ASSESSMENT",
    "ATTENDANCE",
    "BY_NAME",
    "CADRE",
    "COURSE",
    "DIAGNOSIS",
    "DOCTOR",
    "EQUIPMENT",
    "FINDING",
    "GAP",
    "HEALTHY_PLACE",
    "HOUSEHOLD",
    "IDENTITY",
    "INSPECTION",
    "INSTITUTION",
    "LICENCE",
    "LIFE_CYCLE",
    "MATERIAL",
    "MEETING",
    "MODELS",
    "OFFICE",
    "PARTNERSHIP",
    "PAYERS",
    "PERSON",
    "PLACE",
    "PLACE_STATUS",
    "POSTING",
    "POSTING_MONTH",
    "PRACTICE",
    "PRESENCE",
    "PROJECT",
    "SETTLEMENT",
    "TASK",
    "TREATMENT",
    "Absence",
    "Activity",
    "Arrangement",
    "Assessment",
    "Attendance",
    "Cadre",
    "Change",
    "Column",
    "Course",
    "Diagnosis",
    "Doctor",
    "Doing",
    "Equipment",
    "Event",
    "Finding",
    "Gap",
    "HealthyPlace",
    "Household",
    "Identity",
    "ImportBatch",
    "ImportProfile",
    "ImportRow",
    "Inspection",
    "Institution",
    "Licence",
    "Material",
    "Meeting",
    "Merge",
    "NotDuplicate",
    "Partnership",
    "Person",
    "Place",
    "PlaceStatus",
    "Plain",
    "Posting",
    "PostingMonth",
    "Practice",
    "Presence",
    "Project",
    "Record",
    "RecordType",
    "SavedList",
    "SearchEntry",
    "Section",
    "Setting",
    "Settlement",
    "TakenBack",
    "Task",
    "Treatment",
    "Unread",
    "User",
    "ValueMap",
]
