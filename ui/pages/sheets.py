"""The entry forms: which fields stand together, which records they fill, and what each is called.

Drawn from the record types; only what the office enters in one go is put together here: a person with the first
identity, a stay with its bill.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from hfp_desk.policy import Edition
from hfp_desk.records import (
    DIAGNOSIS,
    DOCTOR,
    FOLLOW_UP,
    HOUSEHOLD,
    IDENTITY,
    LICENCE,
    MANAGED_CASE,
    PAYERS,
    PERSON,
    PRACTICE,
    SETTLEMENT,
    TREATMENT,
    Diagnosis,
    FollowUp,
    Identity,
    Licence,
    ManagedCase,
    Practice,
    RecordType,
    Section,
    Settlement,
    Treatment,
)
from hfp_desk.store import visit_forms
from hfp_desk.store.entering import Draft
from ui.form import key_of
from ui.pages.visit_aide import VisitAide

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Sheet:
    """An entry form: its records in the order in which they are kept, and its sections.

    ``implied`` are values of a new record, by its kind, that its section says by its title. ``turned`` chooses the
    sections shown by what is written, ``aide`` is made for the form and helps to fill it in (``visit_aide``).
    """

    title: str
    kinds: tuple[RecordType, ...]
    sections: tuple[Section, ...]
    implied: Mapping[str, Values] = field(default_factory=dict)
    turned: Callable[[Values], Sequence[Section]] | None = None
    aide: Callable[..., object] | None = None

    @property
    def main(self) -> RecordType:
        """The record the form is about."""
        return self.kinds[0]

    @property
    def about_person(self) -> bool:
        """Whether the form asks whose record it is."""
        return any(one.name == "person" for section in self.sections for one in section.fields)

    def drafts(self, values: Values, opened: Sequence[Draft] = ()) -> list[Draft]:
        """What was written, shared out to the records; one that is new and empty is left out."""
        before = {draft.kind.name: draft for draft in opened}
        made = [self._draft(kind, values, before.get(kind.name)) for kind in self.kinds]
        kept = [draft for place, draft in enumerate(made) if place == 0 or draft.id is not None or _filled(draft)]
        return [self._with_implied(draft) for draft in kept]

    def names(self, kind: RecordType) -> set[str]:
        """The fields of ``kind`` on this form, by what the form calls them."""
        return set(self._keys(kind))

    def _keys(self, kind: RecordType) -> dict[str, str]:
        """The fields of ``kind``: what the form calls each, and its own name."""
        taken: dict[str, Any] = {}
        for one in (one for section in self.sections for one in section.fields):
            taken[key_of(one, taken)] = one
        return {key: one.name for key, one in taken.items() if one.model is kind.model}

    def _with_implied(self, draft: Draft) -> Draft:
        more = self.implied.get(draft.kind.name, {}) if draft.id is None else {}
        return replace(draft, values={**more, **draft.values}) if more else draft

    def _draft(self, kind: RecordType, values: Values, before: Draft | None) -> Draft:
        mine = {name: values[key] for key, name in self._keys(kind).items() if key in values}
        if before is None:
            return Draft(kind, mine)
        return Draft(kind, mine, before.id, before.version, before.titles)


def _filled(draft: Draft) -> bool:
    return any(value not in (None, "", ()) for value in draft.values.values())


_WHOSE = "患者"

PERSON_SHEET = Sheet("人员", (PERSON,), PERSON.sections)
NEW_PERSON_SHEET = Sheet(
    "人员",
    (PERSON, IDENTITY),
    (*PERSON.sections[:2], Section("人员身份", (Identity.kind, Identity.starts)), *PERSON.sections[2:]),
)
"""A new person comes with the identity that brings them into the register."""

HOUSEHOLD_SHEET = Sheet("户", (HOUSEHOLD,), HOUSEHOLD.sections)
IDENTITY_SHEET = Sheet("身份", (IDENTITY,), (Section("人员", (Identity.person,)), *IDENTITY.sections))
DIAGNOSIS_SHEET = Sheet(
    "患病核准",
    (DIAGNOSIS,),
    (
        Section(_WHOSE, (Diagnosis.person,)),
        DIAGNOSIS.sections[0],
        Section("核实核准", (*DIAGNOSIS.sections[1].fields, Diagnosis.hospital)),
        *DIAGNOSIS.sections[2:],
    ),
)


VISIT_SHEET = Sheet(
    "随访记录",
    (FOLLOW_UP,),
    (Section("随访对象", (FollowUp.person,)), *FOLLOW_UP.sections),
    turned=visit_forms.visit_sections,
    aide=VisitAide,
)
"""A visit on the national form of its programme; its case is found or begun when it is kept."""

CASE_SHEET = Sheet(
    "慢病管理",
    (MANAGED_CASE,),
    (Section("管理对象", (ManagedCase.person,)), *MANAGED_CASE.sections),
    turned=visit_forms.case_sections,
)

BILL_SHEET = Sheet("费用结算", (SETTLEMENT,), (Section(_WHOSE, (Settlement.person,)), *SETTLEMENT.sections))
"""A bill alone, with all payers: one of several of a stay, or one that came without a stay."""

NEW_DOCTOR_SHEET = Sheet(
    "村医",
    (DOCTOR, LICENCE, PRACTICE),
    (
        *DOCTOR.sections[:2],
        Section(
            "证书", (Licence.kind, Licence.number, Licence.issued_on, Licence.expires, Licence.issuer, Licence.scope)
        ),
        Section("兼顾别村（没有可不填）", (Practice.village, Practice.starts, Practice.ends)),
        *DOCTOR.sections[2:],
    ),
    {PRACTICE.name: {"mode": "2"}},
)
"""A new doctor comes with the certificate, and with a further village where there is one."""

NEW = {sheet.main.name: sheet for sheet in (NEW_PERSON_SHEET, NEW_DOCTOR_SHEET)}
"""The forms of new records that come together with others."""

_COMPOSED = (PERSON_SHEET, HOUSEHOLD_SHEET, IDENTITY_SHEET, DIAGNOSIS_SHEET, BILL_SHEET, VISIT_SHEET, CASE_SHEET)
_BY_KIND = {sheet.main.name: sheet for sheet in _COMPOSED}


def sheet_of(kind: RecordType) -> Sheet:
    """The form of one record: drawn from its type unless it is put together here; it asks first whose it is."""
    composed = _BY_KIND.get(kind.name)
    if composed is not None:
        return composed
    person = kind.model._meta.fields.get("person")
    there = any(one is person for section in kind.sections for one in section.fields)
    whose = () if person is None or there else (Section("人员", (person,)),)
    return Sheet(kind.title, (kind,), (*whose, *kind.sections))


def care_sheet(edition: Edition, opened: Sequence[Draft] = ()) -> Sheet:
    """A stay and its bill, with the stay's remark: the edition's payers in its order, and others that already paid."""
    kept = {name for draft in opened for name, value in draft.values.items() if value is not None}
    in_force = [payer.field for payer in edition.payers]
    by_name = {field.name: field for field in PAYERS}
    names = [*in_force, *(name for name in by_name if name in kept and name not in in_force)]
    payers = tuple(by_name[name] for name in names)
    money, _, manner, advance = SETTLEMENT.sections
    stay, days, plan = TREATMENT.sections
    advanced = Section(advance.title, tuple(field for field in advance.fields if field.name != "remark"))
    whose = Section(_WHOSE, (Treatment.person,))
    sections = (whose, stay, days, money, Section("报销", payers), manner, plan, advanced)
    return Sheet("救治与费用", (TREATMENT, SETTLEMENT), sections)
