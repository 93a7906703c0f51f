"""Standing flaws of records: what makes a row be marked, the work bench count it and a list show only such rows."""

from dataclasses import dataclass

from hfp_desk.records import DIAGNOSIS, PAYERS, PERSON, SETTLEMENT, RecordType
from hfp_desk.store.sql import LISTED, name_of


@dataclass(frozen=True)
class Flaw:
    """``where`` is the condition on the listed table; ``flag`` how a grid marks the row."""

    name: str
    label: str
    kind: RecordType
    where: str
    flag: str = "warn"


_WAITING = "1"  # 待核实 of the code list verify_state
_PAID = "+".join(f"coalesce({LISTED}.{name_of(payer)},0)" for payer in PAYERS)

NO_NUMBER = Flaw("no_number", "证件号码缺失或有误", PERSON, f"{LISTED}.\"id_key\"=''", "error")
UNBALANCED = Flaw(
    "unbalanced",
    "费用不平衡",
    SETTLEMENT,
    f'({LISTED}."total"<>{_PAID}+{LISTED}."own_share" OR {LISTED}."own_share" IS NULL AND {LISTED}."total"<{_PAID})',
    "error",
)
UNVERIFIED = Flaw("unverified", "患病待核实核准", DIAGNOSIS, f"{LISTED}.\"verify_state\" IN ('','{_WAITING}')")
UNREAD = "unread"
"""The flaw any record can have: a value of it could not be read and waits for correction."""

OF_KIND = (NO_NUMBER, UNBALANCED, UNVERIFIED)


def of(kind: RecordType) -> tuple[Flaw, ...]:
    """The flaws records of this type can have, the gravest first."""
    own = tuple(flaw for flaw in OF_KIND if flaw.kind.name == kind.name)
    where = f'{LISTED}."id" IN (SELECT "record" FROM "unread" WHERE "kind"=\'{kind.name}\' AND "settled_at"=\'\')'
    return (*own, Flaw(UNREAD, "有读不懂的值", kind, where))


def named(kind: RecordType, name: str) -> Flaw:
    """The flaw of this name; KeyError when records of the type cannot have it."""
    return {flaw.name: flaw for flaw in of(kind)}[name]
