"""Looking at one masked value: never without a reason in the log, never a restricted one without the role."""

import pytest

from hfp_desk.gate import Viewer
from hfp_desk.problems import Refusal
from hfp_desk.records import DIAGNOSIS, PERSON, SETTLEMENT, TREATMENT, Event, Person
from hfp_desk.store import log, revealing
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register
from tests.domain.listed import bill, diagnosis, household, person, stay

NUMBER = "11010519491231002X"
GUEST, NOBODY, KEEPER = Viewer.of("来访", "query"), Viewer("无角色"), Viewer.of("保管", "query,secret")


@pytest.fixture
def whose(register: Register) -> Person:
    home = household(register, number="3609820001", head_name="张三", address="临江镇洋桥村3组")
    return person(register, "张三", id_number=NUMBER, phone="13812345678", household=home)


def told() -> list[Event]:
    return list(Event.select().where(Event.action == Action.REVEAL))


def test_a_value_is_told_after_its_reason_is_in_the_log(register: Register, whose: Person) -> None:
    assert revealing.reveal(register, GUEST, PERSON, whose.id, "id_number", " 电话核实 ") == NUMBER
    (line,) = told()
    assert (line.kind, line.record, line.reason, line.detail) == ("person", whose.id, "电话核实", {"field": "证件号码"})
    assert NUMBER not in f"{line.subject}{line.detail}{line.reason}"


def test_what_cannot_be_logged_is_not_told(register: Register, whose: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object, **_more: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(log, "note", full)
    with pytest.raises(OSError, match="disk full"):
        revealing.reveal(register, GUEST, PERSON, whose.id, "id_number", "电话核实")


@pytest.mark.parametrize(("viewer", "reason", "words"), [(GUEST, "  ", "查看原因"), (NOBODY, "电话核实", "角色")])
def test_without_a_reason_or_a_role_nothing_is_told(
    register: Register, whose: Person, viewer: Viewer, reason: str, words: str
) -> None:
    with pytest.raises(Refusal, match=words):
        revealing.reveal(register, viewer, PERSON, whose.id, "id_number", reason)
    assert told() == []


def test_no_reason_opens_a_restricted_record_without_the_role(register: Register, whose: Person) -> None:
    ill = diagnosis(register, whose, "艾滋病", restricted=True)
    treated = stay(register, whose, "肺炎", diagnosis=ill, hospital="精神病医院")
    paid = bill(register, treated, "100", "10")
    for kind, record, field in (
        (DIAGNOSIS, ill, "disease"),
        (TREATMENT, treated, "hospital"),
        (SETTLEMENT, paid, "total"),
    ):
        with pytest.raises(Refusal, match="保密病种"):
            revealing.reveal(register, Viewer.of("新人", "entry"), kind, record.id, field, "上级检查")
        assert revealing.masked(register, kind, record.id, GUEST) == ()
    assert told() == []
    assert revealing.reveal(register, KEEPER, TREATMENT, treated.id, "hospital", "上级检查") == "精神病医院"


def test_what_is_offered_is_what_is_masked(register: Register, whose: Person) -> None:
    treated = stay(register, whose)
    seen = {one.label: one.seen for one in revealing.masked(register, TREATMENT, treated.id, GUEST)}
    assert list(seen)[:3] == ["证件号码", "联系电话", "姓名"]
    assert seen["证件号码"] == "110***********002X"
    assert seen["户：家庭住址"] == "***"
    assert "病种" not in seen
    assert revealing.masked(register, PERSON, whose.id, Viewer.of("李敏", "entry")) == ()
    assert revealing.masked(register, PERSON, whose.id, NOBODY) == ()
    discreet = Viewer.of("李敏", "entry").at_the_screen(True)
    assert [one.label for one in revealing.masked(register, PERSON, whose.id, discreet)] == ["证件号码", "联系电话"]


def test_what_is_not_there_is_refused_in_words(register: Register, whose: Person) -> None:
    for record, field in ((99, "phone"), (whose.id, "id_key2")):
        with pytest.raises(Refusal, match="没有第"):
            revealing.reveal(register, GUEST, PERSON, record, field, "电话核实")
