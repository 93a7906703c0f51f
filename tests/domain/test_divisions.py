"""The divisions that come with the program: counts of the country, 樟树, direct-administered counties, refusals."""

import random
from pathlib import Path

import pytest

from hfp_desk import divisions
from hfp_desk.divisions import County, Division, Level, children, county, provinces
from hfp_desk.problems import Refusal


def _counties() -> list[Division]:
    cities = [city for province in provinces() for city in children(province.code, Level.PROVINCE)]
    return [place for city in cities for place in children(city.code, Level.CITY)]


def test_the_index_names_every_province_city_and_county() -> None:
    cities = [city for province in provinces() for city in children(province.code, Level.PROVINCE)]
    assert len(provinces()) == 31
    assert len(cities) == 342
    assert len(_counties()) == 2978


def test_provinces_stand_in_the_order_of_their_codes() -> None:
    codes = [province.code for province in provinces()]
    assert codes == sorted(codes)
    assert provinces()[0] == Division("11", "北京市", Level.PROVINCE, "")


def test_the_whole_country_has_its_townships_and_villages() -> None:
    loaded = [county(place.code) for place in _counties()]
    assert sum(len(place.townships) for place in loaded) == 41_352
    assert sum(len(place.villages) for place in loaded) == 620_573


def test_zhangshu_has_its_towns_in_official_order() -> None:
    zhangshu = county("360982")
    assert zhangshu.full_name == "江西省宜春市樟树市"
    assert (zhangshu.province.code, zhangshu.city.code, zhangshu.county.code) == ("36", "3609", "360982")
    assert len(zhangshu.townships) == 22
    assert zhangshu.townships[0] == Division("360982001000", "淦阳街道", Level.TOWNSHIP, "360982")
    assert zhangshu.townships[5] == Division("360982100000", "临江镇", Level.TOWNSHIP, "360982")
    assert zhangshu.townships[-1] == Division("360982500000", "省双金园艺场", Level.TOWNSHIP, "360982")


def test_zhangshu_has_its_villages_under_their_towns() -> None:
    zhangshu = county("360982")
    assert len(zhangshu.villages) == 310
    assert zhangshu.villages[0] == Division("360982001001", "共和东路社区居委会", Level.VILLAGE, "360982001000")
    assert zhangshu.villages[-4:] == (
        Division("360982500202", "山桂村委会", Level.VILLAGE, "360982500000"),
        Division("360982500501", "埠里分场生活区", Level.VILLAGE, "360982500000"),
        Division("360982500502", "中亭分场生活区", Level.VILLAGE, "360982500000"),
        Division("360982500503", "付家山分场生活区", Level.VILLAGE, "360982500000"),
    )


def _assert_well_formed(place: County) -> None:
    towns = [town.code for town in place.townships]
    codes = [village.code for village in place.villages]
    assert towns == sorted(set(towns))
    assert codes == sorted(set(codes))
    assert all(code[:6] == place.county.code and code[9:] == "000" for code in towns)
    assert all(len(code) == 12 and code.isdigit() for code in towns + codes)
    assert {village.parent for village in place.villages} == set(towns)
    assert all(village.code[:9] == village.parent[:9] for village in place.villages)
    assert all(part.name == part.name.strip() != "" for part in place.townships + place.villages)


def test_counties_drawn_from_everywhere_are_well_formed() -> None:
    for place in random.Random(2023).sample(_counties(), 60):
        _assert_well_formed(county(place.code))


@pytest.mark.parametrize(
    ("code", "full_name", "towns", "villages"),
    [
        ("110101", "北京市东城区", 17, 169),
        ("500229", "重庆市城口县", 25, 204),
        ("429004", "湖北省仙桃市", 25, 767),
        ("659001", "新疆维吾尔自治区石河子市", 8, 110),
        ("441900", "广东省东莞市", 36, 609),
        ("460400", "海南省儋州市", 18, 340),
        ("620201", "甘肃省嘉峪关市", 5, 48),
    ],
)
def test_places_without_an_ordinary_city_above_them(code: str, full_name: str, towns: int, villages: int) -> None:
    place = county(code)
    _assert_well_formed(place)
    assert (place.full_name, len(place.townships), len(place.villages)) == (full_name, towns, villages)


def test_the_level_tells_apart_a_township_and_a_village_of_one_code() -> None:
    jinmen = county("350527")
    assert jinmen.townships[0].code == jinmen.villages[0].code == "350527000000"
    assert jinmen.townships[0] != jinmen.villages[0]


def test_children_go_down_to_the_villages() -> None:
    assert "宜春市" in [city.name for city in children("36", Level.PROVINCE)]
    assert [place.code for place in children("3609", Level.CITY) if place.name == "樟树市"] == ["360982"]
    assert children("360982", Level.COUNTY) == county("360982").townships
    villages = children("360982500000", Level.TOWNSHIP)
    assert villages[0].name == "山桂村委会"
    assert len(villages) == 4
    assert children(villages[0].code, Level.VILLAGE) == ()


@pytest.mark.parametrize("code", ["360999", "36098", "", "３６０９８２", "360982100000", "3609"])
def test_an_unknown_county_is_refused_with_what_to_do(code: str) -> None:
    with pytest.raises(Refusal, match="县级代码") as refused:
        county(code)
    assert code in refused.value.sentence
    assert "请核对" in refused.value.advice


@pytest.mark.parametrize(
    ("code", "level", "words"),
    [
        ("99", Level.PROVINCE, "省级代码“99”"),
        ("3609", Level.PROVINCE, "省级代码“3609”"),
        ("3699", Level.CITY, "市级代码“3699”"),
        ("360982999000", Level.TOWNSHIP, "乡镇代码“360982999000”"),
    ],
)
def test_an_unknown_division_has_no_children(code: str, level: Level, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        children(code, level)


def test_a_damaged_block_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    provinces()  # the index is read before the files go bad
    (tmp_path / "counties.bin").write_bytes(b"\0" * 4_000_000)
    monkeypatch.setattr(divisions, "resource", lambda *parts: tmp_path / parts[-1])
    with pytest.raises(Refusal, match="重新安装"):
        county("360982")


def test_a_missing_file_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    provinces()
    monkeypatch.setattr(divisions, "resource", lambda *parts: tmp_path / parts[-1])
    with pytest.raises(Refusal, match="缺失或已损坏"):
        county("360982")
