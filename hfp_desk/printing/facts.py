"""What each form needs to know, in plain strings, dates and Decimals.

Whoever gathers the facts decides what the user may see (masking) and in which words; a form only arranges
them on paper. ``None`` prints as an empty space to be filled by hand. Nothing heavy is imported here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

Amount = Decimal | None


class Align(StrEnum):
    """Where text stands in its box."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True)
class Made:
    """Who printed, when, and in which office: the small line at the foot of every page."""

    by: str
    at: datetime
    office: str = ""


@dataclass(frozen=True)
class TreatmentRow:
    """One hospital stay of the 大病专项救治台账; ``paid`` follows the ledger's payers."""

    town: str
    village: str
    name: str
    sex: str
    id_number: str
    category: str
    disease: str
    icd: str
    hospital: str
    admitted: date | None
    discharged: date | None
    days: int | None
    total: Amount
    in_scope: Amount
    paid: tuple[Amount, ...]
    reimbursed: Amount
    own: Amount
    treat_first: str
    one_stop: str
    effect: str
    remark: str = ""


@dataclass(frozen=True)
class TreatmentLedgerFacts:
    """A 大病专项救治台账; ``payers`` are the labels in force, in their order; ``count`` the rows expected."""

    office: str
    period: str
    payers: tuple[str, ...]
    rows: Iterable[TreatmentRow]
    count: int = 0
    title: str = "农村贫困人口大病专项救治台账"
    signers: tuple[str, ...] = ("单位负责人", "审核人", "制表人")


@dataclass(frozen=True)
class SettlementRow:
    """One settlement of the 一站式结算台账; ``paid`` follows the ledger's payers."""

    town: str
    village: str
    head: str
    name: str
    id_number: str
    category: str
    disease: str
    icd: str
    hospital: str
    level: str
    area: str
    admitted: date | None
    discharged: date | None
    days: int | None
    total: Amount
    in_scope: Amount
    out_of_catalogue: Amount
    deductible: Amount
    paid: tuple[Amount, ...]
    reimbursed: Amount
    own: Amount
    treat_first: str
    deposit_waived: Amount
    one_stop: str
    advanced: Amount
    review_batch: str
    paid_back: date | None
    owed: Amount
    remark: str = ""


@dataclass(frozen=True)
class SettlementLedgerFacts:
    """A 一站式结算台账; ``payers`` are the labels in force, in their order; ``count`` the rows expected."""

    office: str
    period: str
    payers: tuple[str, ...]
    rows: Iterable[SettlementRow]
    count: int = 0
    title: str = "农村贫困人口住院费用“一站式”结算台账"
    signers: tuple[str, ...] = ("单位负责人", "审核人", "制表人")


@dataclass(frozen=True)
class SheetDiagnosis:
    """One row of block B of the 健康扶贫帮扶表; codes as printed beside the form's items."""

    census_code: str = ""
    census_name: str = ""
    code: str = ""
    name: str = ""
    second_name: str = ""
    diagnosed: date | None = None
    confirmed: str = ""
    treatment_kind: str = ""
    area: str = ""
    level: str = ""
    hospital_kind: str = ""


@dataclass(frozen=True)
class SheetTreatment:
    """One row of block C; ``costs`` in the form's order from 总计 to 其他 (10), missing ones empty."""

    disease: str = ""
    treated: str = ""
    hospital: str = ""
    area: str = ""
    level: str = ""
    hospital_kind: str = ""
    policies: str = ""
    mode: str = ""
    effect: str = ""
    costs: tuple[Amount, ...] = ()


@dataclass(frozen=True)
class HelpSheetFacts:
    """One person's 健康扶贫帮扶表; code fields hold the form's own codes, several where it allows several."""

    place: str = ""
    village: str = ""
    household: str = ""
    name: str = ""
    sex: str = ""
    born: date | None = None
    id_number: str = ""
    person_state: str = ""
    household_kind: str = ""
    family_planning: str = ""
    labour: str = ""
    insurances: tuple[str, ...] = ()
    health_record: str = ""
    poverty_state: str = ""
    measures: tuple[str, ...] = ()
    diagnoses: tuple[SheetDiagnosis, ...] = ()
    treatments: tuple[SheetTreatment, ...] = ()
    filled_by: str = ""
    filler_unit: str = ""
    filler_phone: str = ""
    checked_by: str = ""
    checker_unit: str = ""
    checker_phone: str = ""


@dataclass(frozen=True)
class DossierItem:
    """One material of a 一人一档: in the file with so many pages, or missing."""

    item: str
    present: bool
    pages: int = 0
    made: date | None = None
    remark: str = ""

    def __post_init__(self) -> None:
        if self.present != (self.pages > 0):
            raise ValueError(f"目录与内容不符：{self.item}")


@dataclass(frozen=True)
class DossierFacts:
    """Cover and catalogue of one person's file."""

    office: str
    number: str
    village: str
    name: str
    sex: str
    id_number: str
    place: str
    identities: str
    diseases: str
    opened: date | None
    items: tuple[DossierItem, ...]
    keeper: str = ""
    title: str = "健康扶贫一人一档"


@dataclass(frozen=True)
class RecoverySheetFacts:
    """The sheet that opens a register whose password is lost; ``code`` in groups parted by ``-``."""

    office: str
    register: str
    made: date
    code: str
    made_by: str = ""


@dataclass(frozen=True)
class ListColumn:
    """One column of a list as seen; ``chars`` is its width in Chinese characters."""

    label: str
    chars: float = 6
    align: Align = Align.LEFT
    total: bool = False
    places: int = 2
    group: str | None = None


@dataclass(frozen=True)
class ListFacts:
    """Any list as it stands on the screen: rows of shown texts and the amounts of its total columns.

    ``head`` are the words left and right over the table where they are not office, conditions and unit.
    """

    title: str
    columns: tuple[ListColumn, ...]
    rows: Iterable[tuple[tuple[str, ...], tuple[Amount, ...]]]
    office: str = ""
    conditions: str = ""
    unit: str = ""
    count: int = 0
    signers: tuple[str, ...] = ()
    head: tuple[str, str] | None = None


@dataclass(frozen=True)
class StoryRow:
    """One field's step in a record's story; what is the same as in the row above stays empty."""

    at: str
    user: str
    action: str
    field: str
    old: str
    new: str
    source: str


@dataclass(frozen=True)
class StoryFacts:
    """The whole story of a person's records; ``about`` names whose it is, ``village`` and ``name`` for the outline."""

    office: str
    village: str
    name: str
    about: str
    period: str
    changes: int
    rows: tuple[StoryRow, ...]
    title: str = "登记变更记录"
