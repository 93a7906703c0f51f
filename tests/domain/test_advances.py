"""The ledger of advances: what is waiting, audited, deducted, paid back; bills and batches agree to the fen."""

from datetime import date
from decimal import Decimal

import pytest

from hfp_desk.gate import Viewer
from hfp_desk.policy import load
from hfp_desk.problems import Refusal
from hfp_desk.records import AuditBatch, Person, Settlement, Treatment
from hfp_desk.rules.advances import Stage
from hfp_desk.store import advances, auditing, keeping, taking_back, users
from hfp_desk.store.auditing import Verdict
from hfp_desk.store.opening import Register

ZS, DAY, D = load("zhangshu-2020"), date(2020, 5, 31), Decimal
CITY, TOWNSHIP = "樟树市人民医院", "临江镇中心卫生院"


def bill(register: Register, name: str, hospital: str, advanced: str, *, restricted: bool = False) -> int:
    person = Person.new(name=name)
    stay = Treatment.new(person=person, hospital=hospital, disease="肺癌", admitted=date(2020, 3, 2))
    stay.restricted = restricted
    made = Settlement.new(person=person, treatment=stay, settled_on=date(2020, 3, 20), total=D("9999.99"))
    made.advanced = D(advanced)
    keeping.save(register, person, stay, made)
    return int(made.id)


@pytest.fixture
def bills(register: Register) -> tuple[int, int, int]:
    return (
        bill(register, "张一", CITY, "1000.01"),
        bill(register, "张二", CITY, "2000.02"),
        bill(register, "张三", TOWNSHIP, "300.03"),
    )


def ledger(register: Register, day: date = DAY) -> advances.Ledger:
    return advances.ledger(register, users.viewer(register), day, ZS)


def batch_of(hospital: str) -> int:
    return int(AuditBatch.get(AuditBatch.hospital == hospital).id)


def test_the_way_from_advance_to_repayment(register: Register, bills: tuple[int, int, int]) -> None:
    one, two, three = bills
    assert ledger(register).at(Stage.WAITING) == bills
    auditing.claim(register, bills, "2020年第1批")
    found = ledger(register)
    assert found.at(Stage.IN_AUDIT) == bills
    assert [one.hospital for one in found.hospitals] == sorted((CITY, TOWNSHIP))
    assert AuditBatch.get_by_id(batch_of(CITY)).claimed == D("3000.03")
    auditing.audit(
        register, batch_of(CITY), date(2020, 4, 10), "医保局、卫健委", {two: Verdict(D("1500"), "目录外药品")}
    )
    found = ledger(register)
    assert (found.all.approved, found.all.deducted) == (D("2500.01"), D("500.02"))
    assert Settlement.get_by_id(two).remark == "核减原因：目录外药品"
    auditing.repay(register, batch_of(CITY), date(2020, 4, 20), D("1200"))
    assert Settlement.get_by_id(one).repaid == D("1000.01")
    assert Settlement.get_by_id(two).repaid == D("199.99")
    auditing.repay(register, batch_of(CITY), date(2020, 5, 20))
    found = ledger(register)
    assert set(found.at(Stage.DONE)) == {one, two}
    assert found.all.outstanding == D("300.03")
    assert AuditBatch.get_by_id(batch_of(CITY)).repaid == D("2500.01")
    assert found.uneven == ()
    assert found.at(Stage.IN_AUDIT) == (three,)


def test_bills_and_batches_add_up_to_the_same_fen(register: Register, bills: tuple[int, int, int]) -> None:
    auditing.claim(register, bills, "2020年第1批")
    for hospital in (CITY, TOWNSHIP):
        auditing.audit(register, batch_of(hospital), date(2020, 4, 10), "", {})
        auditing.repay(register, batch_of(hospital), date(2020, 4, 12))
    whole = ledger(register).all
    kept = list(AuditBatch.select())
    assert sum((one.claimed or D(0) for one in kept), D(0)) == whole.advanced == D("3300.06")
    assert sum((one.approved or D(0) for one in kept), D(0)) == whole.approved
    assert sum((one.repaid or D(0) for one in kept), D(0)) == whole.repaid
    assert whole.outstanding == 0


def test_a_batch_is_one_deed_that_can_be_undone(register: Register, bills: tuple[int, int, int]) -> None:
    auditing.claim(register, bills, "2020年第1批")
    deed = taking_back.latest(register)
    assert deed is not None
    taking_back.take_back(register, deed)
    assert ledger(register).at(Stage.WAITING) == bills
    assert not AuditBatch.select().where(AuditBatch.voided_at == "").exists()


def test_repayment_is_overdue_after_the_days_of_the_policy(register: Register, bills: tuple[int, int, int]) -> None:
    auditing.claim(register, bills[2:], "1")
    auditing.audit(register, batch_of(TOWNSHIP), date(2020, 5, 1), "", {})
    assert ledger(register, date(2020, 5, 31)).overdue == ()
    assert ledger(register, date(2020, 6, 1)).overdue == bills[2:]


def test_a_batch_that_was_changed_by_hand_is_told(register: Register, bills: tuple[int, int, int]) -> None:
    auditing.claim(register, bills, "1")
    batch = AuditBatch.get_by_id(batch_of(CITY))
    batch.claimed = D("3000.04")
    keeping.save(register, batch)
    ((record, words),) = ledger(register).uneven
    assert record == batch.id
    assert "申报垫付金额与明细合计不符" in words


def test_what_is_claimed_already_is_refused(register: Register, bills: tuple[int, int, int]) -> None:
    auditing.claim(register, bills[:1], "1")
    with pytest.raises(Refusal, match="已在联审批次"):
        auditing.claim(register, bills, "2")
    with pytest.raises(Refusal, match="已有"):
        auditing.claim(register, bills[1:2], "1")
    with pytest.raises(Refusal, match="批次"):
        auditing.claim(register, bills[1:], " ")
    assert auditing.proposed(register, DAY) == "2020年第1批"


@pytest.mark.parametrize(("approved", "reason"), [("1000.02", ""), ("900", ""), ("-1", "错")])
def test_an_impossible_result_is_refused_and_nothing_is_written(
    register: Register, bills: tuple[int, int, int], approved: str, reason: str
) -> None:
    auditing.claim(register, bills, "1")
    with pytest.raises(Refusal):
        auditing.audit(register, batch_of(CITY), DAY, "", {bills[0]: Verdict(D(approved), reason)})
    assert Settlement.get_by_id(bills[1]).audited is None


def test_nothing_is_paid_before_the_audit_or_beyond_it(register: Register, bills: tuple[int, int, int]) -> None:
    auditing.claim(register, bills, "1")
    with pytest.raises(Refusal, match="还没有联审"):
        auditing.repay(register, batch_of(CITY), DAY)
    auditing.audit(register, batch_of(CITY), date(2020, 4, 10), "", {})
    with pytest.raises(Refusal, match="待拨付"):
        auditing.repay(register, batch_of(CITY), DAY, D("3000.04"))
    with pytest.raises(Refusal, match="早于联审"):
        auditing.repay(register, batch_of(CITY), date(2020, 4, 9))


def test_restricted_bills_are_not_there_for_others(staffed: Register) -> None:
    hidden = bill(staffed, "张密", CITY, "500", restricted=True)
    seen = bill(staffed, "张一", CITY, "300")
    auditing.claim(staffed, [hidden, seen], "1")
    staffed.user = "王芳"
    assert [one.id for one in ledger(staffed).bills] == [seen]
    assert ledger(staffed).uneven == ()
    with pytest.raises(Refusal, match="保密"):
        auditing.audit(staffed, batch_of(CITY), DAY, "", {})


def test_who_does_not_see_hospitals_is_not_told_that_batches_differ(
    register: Register, bills: tuple[int, int, int]
) -> None:
    auditing.claim(register, bills, "1")
    found = advances.ledger(register, Viewer("李明"), DAY, ZS)
    assert len(found.bills) == 3
    assert found.uneven == ()
