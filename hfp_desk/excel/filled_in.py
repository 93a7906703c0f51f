"""Templates that village doctors fill in and send back: visits, contracts and exams of the people they were sent for.

A row names a case or a person by our number; only the columns that were left white are taken, as new records or as
changes of those of the same day. A row that nobody filled in says nothing.
"""

from __future__ import annotations

from typing import Any

from hfp_desk.codes import code_list
from hfp_desk.excel import cases, signing, teams
from hfp_desk.excel.cases import Said
from hfp_desk.excel.converting import is_blank
from hfp_desk.excel.judged import problems_with
from hfp_desk.excel.parts import OUR_NUMBER, ListKind, Mode, Part
from hfp_desk.excel.table import error
from hfp_desk.excel.visit_rows import keep_visit
from hfp_desk.excel.work import Rows
from hfp_desk.problems import Problem, Severity
from hfp_desk.records import (
    CHECKUP,
    CONTRACT,
    FOLLOW_UP,
    MANAGED_CASE,
    PERSON,
    Checkup,
    Contract,
    FollowUp,
    ManagedCase,
    Person,
)

VISIT_FIELDS = (
    *(FollowUp.visited_on, FollowUp.mode, FollowUp.state, FollowUp.systolic, FollowUp.diastolic),
    *(FollowUp.fasting_glucose, FollowUp.weight, FollowUp.adherence, FollowUp.adverse, FollowUp.control),
    *(FollowUp.stability, FollowUp.drug1, FollowUp.drug1_dose, FollowUp.referred, FollowUp.next_on),
    *(FollowUp.doctor_name, FollowUp.note),
)
"""What a village doctor writes of a visit."""

CONTRACT_FIELDS = (
    *(Contract.state, Contract.unsigned_reason, Contract.package, Contract.team, Contract.doctor_name),
    *(Contract.signed_on, Contract.starts, Contract.ends, Contract.signer, Contract.handed_over, Contract.remark),
)
"""What is written of a contract that is signed, or is not."""

EXAM_FIELDS = (
    *(Checkup.examined_on, Checkup.unit, Checkup.height, Checkup.weight, Checkup.systolic, Checkup.diastolic),
    *(Checkup.fasting_glucose, Checkup.result, Checkup.abnormal, Checkup.advice, Checkup.reported),
)
"""What is written of an exam."""

_WHOSE = (Person.name, Person.id_number, Person.town, Person.village)
VISITS = ListKind(
    "our-visits-filled",
    "follow-ups",
    "随访填报表",
    (
        Part("managedcase", MANAGED_CASE, Mode.LOOKUP, (ManagedCase.programme,)),
        Part("person", PERSON, Mode.LOOKUP, _WHOSE),
        Part("followup", FOLLOW_UP, fields=VISIT_FIELDS),
    ),
    (OUR_NUMBER, "followup.visited_on"),
    ("随访填报",),
    ours=True,
)
CONTRACTS = ListKind(
    "our-contracts-filled",
    "contracts",
    "签约填报表",
    (Part("person", PERSON, Mode.LOOKUP, _WHOSE), Part("contract", CONTRACT, fields=CONTRACT_FIELDS)),
    (OUR_NUMBER, "contract.signed_on"),
    ("签约填报",),
    ours=True,
)
EXAMS = ListKind(
    "our-exams-filled",
    "checkups",
    "体检填报表",
    (Part("person", PERSON, Mode.LOOKUP, _WHOSE), Part("checkup", CHECKUP, fields=EXAM_FIELDS)),
    (OUR_NUMBER, "checkup.examined_on"),
    ("体检填报",),
    ours=True,
)
FILLED_IN = (VISITS, CONTRACTS, EXAMS)
"""The templates that are filled in, coming back."""

_CHILD = {VISITS.key: "followup", CONTRACTS.key: "contract", EXAMS.key: "checkup"}


def find_row(rows: Rows, i: int) -> int | None:
    """The case or person of a row written below: by the identity number and the disease."""
    who, kind = rows.who[i], rows.table.kind
    if kind is not VISITS or not isinstance(who, int):
        return who if isinstance(who, int) else None
    programme = str(rows.table.value("managedcase.programme", i) or "")
    return cases.case_on(rows, who, programme, rows.table.value("followup.visited_on", i) or "") if programme else None


def apply_filled_in(rows: Rows) -> None:
    """Make or change what was filled in."""
    part = rows.table.kind.part(_CHILD[rows.table.kind.key])
    assert part is not None
    for i in list(rows.table.open):
        values = {name: value for name, value in rows.values(part, i).items() if not is_blank(value)}
        if not values and not rows.table.value("contract.team", i):
            _leave(rows, i)
            continue
        person = _person(rows, i)
        if person is not None:
            _keep(rows, part, {**values, "person": person}, i)


def _leave(rows: Rows, i: int) -> None:
    """A row that was not filled in says nothing; one of which nothing could be read is held, so that it is not lost."""
    told = rows.table.problems.pop(i, None)
    if told and i in rows.table.unread:
        rows.table.problems[i] = told
        message = "填写的内容都看不懂，这一行没有导入，请按填表说明改正后再导入。"
        rows.table.tell(i, error("E-FILLED-UNREAD", message, told[0].label, told[0].found, told[0].expected))


def _person(rows: Rows, i: int) -> int | None:
    """Whom a row is about; one whose name is another's was sorted apart from its number, and is held."""
    record, principal = rows.target[i], rows.table.kind.principal.record.model
    if record is None:
        message = "登记簿中没有此人或没有这项慢病管理，请先登记，再填报这一行。"
        rows.table.tell(i, error("E-PERSON-UNKNOWN", message, "姓名", str(rows.table.value("person.name", i) or "")))
        return None
    content = rows.work.ledger(principal).content(record)
    person = record if principal is Person else int(content["person"])
    known = rows.work.ledger(Person).content(person)
    name, programme = rows.table.value("person.name", i), rows.table.value("managedcase.programme", i)
    if name and name != known["name"]:
        message = f"这一行下发时是{known['name']}，现在写的是“{name}”，可能排序时串行，没有导入，请核对。"
        rows.table.tell(i, error("E-OUR-OWNER", message, "姓名", str(name), str(known["name"])))
        return None
    if programme and principal is ManagedCase and programme != content["programme"]:
        sent, now = (code_list("programme").shown(one) for one in (content["programme"], programme))
        message = (
            f"这一行下发时是{known['name']}的{sent}，现在写的是“{now}”，没有导入；请改回，另一病种填在下面的空行。"
        )
        rows.table.tell(i, error("E-OUR-OWNER", message, "管理病种", now, sent))
        return None
    return person


def _keep(rows: Rows, part: Part, values: dict[str, Any], i: int) -> None:
    if part.record.model is FollowUp:
        _keep_visit(rows, part, values, i)
    elif part.record.model is Contract:
        _keep_contract(rows, part, values["person"], i)
    else:
        _keep_exam(rows, part, values, i)


def _keep_visit(rows: Rows, part: Part, values: dict[str, Any], i: int) -> None:
    if not values.get("visited_on"):
        rows.table.tell(i, error("E-REQUIRED", "填了随访内容，没有随访日期，请补填。", "随访日期"))
        return
    case = rows.target[i]
    assert case is not None
    programme = rows.work.ledger(ManagedCase).content(case)["programme"]
    record, problems = keep_visit(rows, {**values, "programme": programme, "case": case}, i)
    rows.table.tell_all(i, problems)
    if record is not None:
        rows.keep_unread(part, record, i)


def _keep_contract(rows: Rows, part: Part, person: int, i: int) -> None:
    terms = signing.terms_of(rows, i)
    if not terms["state"]:
        message = "没有签约日期，也没有写签约状态或未签约原因，不知道是否已签约，请补填。"
        rows.table.tell(i, error("E-SIGNING-EMPTY", message, "签约日期"))
        return
    team = str(rows.table.value("contract.team", i) or "")
    if team and teams.is_unknown(rows, team, teams.town_of(rows, person, i), i):
        return
    record = signing.contract_of(rows, person, terms)
    if not signing.is_refused(rows, part, record, terms, i):
        signing.keep_contract(rows, part, record, signing.contract_values(rows, part, person, Said(), i), i)


def _keep_exam(rows: Rows, part: Part, values: dict[str, Any], i: int) -> None:
    if not values.get("examined_on"):
        rows.table.tell(i, error("E-REQUIRED", "填了体检内容，没有体检日期，请补填。", "体检日期"))
        return
    key = (values["person"], values["examined_on"])
    record = next(iter(rows.work.known.keyed(Checkup, ("person", "examined_on")).get(key, ())), None)
    ledger = rows.work.ledger(Checkup)
    stored = ledger.content(record) if record else {}
    if record is not None and not ledger.differences(record, values):
        return
    problems: list[Problem] = problems_with(rows.work, part, {**stored, **values})
    rows.table.tell_all(i, problems)
    if any(problem.severity is Severity.ERROR for problem in problems):
        return
    if record is None:
        record = rows.add(Checkup, values, i)
    else:
        rows.change(Checkup, record, values, i)
    rows.keep_unread(part, record, i)
