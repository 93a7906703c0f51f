"""What a row of a signing ledger tells beside the contract: the cases of its diseases, their visits, the exam."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hfp_desk.excel import cases
from hfp_desk.excel.cases import Said
from hfp_desk.excel.converting import is_blank
from hfp_desk.excel.judged import problems_with
from hfp_desk.excel.parts import Mode, Part
from hfp_desk.excel.table import warn
from hfp_desk.excel.visit_rows import keep_visit
from hfp_desk.excel.work import Rows, Unreadable
from hfp_desk.problems import Problem, Severity
from hfp_desk.records import Checkup, Contract, ManagedCase

_OF_CASE = ("team", "doctor", "doctor_name")
"""What a new case takes from the contract."""

Visits = list[tuple[Part, dict[str, Any]]]


def load(rows: Rows) -> None:
    """Read the cases and exams of the people of a ledger in one go."""
    persons = {who for who in rows.who if isinstance(who, int)}
    days = ("person", "programme"), ("person", "examined_on")
    for model, names in zip((ManagedCase, Checkup), days, strict=True):
        known = rows.work.known.keyed(model, names)
        rows.work.ledger(model).load(one for key, found in known.items() if key[0] in persons for one in found)


def keep_visits(rows: Rows, person: int, contract: int, said: Said, i: int) -> None:
    """The cases that a row names, and its visits under each of them.

    Where a row names no disease its visits are those of the cases that the register holds open.
    """
    visits = list(_visits(rows, i))
    programmes = said.programmes or tuple(cases.open_programmes(rows, person))
    if visits and not programmes:
        message = "没有写病种，登记簿中也没有此人的慢病管理，随访没有登记，原文已留存；请补填人群分类或病种。"
        rows.table.tell(i, warn("W-VISIT-PROGRAMME", message, "人群分类", "", "高血压、2型糖尿病等"))
        for part, values in visits:
            _keep_beside(rows, contract, _heading(rows, part), str(values["visited_on"]), message, i)
    for programme in programmes:
        if programme == cases.POOR and not visits:
            continue
        case = _case(rows, person, programme, contract, visits, i)
        _keep_each(rows, visits, {"person": person, "programme": programme, "case": case}, contract, i)
    for part in _parts(rows):
        if not rows.table.value(f"{part.name}.visited_on", i):
            _keep_undated(rows, contract, part, i)


def _parts(rows: Rows) -> Iterator[Part]:
    return (part for part in rows.table.kind.parts if part.name.startswith("visit"))


def _visits(rows: Rows, i: int) -> Iterator[tuple[Part, dict[str, Any]]]:
    """The visits of a row that have a day, with what it says of each."""
    for part in _parts(rows):
        if rows.table.value(f"{part.name}.visited_on", i):
            yield part, rows.values(part, i)


def _keep_each(rows: Rows, visits: Visits, links: dict[str, Any], contract: int, i: int) -> None:
    for part, values in visits:
        record, problems = keep_visit(rows, {**values, **links}, i)
        _tell(rows, f"{part.name}.visited_on", problems, "这次随访没有登记", i)
        if record is not None:
            rows.keep_unread(part, record, i)
        else:
            _keep_beside(rows, contract, _heading(rows, part), str(values["visited_on"]), problems[0].message, i)


def _tell(rows: Rows, key: str, problems: list[Problem], left_out: str, i: int) -> None:
    """Tell what is wrong with a part of a row, once for all its programmes; the row goes in without what cannot be."""
    heading = rows.table.headings[key]
    for problem in problems:
        message = f"「{heading}」{problem.message}"
        if not any(told.message.startswith(message) for told in rows.table.problems.get(i, ())):
            left = f"{left_out}，原文已留存，其余照常。" if problem.severity is Severity.ERROR else ""
            rows.table.tell(i, warn("W" + problem.code[1:], message + left, heading, problem.found, problem.expected))


def _keep_undated(rows: Rows, contract: int, part: Part, i: int) -> None:
    """What is written of a visit without its day: kept beside the contract."""
    values = {name: value for name, value in rows.values(part, i).items() if not is_blank(value)}
    for cell in rows.table.unread.get(i, ()):
        if cell.part is part:
            _keep_beside(rows, contract, _heading(rows, part), cell.written, cell.sentence, i)
    if values.keys() - {"state", "lost_reason"}:
        heading = _heading(rows, part)
        written = "、".join(str(value) for value in values.values())
        message = f"「{heading}」没有随访日期，只有其他内容，不能登记为一次随访，原文已留存，请补填日期。"
        rows.table.tell(i, warn("W-VISIT-UNDATED", message, heading, written, "随访日期"))
        _keep_beside(rows, contract, _heading(rows, part), written, message, i)


def _keep_beside(rows: Rows, contract: int, heading: str, written: str, sentence: str, i: int) -> None:
    """What could not be registered, as it was written, beside the contract."""
    text = written if written.startswith(heading) else f"{heading}：{written}"
    rows.work.unread.append(Unreadable("contract", contract, "remark", text, sentence, rows.source(i)))


def _heading(rows: Rows, part: Part) -> str:
    """What stands over the first column of a visit."""
    return next((text for key, text in rows.table.headings.items() if key.startswith(f"{part.name}.")), part.name)


def _case(rows: Rows, person: int, programme: str, contract: int, visits: Visits, i: int) -> int:
    """The case of a programme; a new one begins on its own day, else with the contract, else with the first visit."""
    part = next(part for part in rows.table.kind.parts if part.name == "case")
    said = {**rows.values(part, i)}
    stored = rows.work.ledger(Contract).content(contract)
    first = min((str(values["visited_on"]) for _, values in visits), default="")
    begun = (
        said.get("starts") or stored.get("starts") or stored.get("signed_on") or first or rows.work.today.isoformat()
    )
    record = cases.case_on(rows, person, programme, first or begun)
    if record is None:
        linked = {name: stored[name] for name in _OF_CASE if stored.get(name)}
        record = cases.begin_case(rows, person, programme, {**said, **linked, "starts": begun}, i)
    else:
        rows.change(ManagedCase, record, said, i, Mode.FILL)
    rows.keep_unread(part, record, i)
    return record


def keep_exam(rows: Rows, person: int, contract: int, i: int) -> None:
    """The exam of a row, found again by its day."""
    part = next(part for part in rows.table.kind.parts if part.name == "checkup")
    values = {**rows.values(part, i), "person": person}
    day = str(values.get("examined_on") or "")
    if not day:
        for cell in rows.table.unread.get(i, ()):
            if cell.part is part:
                _keep_beside(rows, contract, "健康体检", cell.written, cell.sentence, i)
        return
    key = (person, day)
    known = rows.work.known.keyed(Checkup, ("person", "examined_on")).get(key, ())
    record = rows.work.made.get(("checkup", *key)) or next(iter(known), None)
    ledger = rows.work.ledger(Checkup)
    stored = ledger.content(record) if record else {}
    if record is not None and not ledger.differences(record, values):
        return
    problems = problems_with(rows.work, part, {**stored, **values})
    _tell(rows, f"{part.name}.examined_on", problems, "这次体检没有登记", i)
    if any(problem.severity is Severity.ERROR for problem in problems):
        _keep_beside(rows, contract, rows.table.headings["checkup.examined_on"], day, problems[0].message, i)
        return
    if record is None:
        record = rows.work.made["checkup", *key] = rows.add(Checkup, values, i)
    else:
        rows.change(Checkup, record, values, i)
    rows.keep_unread(part, record, i)
