import unicodedata

import pytest

from hfp_desk.codes import CodeList, code_list, code_lists

LISTS = sorted(code_lists())


@pytest.mark.parametrize("name", LISTS)
def test_no_word_of_a_list_means_two_codes(name: str) -> None:
    owners: dict[str, set[str]] = {}
    for item in code_list(name).items:
        for word in (item.code, item.label, *item.synonyms):
            owners.setdefault(word, set()).add(item.code)
    assert not {word: codes for word, codes in owners.items() if len(codes) > 1}


@pytest.mark.parametrize("name", LISTS)
def test_labels_survive_the_folding_of_cells(name: str) -> None:
    labels = [item.label for item in code_list(name).items]
    assert [unicodedata.normalize("NFKC", label).strip() for label in labels] == labels


@pytest.mark.parametrize("name", LISTS)
def test_every_list_says_where_it_comes_from(name: str) -> None:
    codes = code_list(name)
    assert codes.label
    assert any(mark in codes.source for mark in ("[S]", "[R]", "[K]", "[A]"))


def test_the_nations_are_56_and_the_two_others() -> None:
    codes = [item.code for item in code_list("nation").items]
    assert codes == [f"{number:02}" for number in range(1, 57)] + ["97", "98"]


@pytest.mark.parametrize(
    ("name", "written", "code"),
    [
        ("nation", "汉", "01"),
        ("relation", "之儿媳", "38"),
        ("relation", "户主", "02"),
        ("household_type", "特困供养贫困户", "06"),
        ("household_type", "低保(全家)", "04"),
        ("labour", "弱劳动力或半劳动力", "5"),
        ("poverty_cause", "缺劳动力", "08"),
        ("identity", "五保户", "03"),
        ("identity", "建档立卡贫困户", "01"),
        ("identity", "监测对象", "20"),
        ("disability_kind", "视力", "1"),
        ("batch_class", "大病专项救治", "1"),
        ("education", "文盲", "90"),
        ("place_level", "镇", "4"),
    ],
)
def test_words_of_real_lists_are_found(name: str, written: str, code: str) -> None:
    found = code_list(name).find(written)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("word", ["本市", "市域内"])
def test_words_that_mean_different_places_are_not_guessed(word: str) -> None:
    assert code_list("area").find(word) is None


def test_a_retired_code_is_shown_but_not_offered() -> None:
    effect = code_list("effect")
    last = effect.items[-1]
    retired = CodeList("effect", "x", (*effect.items[:-1], type(last)(last.code, last.label, (), True)))
    assert retired.shown(last.code) == last.label
    assert last.code not in {item.code for item in retired.offered()}
