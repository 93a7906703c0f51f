from datetime import date
from decimal import Decimal

import pytest

from hfp_desk import policy
from hfp_desk.codes import code_list
from hfp_desk.policy import PAYERS, Edition, Standing
from hfp_desk.problems import Refusal

NAMES = ("national-2017", "dezhou-2018", "nanchang-2018", "nanning-2017", "zhangshu-2020")
EDITIONS = [(name, edition) for name in NAMES for edition in policy.load(name).editions]


def edition(name: str, day: str = "2020-02-01") -> Edition:
    return policy.load(name).on(date.fromisoformat(day))


def codes(listed: policy.DiseaseList) -> set[str]:
    return {item.code for item in listed.diseases}


def test_the_five_regions_come_with_the_program() -> None:
    assert policy.names() == NAMES


def test_an_unknown_region_is_refused_with_the_known_ones() -> None:
    with pytest.raises(Refusal, match="beijing") as refused:
        policy.load("beijing")
    assert all(name in str(refused.value) for name in NAMES)


@pytest.mark.parametrize(
    ("county", "name"),
    [("360982", "zhangshu-2020"), ("360112", "nanchang-2018"), ("450123", "nanning-2017"), ("110105", "national-2017")],
)
def test_the_region_of_a_county_is_suggested(county: str, name: str) -> None:
    assert policy.suggested(county) == name


def test_a_day_before_the_first_edition_gets_the_first() -> None:
    zhangshu = policy.load("zhangshu-2020")
    assert zhangshu.on(date(2015, 1, 1)) is zhangshu.editions[0]


@pytest.mark.parametrize(("name", "each"), EDITIONS)
def test_every_figure_and_list_cites_its_source(name: str, each: Edition) -> None:
    cited = [target.source for target in each.targets if target.given]
    cited += [listed.source for listed in each.lists] + [each.scope_source, each.persons_source]
    cited += [deadline.source for deadline in each.deadlines] + [words.source for words in each.provisions]
    cited += [way.source for way in each.arrangements]
    cited += [payer.source for payer in each.payers if payer.field != "other"]
    assert all(cited)


@pytest.mark.parametrize(("name", "each"), EDITIONS)
def test_what_no_document_gives_is_marked_as_assumed(name: str, each: Edition) -> None:
    assert all(payer.assumed for payer in each.payers if payer.source.startswith("["))
    assert all(listed.assumed for listed in each.lists if listed.source.startswith("["))
    assert all(target.assumed for target in each.targets if "[A]" in target.source)


@pytest.mark.parametrize(("name", "each"), EDITIONS)
def test_payers_are_settlement_columns_with_other_last(name: str, each: Edition) -> None:
    fields = [payer.field for payer in each.payers]
    assert fields[-1] == "other"
    assert len(set(fields)) == len(fields)
    assert set(fields) <= PAYERS.keys()


@pytest.mark.parametrize(("name", "each"), EDITIONS)
def test_codes_named_by_an_edition_exist(name: str, each: Edition) -> None:
    known = {name: {item.code for item in code_list(name).items} for name in ("identity", "area", "village_status")}
    assert set(each.persons) <= known["identity"]
    assert set(each.scope_areas) <= known["area"]
    assert set(each.village_marks) <= known["village_status"]
    assert not each.classes or code_list(each.classes).items


@pytest.mark.parametrize(("name", "each"), EDITIONS)
def test_no_list_is_longer_than_its_document_says(name: str, each: Edition) -> None:
    assert all(item.expected_count is None or len(item.diseases) <= item.expected_count for item in each.lists)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("nanchang-2018", ["basic", "major", "supplementary", "assistance"]),
        ("dezhou-2018", ["basic", "major", "relief", "assistance", "supplementary"]),
        ("national-2017", ["basic", "major", "assistance", "supplementary"]),
    ],
)
def test_payers_stand_in_the_order_of_the_document(name: str, fields: list[str]) -> None:
    assert [payer.field for payer in edition(name).payers][: len(fields)] == fields


def test_a_payer_is_called_as_the_region_calls_it() -> None:
    assert edition("dezhou-2018").payer_label("relief") == "医疗机构减免"
    assert edition("zhangshu-2020").payer_label("relief") == "医院减免"
    assert edition("zhangshu-2020").payer_label("charity") == "慈善救助"


@pytest.mark.parametrize(
    ("name", "target", "value"),
    [
        ("nanchang-2018", "own_share", "10"),
        ("nanchang-2018", "assistance_ratio", "70"),
        ("nanchang-2018", "basic_deductible", "0"),
        ("nanchang-2018", "major_deductible_cut", "50"),
        ("nanchang-2018", "major_ratio_rise", "5"),
        ("nanchang-2018", "outpatient_ratio", "65"),
        ("nanchang-2018", "posting_months", "6"),
        ("nanning-2017", "basic_ratio_rise", "5"),
        ("nanning-2017", "major_ratio_rise", "10"),
        ("nanning-2017", "doctor_trainings", "2"),
        ("zhangshu-2020", "reimbursed_ratio", "90"),
    ],
)
def test_figures_of_the_documents(name: str, target: str, value: str) -> None:
    assert edition(name).target(target).value == Decimal(value)


@pytest.mark.parametrize(
    ("name", "target"),
    [("dezhou-2018", "reimbursed_ratio"), ("zhangshu-2020", "own_share"), ("nanchang-2018", "assistance_limit")],
)
def test_figures_no_document_gives_stay_empty(name: str, target: str) -> None:
    assert not edition(name).target(target).given


def test_a_national_figure_holds_where_the_region_says_nothing() -> None:
    exams = edition("zhangshu-2020").target("yearly_exams")
    assert (exams.value, exams.source) == (Decimal(1), "GJ §二（二）1")


def test_the_scope_word_is_the_regions_own() -> None:
    assert {name: edition(name).scope for name in ("zhangshu-2020", "nanchang-2018")} == {
        "zhangshu-2020": "市域",
        "nanchang-2018": "县域",
    }


@pytest.mark.parametrize(
    ("day", "count"), [("2017-06-01", 7), ("2018-06-01", 21), ("2019-06-01", 25), ("2020-06-01", 30)]
)
def test_the_national_list_grows_by_year(day: str, count: int) -> None:
    special = edition("national-2017", day).disease_list("special")
    assert len(special.diseases) == count
    assert special.complete


def test_nanchang_names_fifteen_then_adds_two_and_leaves_the_rest_open() -> None:
    first = edition("nanchang-2018", "2018-06-01").disease_list("special")
    later = edition("nanchang-2018", "2019-06-01").disease_list("special")
    assert len(first.diseases) == 15
    assert first.complete
    assert codes(later) - codes(first) == {"liver-cancer", "pneumoconiosis"}
    assert not later.complete
    assert [edition("nanchang-2018", f"{year}-06-01").target("disease_kinds").value for year in (2019, 2020)] == [
        27,
        30,
    ]


def test_lists_not_given_by_name_are_kept_empty_with_their_count() -> None:
    free = edition("nanchang-2018").disease_list("free")
    assert (len(free.diseases), free.expected_count, free.complete) == (0, 10, False)
    assert codes(edition("zhangshu-2020").disease_list("special")) == {"oesophagus-cancer", "lung-cancer"}


def test_the_catalogue_holds_together() -> None:
    names: dict[str, str] = {}
    for item in policy.diseases():
        assert not item.broader or policy.disease(item.broader).code != item.code
        for word in (item.label, *item.synonyms):
            assert names.setdefault(word, item.code) == item.code
            found = edition("national-2017").recognise(word)
            assert found is not None, word
            assert found.disease.code == item.code


@pytest.mark.parametrize(
    ("text", "icd", "code"),
    [
        ("食道癌", "", "oesophagus-cancer"),
        ("食 管　癌", "", "oesophagus-cancer"),
        ("急性心肌梗塞", "", "heart-attack"),
        ("Ⅰ型糖尿病", "E10.900", "diabetes-1"),
        ("I型糖尿病", "", "diabetes-1"),
        ("１型糖尿病", "", "diabetes-1"),
        ("二型糖尿病", "", "diabetes-2"),
        ("肺癌（晚期）", "", "lung-cancer"),
        ("右肺癌术后化疗", "", "lung-cancer"),
        ("终末期肾病（尿毒症）", "", "kidney-failure"),
        ("尿毒症", "N18.001", "kidney-failure"),
        ("重性精神病", "F20.900", "severe-mental"),
        ("", "C34.900x001", "lung-cancer"),
        ("", "C34.901", "lung-cancer"),
        ("", "c34.9", "lung-cancer"),
        ("", "C34", "lung-cancer"),
        ("", "D66.x00", "haemophilia"),
        ("", "I63.9", "cerebral-infarction"),
        ("", "C92.1", "chronic-myeloid"),
        ("", "C74.900 M95000/3", "neuroblastoma"),
        ("脑卒中", "I63.9", "cerebral-infarction"),
        ("结肠癌", "C19", "colon-cancer"),
        ("儿童白血病", "C92.1", "child-leukaemia"),
        ("肺癌", "Z51.1", "lung-cancer"),
    ],
)
def test_names_and_codes_are_recognised(text: str, icd: str, code: str) -> None:
    found = edition("zhangshu-2020").recognise(text, icd)
    assert found is not None
    assert found.disease.code == code


@pytest.mark.parametrize(
    ("text", "icd"),
    [
        ("", ""),
        ("感冒", "J00"),
        ("白血病", ""),
        ("疑似肺癌", "C34.9"),
        ("肺癌（待排）", ""),
        ("高血压、糖尿病", ""),
        ("高血压（糖尿病）", ""),
        ("肺癌", "C16.9"),
        ("", "C19"),
        ("", "N18.9"),
        ("", "C74.900"),
        ("", "C34.9;I10"),
    ],
)
def test_what_is_doubtful_is_not_guessed(text: str, icd: str) -> None:
    assert edition("zhangshu-2020").recognise(text, icd) is None


def test_a_code_alone_means_no_childrens_disease_in_a_grown_up() -> None:
    zhangshu = edition("zhangshu-2020")
    assert zhangshu.recognise(icd="C91.0", age=40) is None
    child = zhangshu.recognise(icd="C91.0", age=9)
    assert child is not None
    assert child.disease.code == "child-leukaemia"


def test_standing_on_a_list_in_force() -> None:
    zhangshu, national = edition("zhangshu-2020"), edition("national-2017")
    kidney, cataract = policy.disease("kidney-failure"), policy.disease("cataract")
    assert [each.name for each in zhangshu.standing(kidney).lists] == ["free"]
    assert zhangshu.standing(cataract).standing is Standing.UNKNOWN
    assert national.standing(cataract).standing is Standing.ON
    assert national.standing(policy.disease("hypertension")).standing is Standing.OFF


def test_a_part_stands_where_its_broader_disease_stands() -> None:
    infarction = policy.disease("cerebral-infarction")
    assert edition("national-2017").standing(infarction).standing is Standing.ON
    assert edition("national-2017", "2018-06-01").standing(infarction).standing is Standing.OFF


@pytest.mark.parametrize("name", NAMES)
def test_aids_and_mental_disease_are_restricted_everywhere(name: str) -> None:
    hidden = {item.code for item in policy.diseases() if edition(name).standing(item).restricted}
    assert hidden == {"aids", "aids-infection", "severe-mental"}


def test_the_office_fills_in_a_figure_and_a_list() -> None:
    filled = edition("zhangshu-2020").with_target("own_share", Decimal(10))
    assert filled.target("own_share").value == 10
    assert filled.target("own_share").source == "本单位填写"
    listed = filled.with_diseases("special", ["lung-cancer", "cataract"])
    assert listed.standing(policy.disease("cataract")).standing is Standing.ON
    assert not edition("zhangshu-2020").target("own_share").given
