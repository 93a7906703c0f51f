"""What came after 2020: every region's policy goes on, in the words of each year; the services of a contract."""

import pytest

from hfp_desk.codes import code_list
from hfp_desk.policy import Edition
from tests.domain.test_policy import EDITIONS, NAMES, codes, edition


@pytest.mark.parametrize("name", NAMES)
def test_every_region_goes_on_after_2020(name: str) -> None:
    years = {year: edition(name, f"{year}-06-01") for year in (2020, 2021, 2024, 2025, 2026)}
    assert "05" in years[2021].persons
    assert "05" not in years[2020].persons
    assert years[2026].persons[0] == "09"
    assert years[2026].scope == years[2020].scope
    assert [payer.field for payer in years[2021].payers][:3] == ["basic", "major", "assistance"]
    assert "copd" not in {code for each in years[2024].lists if each.kind == "chronic" for code in codes(each)}
    assert "copd" in codes(years[2025].disease_list("chronic"))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2020-12-31", "健康扶贫：农村贫困人口、监测对象，报扶贫办"),
        ("2021-06-01", "健康帮扶：农村低收入人口、监测对象，报乡村振兴局"),
        ("2023-06-01", "健康帮扶：农村低收入人口、监测对象，报农业农村局"),
        ("2026-06-01", "健康帮扶：农村低收入人口、防止返贫致贫对象，报农业农村局"),
    ],
)
def test_words_follow_the_edition_and_closed_years_keep_theirs(day: str, words: str) -> None:
    assert edition("zhangshu-2020", day).worded("健康扶贫：农村贫困人口、监测对象，报扶贫办") == words


def test_a_word_inside_a_longer_one_is_not_taken_for_it() -> None:
    assert edition("zhangshu-2020", "2022-01-01").worded("农村建档立卡贫困人口") == "脱贫人口"


@pytest.mark.parametrize(("name", "each"), EDITIONS)
def test_items_of_a_contract_are_told_apart_and_proved(name: str, each: Edition) -> None:
    names = [item.name for item in each.items]
    assert len(set(names)) == len(names)
    assert {item.proof for item in each.items} <= {code.code for code in code_list("service_proof").items}
    programmes = {code.code for code in code_list("programme").items}
    assert all(set(item.programmes) <= programmes for item in each.items)
    assert all(item.source for item in each.items)


def test_zhangshu_adds_its_services_to_the_national_ones() -> None:
    items = {item.label: item.times for item in edition("zhangshu-2020").items}
    assert (items["面对面随访"], items["健康体检"]) == (4, 1)
    assert [label for label, times in items.items() if times is None] == ["健康教育", "接诊", "转诊"]
