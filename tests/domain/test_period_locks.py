"""A closed period holds fast what went up; the register lives on, and who enters into it is told."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from hfp_desk import policy
from hfp_desk.gate import ENTRY, QUERY
from hfp_desk.problems import Refusal
from hfp_desk.records import PERSON, TREATMENT, Event
from hfp_desk.store import entering, period_locks, return_checks, returns, sending
from hfp_desk.store.entering import Draft
from hfp_desk.store.opening import Register
from tests.domain.sent_world import MONTH, World

ZS = policy.load("zhangshu-2020")


@pytest.fixture
def world(register: Register) -> Iterator[World]:
    with register.session():
        yield World(register)


def send(world: World, reason: str = "") -> sending.Sent:
    return sending.send(world.register, world.definition, world.period, reason, "2020-03-26 09:00:00")


def as_role(world: World, role: str) -> None:
    world.register.db.execute_sql('UPDATE "user" SET "roles"=?', (role,))


def births(world: World, number: int) -> None:
    returns.write(world.register, world.definition, world.period, 0, "births", Decimal(number), "妇幼系统")


def test_sending_closes_the_period_for_what_was_written_and_explained(world: World) -> None:
    table = returns.counted(world.register, world.definition, world.period)
    (finding,) = return_checks.checked(world.register, table)
    births(world, 3)
    send(world)
    with pytest.raises(Refusal, match="已锁定"):
        births(world, 4)
    with pytest.raises(Refusal, match="已锁定"):
        return_checks.explain(world.register, world.definition, world.period, finding, "已与妇幼系统核对")
    assert returns.values_of(world.definition, world.period)[0, "births"] == 3


def test_opening_needs_a_reason_which_stays_on_record(world: World) -> None:
    send(world)
    with pytest.raises(Refusal, match="没有写解除锁定的原因"):
        period_locks.unlock(world.register, "proof", MONTH, "  ")
    period_locks.unlock(world.register, "proof", MONTH, "市里要求更正", "健康扶贫进展月报表")
    births(world, 4)
    (lock,) = period_locks.locks(MONTH)
    assert (lock.by, lock.opened_by, lock.reason, lock.opened_at != "") == ("李敏", "李敏", "市里要求更正", True)
    told = [(event.subject, event.reason) for event in Event.select() if event.subject.startswith("解除锁定")]
    assert told == [("解除锁定 健康扶贫进展月报表", "市里要求更正")]
    with pytest.raises(Refusal, match="没有锁定"):
        period_locks.unlock(world.register, "proof", MONTH, "再解除一次")


def test_a_period_closed_for_all_returns_is_opened_by_an_administrator(world: World) -> None:
    send(world)
    period_locks.close(world.register, period_locks.EVERY, MONTH)
    with pytest.raises(Refusal, match=r"报告期 2020-03 的各张报表已锁定"):
        send(world, "市里要求更正")
    assert [one.version for one in sending.sent()] == [1]
    as_role(world, ENTRY)
    with pytest.raises(Refusal, match="管理员"):
        period_locks.unlock(world.register, period_locks.EVERY, MONTH, "更正")
    as_role(world, "admin,entry")
    period_locks.unlock(world.register, period_locks.EVERY, MONTH, "更正")
    assert send(world, "市里要求更正").version == 2


def test_who_may_not_enter_neither_closes_nor_opens(world: World) -> None:
    send(world)
    as_role(world, QUERY)
    with pytest.raises(Refusal, match="录入"):
        period_locks.unlock(world.register, "proof", MONTH, "更正")
    with pytest.raises(Refusal, match="录入"):
        period_locks.close(world.register, "proof", "2020-04")
    assert period_locks.locked("proof", MONTH) is not None
    assert period_locks.locked("proof", "2020-04") is None


def test_closing_twice_is_once(world: World) -> None:
    period_locks.close(world.register, "proof", MONTH)
    period_locks.close(world.register, "proof", MONTH)
    assert len(period_locks.locks()) == 1


@pytest.mark.parametrize(
    ("admitted", "told"),
    [
        (date(2020, 3, 25), "日期在已上报锁定的报告期内（2020年3月健康扶贫进展月报表），会列入“与上报差异”。"),
        (date(2020, 2, 26), "日期在已上报锁定的报告期内（2020年3月健康扶贫进展月报表），会列入“与上报差异”。"),
        (date(2020, 3, 26), ""),
        (date(2020, 2, 25), ""),
    ],
)
def test_who_enters_into_a_closed_period_is_told(world: World, admitted: date, told: str) -> None:
    send(world)
    stay = Draft(TREATMENT, {"person": world.people[20].id, "disease": "肺癌", "admitted": admitted})
    assert entering.keep(world.register, ZS, [stay]).told == told


def test_an_opened_period_and_other_records_say_nothing(world: World) -> None:
    send(world)
    born = Draft(PERSON, {"name": "新样例", "birth": date(2020, 3, 10)})
    assert entering.keep(world.register, ZS, [born]).told == ""
    period_locks.unlock(world.register, "proof", MONTH, "更正")
    stay = Draft(TREATMENT, {"person": world.people[20].id, "disease": "肺癌", "admitted": date(2020, 3, 10)})
    assert entering.keep(world.register, ZS, [stay]).told == ""
