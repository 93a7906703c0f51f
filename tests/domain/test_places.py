"""Places can be renamed, merged and added to; what they were called and what a village was stays known."""

from datetime import date

import pytest

from hfp_desk.problems import Refusal
from hfp_desk.records import Change, Place
from hfp_desk.store import places
from hfp_desk.store.opening import Register


def place(register: Register, name: str) -> Place:
    return places.get(next(line.id for line in places.lines() if line.name == name))


def test_townships_come_first_and_in_the_official_order(register: Register) -> None:
    lines = places.lines()
    towns = [line for line in lines if line.level == places.TOWN]
    assert lines[: len(towns)] == towns
    assert [line.code for line in towns] == sorted(line.code for line in towns)
    assert {line.parent for line in lines[len(towns) :]} <= {town.id for town in towns}
    assert places.county().name == "樟树市"


def test_a_renamed_place_keeps_its_old_name(register: Register) -> None:
    places.rename(register, place(register, "临江镇"), "临江古镇")
    assert next(line for line in places.lines() if line.name == "临江古镇").aliases == ("临江镇",)


def test_aliases_are_replaced_as_written_and_each_kept_once(register: Register) -> None:
    town = place(register, "临江镇")
    places.set_aliases(register, town, " 临江 、老临江、临江、")
    assert place(register, "临江镇").aliases == "临江、老临江"
    places.set_aliases(register, town, "")
    assert place(register, "临江镇").aliases == ""


def test_a_merged_village_says_where_it_went(register: Register) -> None:
    one, two = [places.get(line.id) for line in places.lines() if line.level == places.VILLAGE][:2]
    places.merge(register, one, two, date(2020, 1, 1))
    assert next(line for line in places.lines() if line.id == one.id).gone_into == two.name


def test_what_a_village_is_goes_by_years_and_the_latest_is_shown(register: Register) -> None:
    village = places.get(places.lines()[-1].id)
    places.set_status(register, village, 2020, "4", population=1200)
    places.set_status(register, village, 2017, "1")
    assert [(line.year, line.status) for line in places.statuses(village.id)] == [(2020, "4"), (2017, "1")]
    assert places.lines()[-1].status == "4"


def test_saying_it_again_for_a_year_changes_that_year_and_is_remembered(register: Register) -> None:
    village = places.get(places.lines()[-1].id)
    places.set_status(register, village, 2020, "1")
    places.set_status(register, village, 2020, "2")
    assert [line.status for line in places.statuses(village.id)] == ["2"]
    changes = list(Change.select().where(Change.kind == "placestatus"))
    assert changes[-1].values == {"status": ["1", "2"]}


def test_a_status_can_be_taken_back(register: Register) -> None:
    village = places.get(places.lines()[-1].id)
    places.set_status(register, village, 2020, "1")
    places.drop_status(register, places.statuses(village.id)[0])
    assert places.statuses(village.id) == []
    assert places.lines()[-1].status == ""


@pytest.mark.parametrize("year", [202, 1900, 20200])
def test_strange_years_are_refused(register: Register, year: int) -> None:
    with pytest.raises(Refusal, match="请填四位年份"):
        places.set_status(register, places.get(places.lines()[-1].id), year, "1")


def test_a_new_village_stands_at_the_end_of_its_township_and_once(register: Register) -> None:
    town = place(register, "临江镇")
    places.add(register, town, "新洋桥村")
    added = [line for line in places.lines() if line.parent == town.id][-1]
    assert (added.name, added.level) == ("新洋桥村", places.VILLAGE)
    with pytest.raises(Refusal, match="已经有“新洋桥村”"):
        places.add(register, town, "新洋桥村")
    with pytest.raises(Refusal, match="没有填写名称"):
        places.add(register, town, " ")


def test_a_new_township_stands_below_the_county(register: Register) -> None:
    places.add(register, places.county(), "新区管委会")
    assert place(register, "新区管委会").level == places.TOWN
