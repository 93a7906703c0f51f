"""大病专项救治台账 and 一站式结算台账: rows of the register with the payers of the policy in force."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hfp_desk import policy
from hfp_desk.codes import code_list
from hfp_desk.papers.showing import shown, visible, yes
from hfp_desk.records import PAYERS, Person, Settlement, Treatment
from hfp_desk.store import stays
from hfp_desk.store.stays import StayRow

if TYPE_CHECKING:
    from hfp_desk.papers.job import Job
    from hfp_desk.printing.facts import SettlementRow, TreatmentRow
    from hfp_desk.printing.paper import Paper

ZERO = Decimal(0)


def draw_treatments(paper: Paper, job: Job) -> int:
    """大病专项救治台账 on A3 landscape."""
    from hfp_desk.printing.sheets import A3_WIDE

    return _treatments(paper, job, A3_WIDE)


def draw_treatments_small(paper: Paper, job: Job) -> int:
    """大病专项救治台账 on A4 landscape, two lines a row."""
    from hfp_desk.printing.sheets import A4_WIDE

    return _treatments(paper, job, A4_WIDE)


def draw_settlements(paper: Paper, job: Job) -> int:
    """一站式结算台账 on A3 landscape."""
    from hfp_desk.printing.facts import SettlementLedgerFacts
    from hfp_desk.printing.forms import settlement_ledger

    payers = payers_in_force(job)
    rows = (_settlement(row, payers, job) for row in stays.settlements(job.register, job.scope, job.viewer))
    facts = SettlementLedgerFacts(
        title=job.worded(SettlementLedgerFacts.title),
        office=job.office,
        period=period(job),
        payers=tuple(payers.values()),
        rows=rows,
        count=stays.count(job.register, job.scope, job.viewer),
    )
    return settlement_ledger.draw(paper, facts, job.progress)


def count_treated(job: Job) -> int:
    """How many persons have a stay in the scope."""
    return stays.count_people(job.register, job.scope, job.viewer)


def count_settled(job: Job) -> int:
    """How many persons have a settled stay in the scope."""
    return stays.count_people(job.register, job.scope, job.viewer, billed=True)


def payers_in_force(job: Job) -> dict[str, str]:
    """Field and label of the payers the edition names, in its order; others only where money stands in them."""
    edition = policy.load(job.policy).on(job.scope.until or date.today())
    named = {payer.field: payer.label for payer in edition.payers}
    used = {field.name for field in PAYERS if field.name not in named and stays.is_used(job.register, field)}
    return named | {name: edition.payer_label(name) for name in (field.name for field in PAYERS) if name in used}


def period(job: Job) -> str:
    """The period of the scope in words, or the day of printing."""
    since, until = job.scope.since, job.scope.until
    if since or until:
        return f"{since or '……'} 至 {until or '今'}"
    return f"截至 {date.today()}"


def _treatments(paper: Paper, job: Job, sheet: object) -> int:
    from hfp_desk.printing.facts import TreatmentLedgerFacts
    from hfp_desk.printing.forms import treatment_ledger
    from hfp_desk.printing.sheets import Sheet

    assert isinstance(sheet, Sheet)
    payers = payers_in_force(job)
    facts = TreatmentLedgerFacts(
        title=job.worded(TreatmentLedgerFacts.title),
        office=job.office,
        period=period(job),
        payers=tuple(payers.values()),
        rows=_stay_rows(job, payers),
        count=stays.count(job.register, job.scope, job.viewer),
    )
    return treatment_ledger.draw(paper, facts, sheet, job.progress)


def _stay_rows(job: Job, payers: dict[str, str]) -> Iterator[TreatmentRow]:
    for row in stays.treatments(job.register, job.scope, job.viewer):
        yield _treatment(row, payers, job)


def _treatment(row: StayRow, payers: dict[str, str], job: Job) -> TreatmentRow:
    from hfp_desk.printing.facts import TreatmentRow

    row = _seen(row, job)
    return TreatmentRow(
        town=row.town,
        village=row.village,
        name=_who(Person.name, row.name, job),
        sex=code_list("sex").shown(row.sex) if row.sex else "",
        id_number=_who(Person.id_number, row.id_number, job),
        category=identities(row),
        disease=_care(Treatment.disease, row, job),
        icd=_care(Treatment.icd, row, job),
        hospital=_care(Treatment.hospital, row, job),
        admitted=row.admitted,
        discharged=row.discharged,
        days=row.days,
        total=row.amounts["total"],
        in_scope=row.amounts["in_scope"],
        paid=tuple(row.amounts[name] for name in payers),
        reimbursed=reimbursed(row),
        own=row.amounts["own_share"],
        treat_first=yes(row.treat_first),
        one_stop=yes(row.one_stop),
        effect=_care(Treatment.effect, row, job),
        remark=_care(Treatment.remark, row, job),
    )


def _settlement(row: StayRow, payers: dict[str, str], job: Job) -> SettlementRow:
    from hfp_desk.printing.facts import SettlementRow

    row = _seen(row, job)
    return SettlementRow(
        town=row.town,
        village=row.village,
        head=_who(Person.name, row.head, job),
        name=_who(Person.name, row.name, job),
        id_number=_who(Person.id_number, row.id_number, job),
        category=_who(Settlement.person_class, row.texts["person_class"], job) or identities(row),
        disease=_care(Treatment.disease, row, job),
        icd=_care(Treatment.icd, row, job),
        hospital=_care(Treatment.hospital, row, job),
        level=_care(Treatment.level, row, job),
        area=_care(Treatment.area, row, job),
        admitted=row.admitted,
        discharged=row.discharged,
        days=row.days,
        total=row.amounts["total"],
        in_scope=row.amounts["in_scope"],
        out_of_catalogue=row.amounts["out_of_catalogue"],
        deductible=row.amounts["deductible"],
        paid=tuple(row.amounts[name] for name in payers),
        reimbursed=reimbursed(row),
        own=row.amounts["own_share"],
        treat_first=yes(row.treat_first),
        deposit_waived=row.amounts["deposit_waived"],
        one_stop=yes(row.one_stop),
        advanced=row.amounts["advanced"],
        review_batch=row.texts["audit_batch"],
        paid_back=row.repaid_on,
        owed=row.amounts["arrears"],
        remark=_care(Treatment.remark, row, job),
    )


def reimbursed(row: StayRow) -> Decimal | None:
    """What all payers paid together; nothing when no amount is known."""
    known = [amount for field in PAYERS if (amount := row.amounts[field.name]) is not None]
    return sum(known, ZERO) if known else None


def identities(row: StayRow) -> str:
    """The identities on the day of admission in short words, in the order of the code list."""
    return "、".join(item.short for item in code_list("identity").items if item.code in row.identities)


def _seen(row: StayRow, job: Job) -> StayRow:
    """The days and amounts of a stay as far as this viewer may see them; hidden ones are in no sum either."""
    if not row.restricted or job.viewer.sees_restricted:
        return row

    def open_to_all(field: Any, value: Any) -> Any:
        return visible(field, value, job.viewer, restricted=True)

    return replace(
        row,
        admitted=open_to_all(Treatment.admitted, row.admitted),
        discharged=open_to_all(Treatment.discharged, row.discharged),
        days=open_to_all(Treatment.days, row.days),
        settled_on=open_to_all(Settlement.settled_on, row.settled_on),
        repaid_on=open_to_all(Settlement.repaid_on, row.repaid_on),
        amounts={field.name: open_to_all(field, row.amounts[field.name]) for field in stays.AMOUNTS},
    )


def _who(field: object, value: str, job: Job) -> str:
    return shown(field, value, job.viewer)  # type: ignore[arg-type]


def _care(field: object, row: StayRow, job: Job) -> str:
    value = row.texts[field.name]  # type: ignore[attr-defined]
    return shown(field, value, job.viewer, restricted=row.restricted)  # type: ignore[arg-type]
