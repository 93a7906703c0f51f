"""The work bench in numbers: what is to be done, with a list behind each number that holds as many."""

from datetime import date

from hfp_desk.records import ImportBatch, ImportRow, Settlement, Unread
from hfp_desk.store import backup, keeping, summary
from hfp_desk.store.listing import Listing
from hfp_desk.store.opening import Register
from tests.domain.listed import CLERK, bill, diagnosis, keep, person, stay


def batch(**values: str) -> ImportBatch:
    known = {"kind": "people", "file_name": "名单.xlsx", "sha256": "0", "state": "committed", "user": "李敏"}
    found = ImportBatch.new(**known, started_at="2020-03-31 08:00:00", **values)
    found.save()
    return found


def counts(register: Register) -> dict[str, int]:
    return {each.name: each.count for each in summary.summary(register, CLERK).to_do}


def test_an_empty_register_has_nothing_to_do(register: Register) -> None:
    found = summary.summary(register, CLERK)
    assert (found.to_do, found.imports, found.backup) == ((), (), None)
    assert found.records["person"] == 0
    assert found.records["place"] > 100


def test_each_flaw_is_counted_and_the_list_behind_it_holds_as_many(register: Register) -> None:
    whose = person(register, "张三")
    good = person(register, "李四", id_number="11010519491231002X")
    diagnosis(register, good, "肺癌", verify_state="1")
    diagnosis(register, good, "胃癌", verify_state="2")
    bill(register, stay(register, good), "100", "10", date(2020, 1, 1))
    keep(register, Settlement.new(person=good, total=100, own_share=10))
    Unread.new(kind="person", record=whose.id, field="birth", written="去年", sentence="看不懂").save()
    Unread.new(kind="person", record=good.id, field="birth", written="?", sentence="看不懂", settled_at="x").save()
    assert counts(register) == {"unread.person": 1, "no_number": 1, "unbalanced": 1, "unverified": 1}
    for each in summary.summary(register, CLERK).to_do:
        assert each.view is not None
        assert len(Listing(register, each.view, CLERK)) == each.count
    keeping.void(register, whose, "重复")
    assert counts(register) == {"unbalanced": 1, "unverified": 1}


def test_doubtful_rows_wait_until_their_import_is_taken_back(register: Register) -> None:
    first, undone = batch(), batch(undone_at="2020-04-01 08:00:00")
    for of in (first, undone):
        for row, outcome in enumerate(("doubtful", "conflict", "reject")):
            ImportRow.new(batch=of, sheet="Sheet1", row=row, outcome=outcome).save()
    assert counts(register) == {"doubtful": 2}


def test_the_last_imports_and_the_last_backup_are_told(register: Register) -> None:
    for _ in range(7):
        batch()
    made = backup.make(register, backup.BY_HAND)
    found = summary.summary(register, CLERK)
    assert [line.id for line in found.imports] == [7, 6, 5, 4, 3]
    assert found.backup == made
