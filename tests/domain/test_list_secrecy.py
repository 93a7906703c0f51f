"""What a viewer may not see is in no list, and cannot be found by asking for it."""

from hfp_desk.records import (
    ALL,
    PERSON,
    SETTLEMENT,
    TREATMENT,
    Column,
    Settlement,
    Treatment,
)
from hfp_desk.store import columns
from hfp_desk.store.listing import Condition, Listing, Operator, View
from hfp_desk.store.opening import Register
from tests.domain.listed import (
    CLERK,
    HELPER,
    NAME,
    VISITOR,
    bill,
    diagnosis,
    names,
    person,
    stay,
)


def test_restricted_diagnoses_are_hidden_and_cannot_be_found_by_asking(register: Register) -> None:
    whose = person(register, "张三")
    diagnosis(register, whose, "精神分裂症", restricted=True)
    secret = stay(register, whose, "精神分裂症", restricted=True)
    stay(register, whose, "肺癌")
    bill(register, secret, "100", "10")
    disease, total = Column(Treatment.disease), columns.find(TREATMENT, "settlement.total")
    view = View(TREATMENT, (disease, total), (), ((disease, False),))
    hidden = Listing(register, view, HELPER)
    assert [hidden.cells(row) for row in range(len(hidden))] == [("肺癌", "")]
    assert [Listing(register, view, CLERK).cells(row)[0] for row in range(2)] == ["精神分裂症", "肺癌"]
    asked = Condition(disease, Operator.EQUALS, "精神分裂症")
    assert len(hidden.narrowed(asked)) == 0
    assert len(Listing(register, view, CLERK).narrowed(asked)) == 1
    bills = Listing(register, View(SETTLEMENT, (Column(Settlement.total),)), HELPER)
    assert (len(bills), bills.totals()) == (0, "0 条")
    child = columns.find(PERSON, "diagnosis.disease")
    assert Listing(register, View(PERSON, (child,)), HELPER).cells(0) == ("",)
    assert names(register, Condition(child, Operator.PRESENT)) == ["张三"]
    of_helper = View(PERSON, (NAME,), (Condition(child, Operator.PRESENT),))
    assert len(Listing(register, of_helper, HELPER)) == 0


def test_a_visitor_sees_no_whole_name_or_number_anywhere(register: Register) -> None:
    whose = person(register, "张三", id_number="11010519491231002X", phone="13812345678")
    bill(register, stay(register, whose), "100", "10")
    looked = {}
    for kind in ALL:
        listing = Listing(register, View(kind, columns.offered(kind)), VISITOR)
        looked[kind] = len(listing)
        for row in range(len(listing)):
            texts = [*listing.cells(row), *map(str, listing.raw(row))]
            assert not any(secret in text for text in texts for secret in ("张三", "11010519491231002X", "13812345678"))
    assert [looked[kind] for kind in (PERSON, TREATMENT, SETTLEMENT)] == [1, 1, 1]
