"""审核 judges by the edition of the day of each record: what an edition says holds from its first day on."""

from datetime import date
from decimal import Decimal

from hfp_desk.policy import load
from hfp_desk.records import Alert
from hfp_desk.rules.warning_steps import CONFIRMED
from hfp_desk.store import checking, figures
from hfp_desk.store.figures import Figure
from hfp_desk.store.opening import Register
from tests.domain.listed import CLERK, bill, keep, person, stay
from tests.domain.managed import case, visit

REGION = "zhangshu-2020"
LATEST = load(REGION).editions[-1]
BEFORE, SINCE = date(LATEST.starts.year - 4, 3, 5), date(LATEST.starts.year, 3, 5)


def told(register: Register, code: str) -> list[int]:
    return [one.record for one in checking.check(register, CLERK) if one.problem.code == code]


def fill(register: Register, name: str, value: str) -> None:
    with register.session():
        figures.fill(register, REGION, LATEST, name, Figure(Decimal(value)))


def test_a_visit_is_judged_by_the_edition_of_its_day(register: Register) -> None:
    old = case(register, of={"birth": date(1940, 1, 1)})
    visits = [visit(register, old, day, systolic=145, diastolic=80, control="1") for day in (BEFORE, SINCE)]
    assert told(register, "W-VISIT-CLASS") == []
    fill(register, "visit_elder_systolic", "140")
    assert told(register, "W-VISIT-CLASS") == [visits[1].id]


def test_a_bill_is_judged_by_the_edition_of_its_day(register: Register) -> None:
    whose = person(register, "李玥")
    bills = [bill(register, stay(register, whose, admitted=day), "1000", "300", day) for day in (BEFORE, SINCE)]
    assert told(register, "W-OWN-SHARE-HIGH") == []
    fill(register, "own_share", "20")
    assert told(register, "W-OWN-SHARE-HIGH") == [bills[1].id]


def test_a_warning_is_judged_as_at_entry(register: Register) -> None:
    made = Alert.new(person=person(register, "李玥"), raised_on=SINCE, source="1", state=CONFIRMED)
    assert [keep(register, made).id] == told(register, "W-ALERT-DECISION")
