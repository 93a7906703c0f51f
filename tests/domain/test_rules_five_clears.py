from dataclasses import replace
from typing import Any

import pytest

from hfp_desk.rules.five_clears import NAMES, Facts, Illness, five_clears

HEALTHY = Facts(
    name=True,
    number=True,
    birth=True,
    village=True,
    household=True,
    relation=True,
    identity=True,
    phone=True,
    health=True,
    insured=True,
    healthy=True,
    poverty_state=True,
)
CANCER = Illness(
    "肺癌",
    verify_state="2",
    verified_on=True,
    confirmed_at=True,
    batch="1",
    hospital=True,
    plan=True,
    treated=True,
    settled=True,
    effect="2",
)
PRESSURE = replace(CANCER, label="高血压", batch="2", hospital=False, plan=False, treated=False, settled=False)


def missing(facts: Facts) -> dict[str, tuple[str, ...]]:
    return {group.label: group.missing for group in five_clears(facts).groups if not group.complete}


def test_a_healthy_person_with_all_facts_is_clear() -> None:
    clears = five_clears(HEALTHY)
    assert (clears.score, clears.complete, clears.missing) == (5, True, ())
    assert tuple(group.label for group in clears.groups) == NAMES


def test_an_empty_person_lacks_identity_disease_and_effect() -> None:
    clears = five_clears(Facts())
    assert clears.score == 2
    assert list(missing(Facts())) == ["身份清楚", "疾病清楚", "成效清楚"]
    assert clears.missing[:2] == ("姓名", "证件号码")


def test_a_major_illness_needs_hospital_plan_treatment_and_bill() -> None:
    assert missing(replace(HEALTHY, illnesses=(CANCER,))) == {}
    bare = Illness("肺癌", verify_state="1", batch="1")
    assert missing(replace(HEALTHY, illnesses=(bare,))) == {
        "疾病清楚": ("肺癌：核实核准", "肺癌：核准日期", "肺癌：确诊医院"),
        "救治清楚": ("肺癌：定点医院", "肺癌：诊疗方案"),
        "进度清楚": ("肺癌：救治记录", "肺癌：费用结算"),
        "成效清楚": ("肺癌：治疗效果",),
    }


def test_a_chronic_illness_needs_signing_and_follow_up() -> None:
    assert missing(replace(HEALTHY, illnesses=(PRESSURE,))) == {
        "救治清楚": ("高血压：签约服务",),
        "进度清楚": ("高血压：随访记录",),
    }
    managed = replace(PRESSURE, signed=True, followed_up=True)
    assert five_clears(replace(HEALTHY, illnesses=(managed, CANCER))).complete


@pytest.mark.parametrize("name", ["name", "number", "village", "identity", "phone", "insured"])
def test_one_missing_fact_leaves_the_identity_unclear(name: str) -> None:
    lacking: dict[str, Any] = {name: False}
    clears = five_clears(replace(HEALTHY, **lacking))
    assert (clears.score, clears.groups[0].complete, len(clears.missing)) == (4, False, 1)
