"""The one read gate: what each role sees of whom."""

import pytest

from hfp_desk.fields import Spec, spec_of
from hfp_desk.gate import ADMIN, ENTRY, HIDDEN, QUERY, SECRET, Viewer, hides, shown
from hfp_desk.records import Diagnosis, Household, Person, Place, Settlement

CLERK = Viewer("李敏", frozenset({ADMIN, ENTRY}))
KEEPER = Viewer("李敏", frozenset({ENTRY, SECRET}))
VISITOR = Viewer("来访", frozenset({QUERY}))


def spec(field: object) -> Spec:
    return spec_of(field)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("field", "text", "seen"),
    [
        (Person.id_number, "11010519491231002X", "110***********002X"),
        (Person.id_number, "110105491231002", "110********1002"),
        (Person.name, "张三丰", "张○○"),
        (Person.name, "张", "张"),
        (Person.phone, "13812345678", "138****5678"),
        (Person.phone, "123", "***"),
        (Person.birth, "1949-12-31", "1949-**-**"),
        (Household.address, "临江镇洋桥村3组", "***"),
        (Person.sex, "女", "女"),
        (Place.name, "临江镇", "临江镇"),
        (Person.town, "临江镇", "临江镇"),
        (Person.name, "", ""),
    ],
)
def test_a_visitor_sees_persons_masked_and_a_clerk_whole(field: object, text: str, seen: str) -> None:
    assert shown(spec(field), text, VISITOR) == seen
    assert shown(spec(field), text, CLERK) == text


@pytest.mark.parametrize("field", [Diagnosis.disease, Settlement.total])
def test_restricted_health_is_seen_only_by_the_keeper_of_secrets(field: object) -> None:
    assert shown(spec(field), "肺结核", CLERK, restricted=True) == HIDDEN
    assert shown(spec(field), "肺结核", VISITOR, restricted=True) == HIDDEN
    assert shown(spec(field), "肺结核", KEEPER, restricted=True) == "肺结核"
    assert shown(spec(field), "肺癌", CLERK) == "肺癌"
    assert shown(spec(field), "", CLERK, restricted=True) == ""


def test_restriction_hides_health_and_nothing_else() -> None:
    assert shown(spec(Person.name), "张三", CLERK, restricted=True) == "张三"
    assert hides(spec(Diagnosis.disease), CLERK)
    assert not hides(spec(Diagnosis.disease), KEEPER)
    assert not hides(spec(Person.name), CLERK)


def test_roles_are_read_as_they_are_stored() -> None:
    assert Viewer.of("李敏", "admin,entry,secret").sees_restricted
    assert Viewer.of("李敏", "entry").sees_persons
    assert not Viewer.of("", "").sees_persons
