"""The lists on a person's page: one kind of record each; those of ``FURTHER`` only when they hold something."""

from dataclasses import dataclass

from hfp_desk.records import (
    AGREEMENT,
    AID,
    ALERT,
    CHECKUP,
    CONTRACT,
    DIAGNOSIS,
    FOLLOW_UP,
    IDENTITY,
    MANAGED_CASE,
    SCREENING,
    SERVICE,
    SETTLEMENT,
    SUBSIDY,
    SURVEY,
    TREATMENT,
    Column,
    Diagnosis,
    FollowUp,
    Identity,
    RecordType,
    Settlement,
    Treatment,
)
from hfp_desk.records.base import of


@dataclass(frozen=True)
class Section:
    """A tab with a list of one kind of record; ``optional`` when it is shown only with records in it."""

    title: str
    kind: RecordType
    columns: tuple[Column, ...]
    empty: str
    icon: str
    summed: tuple[Column, ...] = ()
    optional: bool = False


def _further(title: str, kind: RecordType, icon: str) -> Section:
    """A list with the columns of its ledger, but for whose it is."""
    columns = tuple(column for column in kind.columns if not column.path and not column.summed_over)
    return Section(title, kind, columns, f"还没有{title}记录", icon, optional=True)


_USUAL = (
    Section(
        "疾病",
        DIAGNOSIS,
        of(
            *(Diagnosis.disease, Diagnosis.batch_class, Diagnosis.verify_state, Diagnosis.verified_on),
            *(Diagnosis.found_on, Diagnosis.plan, Diagnosis.closed_on),
        ),
        "还没有患病核准",
        "disease",
    ),
    Section(
        "救治",
        TREATMENT,
        (
            *of(Treatment.admitted, Treatment.disease, Treatment.hospital),
            Column(Settlement.total, summed_over=Settlement.treatment),
            Column(Settlement.own_share, summed_over=Settlement.treatment),
            *of(Treatment.discharged, Treatment.days, Treatment.effect),
        ),
        "还没有救治记录",
        "treatment",
        (
            Column(Settlement.total, summed_over=Settlement.treatment, label="合计"),
            Column(Settlement.own_share, summed_over=Settlement.treatment, label="自付"),
        ),
    ),
    Section(
        "费用",
        SETTLEMENT,
        of(
            *(Settlement.settled_on, Settlement.total, Settlement.own_share, Settlement.in_scope),
            *(Settlement.basic, Settlement.major, Settlement.supplementary, Settlement.assistance),
            *(Settlement.one_stop, Settlement.advance_state),
        ),
        "还没有费用结算",
        "money",
        (Column(Settlement.total, label="合计"), Column(Settlement.own_share, label="自付")),
    ),
)
_IDENTITY = Section(
    "身份",
    IDENTITY,
    of(
        *(Identity.kind, Identity.starts, Identity.ends, Identity.exit_reason),
        *(Identity.benefits_continue, Identity.list_source),
    ),
    "还没有登记身份",
    "person",
)
_VISITS = Section(
    "随访",
    FOLLOW_UP,
    of(
        *(FollowUp.visited_on, FollowUp.programme, FollowUp.mode, FollowUp.state, FollowUp.systolic),
        *(FollowUp.diastolic, FollowUp.fasting_glucose, FollowUp.control, FollowUp.next_on, FollowUp.doctor_name),
    ),
    "还没有随访记录",
    "calendar",
    optional=True,
)
SECTIONS = (
    *_USUAL,
    _further("签约", CONTRACT, "signing"),
    _further("慢病", MANAGED_CASE, "disease"),
    _VISITS,
    _further("体检", CHECKUP, "check"),
    _further("服务", SERVICE, "signing"),
    _further("资助", SUBSIDY, "money"),
    _further("协议", AGREEMENT, "money"),
    _further("筛查", SCREENING, "star"),
    _further("救助", AID, "star"),
    _further("预警", ALERT, "mark"),
    _further("调查", SURVEY, "report"),
    _IDENTITY,
)
FURTHER = tuple(section.kind for section in SECTIONS if section.optional)
"""The kinds whose list is shown only when there is something in it."""
