"""One village under all its spellings; where a name could mean two places nothing is guessed."""

from datetime import date

import pytest

from hfp_desk.records import Place
from hfp_desk.store import keeping, places
from hfp_desk.store.opening import Register
from hfp_desk.store.place_names import PlaceNames, Resolved


def named(register: Register, found: Resolved) -> tuple[str, str]:
    with register.session():
        towns, villages = (Place.get_or_none(Place.id == place) for place in (found.town, found.village))
    return towns.name if towns else "", villages.name if villages else ""


@pytest.fixture
def names(register: Register) -> PlaceNames:
    with register.session():
        return PlaceNames(register.db)


@pytest.mark.parametrize(
    ("town", "village", "address"),
    [
        ("洲上乡", "小洲村委会", ""),
        ("洲上乡", "小洲村", ""),
        ("洲上", "小洲", ""),
        ("洲上乡人民政府", "小洲村村民委员会", ""),
        ("洲 上 乡", "小洲　村民委员会", ""),
        ("", "小洲村", ""),
        ("", "洲上乡小洲村", ""),
        ("洲上乡小洲村", "", ""),
        ("洲上乡", "洲上乡小洲村委会", ""),
        ("", "", "江西省宜春市樟树市洲上乡小洲村5组"),
        ("", "", "樟树市洲上乡小洲村委会"),
        ("", "", "洲上乡小洲"),
    ],
)
def test_every_spelling_is_the_same_village(
    register: Register, names: PlaceNames, town: str, village: str, address: str
) -> None:
    assert named(register, names.find(town, village, address)) == ("洲上乡", "小洲村委会")


def test_what_follows_the_village_is_the_group(names: PlaceNames) -> None:
    assert names.find("", "", "樟树市洲上乡小洲村5组12号").rest == "5组12号"


def test_a_community_and_a_village_of_one_name_are_told_apart(register: Register) -> None:
    with register.session():
        town = Place.get(Place.name == "临江镇")
        for code, name in (("360982100901", "双桥居委会"), ("360982100902", "双桥村委会")):
            keeping.save(register, Place.new(code=code, level="5", name=name, parent=town))
        found = PlaceNames(register.db)
    assert named(register, found.find("临江镇", "双桥社区")) == ("临江镇", "双桥居委会")
    assert named(register, found.find("临江镇", "双桥村")) == ("临江镇", "双桥村委会")


def test_a_name_of_two_townships_is_not_guessed(register: Register) -> None:
    with register.session():
        for town in ("临江镇", "洲上乡"):
            parent = Place.get(Place.name == town)
            keeping.save(register, Place.new(code=parent.code[:9] + "977", level="5", name="新桥村委会", parent=parent))
        found = PlaceNames(register.db).find("", "新桥村")
    assert (found.town, found.village, found.code) == (None, None, "W-PLACE")
    assert set(found.expected.split("、")) == {"临江镇新桥村委会", "洲上乡新桥村委会"}


def test_an_unknown_village_keeps_its_township_and_names_the_nearest(register: Register, names: PlaceNames) -> None:
    found = names.find("洲上乡", "小州村")
    assert named(register, found) == ("洲上乡", "")
    assert "小洲村委会" in found.expected.split("、")
    assert "桃源镇" in names.find("桃源镇", "小洲村").sentence


def test_old_names_and_merged_places_lead_to_the_place_of_today(register: Register) -> None:
    with register.session():
        old, new = Place.get(Place.name == "小洲村委会"), Place.get(Place.name == "袁家村委会")
        places.rename(register, new, "新家村委会")
        places.merge(register, old, new, date(2021, 1, 1))
        found = PlaceNames(register.db)
    for word in ("小洲村", "袁家村", "新家村"):
        assert named(register, found.find("洲上乡", word)) == ("洲上乡", "新家村委会")


def test_answers_go_before_everything(register: Register) -> None:
    with register.session():
        place = Place.get(Place.name == "小洲村委会")
        found = PlaceNames(register.db, {"老街": place.code}).find("", "老街")
    assert found.village == place.id


def test_a_title_tells_its_places(names: PlaceNames) -> None:
    assert names.within("樟树市洲上乡小洲村贫困人口名单") == ("洲上乡", "小洲村")
    assert names.within("樟树市建档立卡名单") == ("", "")
