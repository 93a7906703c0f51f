"""The rules of teams, contracts, services, exams and surveys, as functions of the record."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hfp_desk.problems import Problem, Severity
from hfp_desk.rules import contract_checks, lifetimes, periods

if TYPE_CHECKING:
    from hfp_desk.records.managing import Checkup
    from hfp_desk.records.signing import Contract, Service, ServiceItem, Survey, Team, TeamMember

_CENTIMETRES = Decimal(100)
_BMI_SLACK = Decimal(1)
_ABNORMAL = "2"  # 有异常 of the code list exam_result


def team_rules(team: Team) -> list[Problem]:
    """The period runs forward."""
    return periods.in_order(team.starts, team.ends, "成立日期", "撤销日期")


def member_rules(member: TeamMember) -> list[Problem]:
    """Joined before leaving, and while the team is there."""
    found = periods.in_order(member.starts, member.ends, "加入日期", "退出日期")
    team = member.team
    if found or team is None or periods.overlap((member.starts, member.ends), (team.starts, team.ends)):
        return found
    message = f"加入期间不在团队存续期间（{team.starts or ''} 至 {team.ends or '今'}）内，请核对。"
    return [Problem("W-MEMBER-OUTSIDE", Severity.WARNING, message, "加入日期", str(member.starts or ""))]


def contract_rules(contract: Contract) -> list[Problem]:
    """The period, the reasons, and the life of who signed."""
    birth, died = _life(contract)
    terms = contract_checks.Terms(
        state=contract.state,
        unsigned_reason=contract.unsigned_reason,
        signed_on=contract.signed_on,
        starts=contract.starts,
        ends=contract.ends,
        years=contract.years,
        cancelled_on=contract.cancelled_on,
        cancel_reason=contract.cancel_reason,
        birth=birth,
        died=died,
    )
    return contract_checks.contract(terms, date.today())


def service_item_rules(item: ServiceItem) -> list[Problem]:
    """The period runs forward."""
    return periods.in_order(item.starts, item.ends, "起始日期", "截止日期")


def service_rules(service: Service) -> list[Problem]:
    """Given within the life, and within the contract it is given under."""
    found = lifetimes.within_life("服务日期", service.served_on, *_life(service), date.today())
    contract = service.contract
    if found or contract is None or service.served_on is None:
        return found
    begins = contract.starts or contract.signed_on
    if periods.holds_on(service.served_on, begins, contract.cancelled_on or contract.ends):
        return []
    message = f"服务日期 {service.served_on} 不在签约期间（{begins or ''} 至 {contract.ends or '今'}）内，请核对。"
    return [Problem("W-SERVICE-OUTSIDE", Severity.WARNING, message, "服务日期", f"{service.served_on}")]


def survey_rules(survey: Survey) -> list[Problem]:
    """Asked within the life; who was not served is not asked how content they are."""
    found = lifetimes.within_life("调查日期", survey.surveyed_on, *_life(survey), date.today())
    if survey.served is False and survey.satisfaction:
        message = "没有接受过服务的，不填满意度；接受过的，请把“接受过服务”改为是。"
        found.append(Problem("W-SURVEY-SERVED", Severity.WARNING, message, "满意度"))
    return found


def checkup_rules(checkup: Checkup) -> list[Problem]:
    """Within the life, pressures in order, the index as height and weight give it, words for what is abnormal."""
    found = lifetimes.within_life("体检日期", checkup.examined_on, *_life(checkup), date.today())
    high, low = checkup.systolic, checkup.diastolic
    if high is not None and low is not None and high <= low:
        message = f"血压 {high}/{low}：收缩压应高于舒张压，请核对是否写反。"
        found.append(Problem("E-EXAM-PRESSURE", Severity.ERROR, message, "收缩压", f"{high}/{low}"))
    if checkup.height and checkup.weight and checkup.bmi is not None:
        index = checkup.weight / (checkup.height / _CENTIMETRES) ** 2
        if abs(index - checkup.bmi) > _BMI_SLACK:
            message = f"体质指数填 {checkup.bmi.normalize():f}，按身高、体重应为 {index:.1f}，请核对。"
            found.append(Problem("W-EXAM-BMI", Severity.WARNING, message, "体质指数", f"{checkup.bmi}", f"{index:.1f}"))
    if checkup.result == _ABNORMAL and not checkup.abnormal:
        message = "体检结论为有异常，请写明异常情况。"
        found.append(Problem("W-EXAM-ABNORMAL", Severity.WARNING, message, "异常情况"))
    return found


def _life(record: Any) -> tuple[date | None, date | None]:
    """Birth and death of the person of a record, as far as known."""
    person = record.person
    return getattr(person, "birth", None), getattr(person, "died_on", None)
