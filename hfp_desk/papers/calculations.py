"""医疗费用报销测算单: drawn from what was typed into the calculator, not from a record; logged like any other paper."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from hfp_desk.codes import code_list
from hfp_desk.gate import Viewer
from hfp_desk.papers.forms import FILED, Printed
from hfp_desk.problems import SILENT, Progress, Refusal
from hfp_desk.records import PERSON
from hfp_desk.rules.protection_lines import BY_CASE
from hfp_desk.rules.protection_stay import CHRONIC, INPATIENT, KINDS, OUTPATIENT, Reckoned, yuan
from hfp_desk.store import settings
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register
from hfp_desk.store.releasing import Outgoing

if TYPE_CHECKING:
    from hfp_desk.printing.protection_facts import CalculationFacts

TITLE = "医疗费用报销测算单"
_FORM = "calculation"
_MARKS = re.compile(r"\s*\[[A-Z]\]\s*")
_CITED = re.compile(r"\b[A-Z]{2} §")
"""How sure a clause is and which document it is of: words of the office, not for a patient."""
_VISITS = {INPATIENT: "这次住院", OUTPATIENT: "这次门诊", CHRONIC: "这次门诊"}


@dataclass(frozen=True)
class Calculation:
    """What was reckoned for whom: the name and category as they stand on the page, the policy in words."""

    found: Reckoned
    policy: str
    name: str = ""
    category: str = ""
    disease: str = ""
    hospital: str = ""
    person: int | None = None


def print_calculation(
    register: Register, one: Calculation, target: Path, viewer: Viewer, progress: Progress = SILENT
) -> Printed:
    """Set the sheet in ``target``; Refusal for a viewer without any role."""
    from hfp_desk.printing.facts import Made
    from hfp_desk.printing.forms import calculation_sheet
    from hfp_desk.printing.paper import Paper

    if not viewer.may_look:
        raise Refusal("您没有任何角色，不能打印。", "请联系管理员分配角色。")
    with register.session():
        office = str(settings.get(settings.OFFICE_NAME, ""))
    made = Made(by=register.user, at=datetime.now(), office=office)
    target.parent.mkdir(parents=True, exist_ok=True)
    with Paper(target, TITLE, made) as paper:
        calculation_sheet.draw(paper, facts_of(one, office))
    progress.step(1, 1, TITLE)
    detail = {"form": _FORM, "rows": len(one.found.lines), "pages": paper.pages}
    kind = PERSON if one.person is not None else None
    told = Outgoing(Action.PRINT, TITLE, 1, FILED, detail, kind, one.person)
    warnings = tuple(problem.message for problem in paper.problems)
    return Printed(target, paper.pages, len(one.found.lines), warnings, told)


def facts_of(one: Calculation, office: str) -> CalculationFacts:
    """What stands on the sheet."""
    from hfp_desk.printing.protection_facts import CalculationFacts, PaidLine

    found = one.found
    lines = [
        PaidLine(each.label, each.amount, each.reason, _plain(each.clause), each.assumed)
        for each in found.lines
        if each.reason != BY_CASE
    ]
    return CalculationFacts(
        office=office,
        policy=one.policy,
        made=date.today(),
        about=_about(one),
        costs=_costs(found),
        lines=tuple(lines),
        reimbursed=found.stay.total - found.own,
        own=found.own if found.complete else None,
        told=told(found),
        notes=tuple(_notes(found)),
    )


def told(found: Reckoned) -> str:
    """The result in one or two plain sentences."""
    stay = found.stay
    if not found.complete:
        missing = "、".join(f"“{target.label}”" for target in found.missing)
        return f"还缺 {missing}，暂时算不出全部结果；已算出的各项合计 {yuan(stay.total - found.own)} 元。"
    share = found.sums.own_share or Decimal(0)
    split = found.burden
    words = (
        f"{_VISITS[stay.kind]}总费用 {yuan(stay.total)} 元，各项保障预计支付 {yuan(stay.total - found.own)} 元，"
        f"您本人预计负担 {yuan(found.own)} 元，占总费用的 {share}%。"
    )
    if found.own:
        words += f"其中目录外自费 {yuan(split.outside)} 元，目录内自付 {yuan(split.inside)} 元。"
    return words


def _about(one: Calculation) -> tuple[tuple[str, str], ...]:
    stay = one.found.stay
    level = code_list("hospital_level").shown(stay.level) if stay.level else ""
    area = code_list("area").shown(stay.area) if stay.area else ""
    referred = "" if stay.area in one.found.edition.scope_areas else "，经批准转诊" if stay.referred else "，未经转诊"
    return (
        ("姓　　名", one.name),
        ("人员类别", one.category),
        ("就诊方式", KINDS[stay.kind]),
        ("医院级别", f"{one.hospital}　{level}".strip()),
        ("就 医 地", f"{area}{referred}"),
        ("病　　种", one.disease),
    )


def _costs(found: Reckoned) -> tuple[tuple[str, str], ...]:
    stay = found.stay
    pairs = [
        ("总 费 用", f"{yuan(stay.total)} 元"),
        ("政策范围内", f"{yuan(stay.in_scope)} 元"),
        ("目 录 外", f"{yuan(stay.total - stay.in_scope)} 元"),
        ("本年已救助", f"{yuan(stay.assisted)} 元"),
    ]
    named = {fee.name: fee.label for fee in found.edition.fees}
    pairs += [(named[name], f"{yuan(amount)} 元") for name, amount in stay.fees.items() if amount and name in named]
    return tuple(pairs)


def _notes(found: Reckoned) -> list[str]:
    notes = ["本单为测算，供患者了解政策，实际金额以医保、医疗救助等部门的结算单为准。"]
    if any(line.assumed for line in found.lines):
        notes.append("带＊的保障线含暂定标准或文件未写明的计算办法，以当地经办机构解释为准。")
    by_case = [line.label for line in found.lines if line.reason == BY_CASE]
    if by_case:
        notes.append(f"{'、'.join(by_case)}没有固定标准，符合条件的按实际批准的金额另行救助。")
    missing = [target.label for target in found.missing]
    if missing and found.complete:
        notes.append(f"没有填写{'、'.join(missing)}，暂按不限计算。")
    notes += [f"核对：{problem.message}" for problem in found.judged()]
    return notes


def _plain(clause: str) -> str:
    return _CITED.sub("文件 §", _MARKS.sub("", clause))
