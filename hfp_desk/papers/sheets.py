"""健康扶贫帮扶表 and 一人一档: what the register knows of one person, arranged as the forms want it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hfp_desk.codes import code_list
from hfp_desk.papers.showing import shown, visible
from hfp_desk.records import Diagnosis, Household, Identity, Person, Settlement, Treatment
from hfp_desk.store import stays

if TYPE_CHECKING:
    from hfp_desk.papers.job import Job
    from hfp_desk.printing.facts import DossierFacts, DossierItem, HelpSheetFacts, SheetDiagnosis, SheetTreatment
    from hfp_desk.printing.paper import Paper

_COSTS = (
    ("total",),
    ("own_share",),
    ("basic",),
    ("major",),
    ("supplementary",),
    ("assistance", "major_assistance"),
    ("temporary",),
    ("charity",),
    ("poverty_fund",),
    ("relief", "safety_net", "public_health", "other"),
)
"""The form's ten cost columns, from 总计 to 其他, as settlement fields."""


def draw_help_sheets(paper: Paper, job: Job) -> int:
    """One 健康扶贫帮扶表 a person, ordered by village."""
    from hfp_desk.printing.forms import help_sheet, people

    chosen = stays.people_in(job.register, job.scope, job.viewer, ill=not job.scope.persons)
    facts = (help_sheet_facts(person, job) for person in _persons(chosen))
    return people.draw_people(paper, facts, help_sheet.draw, len(chosen), job.progress)


def draw_dossiers(paper: Paper, job: Job) -> int:
    """Cover and catalogue of each person's file, ordered by village."""
    from hfp_desk.printing.forms import dossier, people

    chosen = stays.people_in(job.register, job.scope, job.viewer, ill=not job.scope.persons)
    facts = (dossier_facts(person, job) for person in _persons(chosen))
    return people.draw_people(paper, facts, dossier.draw, len(chosen), job.progress)


def count_ill(job: Job) -> int:
    """How many persons of the scope get a sheet."""
    return len(stays.people_in(job.register, job.scope, job.viewer, ill=not job.scope.persons))


def help_sheet_facts(person: Person, job: Job) -> HelpSheetFacts:
    """Blocks A, B and C of one person."""
    from hfp_desk.printing.facts import HelpSheetFacts

    household: Any = person.household
    diagnoses = stays.living(Diagnosis, person, job.viewer)
    return HelpSheetFacts(
        place=_place(person, job),
        village=_village(person),
        household=shown(Household.number, household.number, job.viewer) if household else "",
        name=shown(Person.name, person.name, job.viewer),
        sex=Person.sex.spec.kind.show(person.sex),  # type: ignore[attr-defined]
        born=visible(Person.birth, person.birth, job.viewer),
        id_number=shown(Person.id_number, person.id_number, job.viewer),
        person_state=person.person_state or "1",
        household_kind=household.kind if household else "",
        family_planning=household.family_planning if household else "",
        labour=person.labour,
        insurances=_insurances(person),
        health_record={True: "1", False: "2"}.get(person.has_record, ""),  # type: ignore[arg-type]
        poverty_state=household.poverty_state if household else "",
        measures=_measures(diagnoses, job),
        diagnoses=tuple(_diagnosis(diagnosis, job) for diagnosis in diagnoses),
        treatments=tuple(_treatment(treatment, job) for treatment in stays.living(Treatment, person, job.viewer)),
    )


def dossier_facts(person: Person, job: Job) -> DossierFacts:
    """Cover and catalogue; an item is ticked exactly when the register holds something for it."""
    from hfp_desk.printing.facts import DossierFacts

    identities = stays.living(Identity, person, job.viewer)
    diagnoses = stays.living(Diagnosis, person, job.viewer)
    kinds = code_list("identity")
    diseases = [shown(Diagnosis.disease, d.disease, job.viewer, restricted=bool(d.restricted)) for d in diagnoses]
    return DossierFacts(
        title=job.worded(DossierFacts.title),
        office=job.office,
        number=shown(Person.number, person.number, job.viewer) or f"{person.id:08d}",
        village=_village(person),
        name=shown(Person.name, person.name, job.viewer),
        sex=code_list("sex").shown(person.sex) if person.sex else "",
        id_number=shown(Person.id_number, person.id_number, job.viewer),
        place=_place(person, job),
        identities="、".join(dict.fromkeys(kinds.shown(identity.kind) for identity in identities)),
        diseases="、".join(dict.fromkeys(diseases)),
        opened=_day_of(person.created_at),
        items=tuple(_items(person, identities, diagnoses, job)),
    )


def _items(person: Person, identities: list[Any], diagnoses: list[Any], job: Job) -> Iterator[DossierItem]:
    treatments = stays.living(Treatment, person, job.viewer)
    referrals = [treatment for treatment in treatments if treatment.referral]
    yield _item("人员基本信息表", [person])
    yield _item("户籍与家庭成员信息", [person.household] if person.household else [])
    yield _item("贫困身份认定材料", identities)
    yield _item("患病核实核准表", diagnoses)
    yield _item("救治记录", treatments)
    yield _item("费用结算单", stays.living(Settlement, person, job.viewer))
    yield _item("转诊转院手续", referrals)
    yield _item("健康扶贫帮扶表", diagnoses or treatments)


def _item(label: str, records: Iterable[Any]) -> DossierItem:
    from hfp_desk.printing.facts import DossierItem

    known = list(records)
    last = max((_day_of(record.changed_at) or date.min for record in known), default=None)
    return DossierItem(label, bool(known), len(known), last if last != date.min else None)


def _diagnosis(diagnosis: Any, job: Job) -> SheetDiagnosis:
    from hfp_desk.printing.facts import SheetDiagnosis

    if _hidden(diagnosis, job):
        return SheetDiagnosis(name=shown(Diagnosis.disease, diagnosis.disease, job.viewer, restricted=True))
    hospital = diagnosis.hospital
    return SheetDiagnosis(
        code=shown(Diagnosis.icd, diagnosis.icd, job.viewer),
        name=shown(Diagnosis.disease, diagnosis.disease, job.viewer),
        diagnosed=_day_of(diagnosis.found_on),
        confirmed=diagnosis.confirm_state,
        treatment_kind=diagnosis.batch_class,
        area=hospital.area if hospital else "",
        level=hospital.level if hospital else "",
        hospital_kind=code_list("hospital_kind").shown(hospital.kind) if hospital and hospital.kind else "",
    )


def _treatment(treatment: Any, job: Job) -> SheetTreatment:
    from hfp_desk.printing.facts import SheetTreatment

    if _hidden(treatment, job):
        return SheetTreatment(disease=shown(Treatment.disease, treatment.disease, job.viewer, restricted=True))
    institution = treatment.institution
    bills = stays.bills_of(treatment)
    return SheetTreatment(
        disease=shown(Treatment.disease, treatment.disease, job.viewer),
        treated=str(treatment.admitted or ""),
        hospital=shown(Treatment.hospital, treatment.hospital, job.viewer),
        area=treatment.area or (institution.area if institution else ""),
        level=treatment.level or (institution.level if institution else ""),
        hospital_kind=code_list("hospital_kind").shown(institution.kind) if institution and institution.kind else "",
        policies=Treatment.policies.spec.kind.show(treatment.policies),  # type: ignore[attr-defined]
        mode=treatment.kind,
        effect=treatment.effect,
        costs=tuple(_cost(bills, names) for names in _COSTS) if bills else (),
    )


def _cost(bills: list[Settlement], names: tuple[str, ...]) -> Decimal | None:
    known = [amount for bill in bills for name in names if (amount := getattr(bill, name)) is not None]
    return sum(known, Decimal(0)) if known else None


def _insurances(person: Person) -> tuple[str, ...]:
    marks = (("1", person.basic_insurance), ("2", person.major_insurance), ("3", person.supplementary_insurance))
    return tuple(mark for mark, insured in marks if insured)


def _hidden(record: Any, job: Job) -> bool:
    return bool(record.restricted) and not job.viewer.sees_restricted


def _measures(diagnoses: list[Any], job: Job) -> tuple[str, ...]:
    open_ones = (diagnosis.batch_class for diagnosis in diagnoses if not _hidden(diagnosis, job))
    return tuple(sorted({measure for measure in open_ones if measure}))


def _place(person: Person, job: Job) -> str:
    household: Any = person.household
    if household is None:
        return _village(person)
    return f"{_village(person)}{household.group}{shown(Household.address, household.address, job.viewer)}"


def _village(person: Person) -> str:
    town: Any = person.town
    village: Any = person.village
    return (town.name if town else "") + (village.name if village else "")


def _day_of(text: str) -> date | None:
    return date.fromisoformat(text[:10]) if len(text) >= 10 else None


def _persons(ids: Iterable[int]) -> Iterator[Person]:
    for person in ids:
        yield Person.get_by_id(person)
