"""The office fills in what no document gives; what a document gives stays as it is."""

from datetime import date
from decimal import Decimal

import pytest

from hfp_desk import policy
from hfp_desk.problems import Refusal
from hfp_desk.records import Event
from hfp_desk.store import figures, settings
from hfp_desk.store.figures import Figure
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register

REGION = "zhangshu-2020"
TODAY = date(2020, 3, 31)


def empty_one() -> str:
    return next(target.name for target in policy.load(REGION).on(TODAY).targets if not target.given)


def test_an_empty_figure_is_filled_in_and_marked_as_the_offices_own(register: Register) -> None:
    edition, name = policy.load(REGION).on(TODAY), empty_one()
    figures.fill(register, REGION, edition, name, Figure(Decimal("12.5")))
    filled = figures.in_force().on(TODAY).target(name)
    assert (filled.value, filled.source) == (Decimal("12.5"), "本单位填写")
    assert not policy.load(REGION).on(TODAY).target(name).given


def test_an_empty_answer_takes_a_figure_back(register: Register) -> None:
    edition, name = policy.load(REGION).on(TODAY), empty_one()
    figures.fill(register, REGION, edition, name, Figure(Decimal(5)))
    figures.fill(register, REGION, edition, name, Figure())
    assert not figures.in_force().on(TODAY).target(name).given


def test_what_a_document_gives_cannot_be_changed(register: Register) -> None:
    with pytest.raises(Refusal, match="由文件规定"):
        figures.fill(register, REGION, policy.load(REGION).on(TODAY), "disease_kinds", Figure(Decimal(30)))


def test_a_provisional_band_is_replaced_by_the_offices_own(register: Register) -> None:
    edition = policy.load(REGION).on(TODAY)
    figures.fill(register, REGION, edition, "reimbursed_ratio", Figure(Decimal(90), Decimal(88), Decimal(92)))
    target = figures.in_force().on(TODAY).target("reimbursed_ratio")
    assert (target.low, target.high, target.assumed) == (Decimal(88), Decimal(92), False)


def test_a_band_that_stands_on_its_head_is_refused(register: Register) -> None:
    with pytest.raises(Refusal, match="下限大于上限"):
        figures.fill(
            register, REGION, policy.load(REGION).on(TODAY), "reimbursed_ratio", Figure(None, Decimal(95), Decimal(85))
        )


def test_a_figure_holds_for_later_editions_and_not_for_earlier_ones(register: Register) -> None:
    region = policy.load("national-2017")
    settings.put(settings.POLICY, region.name)
    name = next(target.name for target in region.editions[1].targets if not target.given)
    figures.fill(register, region.name, region.editions[1], name, Figure(Decimal(7)))
    given = [edition.target(name).given for edition in figures.in_force().editions]
    assert given == [False, *[True] * (len(region.editions) - 1)]


def test_figures_of_one_region_say_nothing_about_another(register: Register) -> None:
    name = empty_one()
    figures.fill(register, REGION, policy.load(REGION).on(TODAY), name, Figure(Decimal(5)))
    other = figures.filled(policy.load("dezhou-2018")).on(TODAY).target(name)
    assert other.value != Decimal(5)


@pytest.mark.parametrize(("text", "value"), [("90", "90"), (" 85.5 % ", "85.5"), ("1,200", "1200"), ("", None)])
def test_figures_are_read_as_they_are_typed(text: str, value: str | None) -> None:
    assert figures.read(text, "元") == (None if value is None else Decimal(value))


@pytest.mark.parametrize("text", ["九十", "120", "-1", "NaN", "Infinity"])
def test_what_is_no_percentage_is_refused_with_what_to_type(text: str) -> None:
    with pytest.raises(Refusal, match=r"请只填数字|应填0|应填 ?0"):
        figures.read(text, "%")


def test_figures_are_logged_in_the_words_of_the_office(register: Register) -> None:
    edition = policy.load(REGION).on(TODAY)
    for figure in (Figure(Decimal(90), Decimal(88)), Figure(Decimal(90), Decimal(88)), Figure()):
        figures.fill(register, REGION, edition, "reimbursed_ratio", figure)
    told = [event.detail for event in Event.select().where(Event.action == Action.SETTING).order_by(Event.id)]
    assert told == [{"old": "", "new": "目标 90，下限 88"}, {"old": "目标 90，下限 88", "new": ""}]
