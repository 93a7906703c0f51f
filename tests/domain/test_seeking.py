"""The search finds village doctors, institutions and villages, as far as whoever asks may know of them."""

import pytest

from hfp_desk.gate import Viewer
from hfp_desk.records import Doctor, Institution
from hfp_desk.store import keeping
from hfp_desk.store.opening import Register
from hfp_desk.store.seeking import further
from tests.domain.listed import CLERK, VISITOR, village_of


@pytest.fixture
def known(register: Register) -> Register:
    village = village_of("临江镇")
    clinic = Institution.new(name="洋桥村卫生室", kind="6", village=village)
    keeping.save(register, clinic)
    keeping.save(register, Doctor.new(name="罗云海", village=village, institution=clinic))
    return register


def found(register: Register, text: str, viewer: Viewer = CLERK) -> set[tuple[str, str]]:
    return {(one.word, one.title) for one in further(register, text, viewer)}


@pytest.mark.parametrize(("text", "fits"), [("罗云", True), ("云海", True), ("lyh", True), ("lyw", False)])
def test_a_doctor_is_found_by_name_and_initials(known: Register, text: str, fits: bool) -> None:
    assert (("村医", "罗云海") in found(known, text)) is fits


def test_institutions_and_villages_are_found_by_everybody(known: Register) -> None:
    for viewer in (CLERK, VISITOR):
        assert ("机构", "洋桥村卫生室") in found(known, "洋桥村卫", viewer)
        assert any(word == "村" for word, _ in found(known, "双洲", viewer))


def test_who_may_not_see_names_finds_no_doctor(known: Register) -> None:
    assert not any(word == "村医" for word, _ in found(known, "罗云", VISITOR))


def test_a_number_is_no_name(known: Register) -> None:
    keeping.save(known, Institution.new(name="94医院", kind="1"))
    assert further(known, "94", CLERK) == ()
    assert ("机构", "94医院") in found(known, "94医")


def test_one_character_finds_nothing_and_never_more_than_five_of_a_kind(known: Register) -> None:
    assert further(known, "村", CLERK) == ()
    kinds = [one.word for one in further(known, "村委", CLERK)]
    assert kinds == ["村"] * 5
