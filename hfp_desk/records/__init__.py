"""The records of the register: peewee models and what the office calls them.

Three or four related types a file. ``ALL`` is written by hand: lists, imports, exports, history and the laws
tested over every record type read it. May import fields and rules; never the store, the window or paper.
"""

from hfp_desk.records.base import LIFE_CYCLE, Column, Plain, Record, RecordType, Section
from hfp_desk.records.care import DIAGNOSIS, Diagnosis, Treatment
from hfp_desk.records.identities import IDENTITY, Identity
from hfp_desk.records.money import PAYERS, SETTLEMENT, TREATMENT, Settlement
from hfp_desk.records.network import INSTITUTION, Institution
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
from hfp_desk.records.people import HOUSEHOLD, PERSON, Household, Person
from hfp_desk.records.places import PLACE, PLACE_STATUS, Place, PlaceStatus

ALL = (PLACE, PLACE_STATUS, HOUSEHOLD, PERSON, IDENTITY, INSTITUTION, DIAGNOSIS, TREATMENT, SETTLEMENT)
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
    "ALL",
    "BY_NAME",
    "DIAGNOSIS",
    "HOUSEHOLD",
    "IDENTITY",
    "INSTITUTION",
    "LIFE_CYCLE",
    "MODELS",
    "OFFICE",
    "PAYERS",
    "PERSON",
    "PLACE",
    "PLACE_STATUS",
    "SETTLEMENT",
    "TREATMENT",
    "Change",
    "Column",
    "Diagnosis",
    "Doing",
    "Event",
    "Household",
    "Identity",
    "ImportBatch",
    "ImportProfile",
    "ImportRow",
    "Institution",
    "Merge",
    "NotDuplicate",
    "Person",
    "Place",
    "PlaceStatus",
    "Plain",
    "Record",
    "RecordType",
    "SavedList",
    "SearchEntry",
    "Section",
    "Setting",
    "Settlement",
    "TakenBack",
    "Treatment",
    "Unread",
    "User",
    "ValueMap",
]
