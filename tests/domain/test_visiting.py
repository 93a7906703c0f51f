"""Entering visits: the form by programme, the case found or begun, the suggestion, a whole village in one deed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from hfp_desk.problems import Refusal
from hfp_desk.records import FOLLOW_UP, Doctor, FollowUp, Identity, ManagedCase, Person, Team
from hfp_desk.rules import visit_figures
from hfp_desk.rules.visits import UNSATISFIED
from hfp_desk.store import case_deeds, entering, taking_back, village_visits, visit_forms, visit_past, visiting
from hfp_desk.store.entering import Draft
from hfp_desk.store.keeping import Overtaken
from hfp_desk.store.opening import Register
from hfp_desk.store.village_visits import Edited, Head
from tests.domain.listed import CLERK, HELPER, keep, person, village_of
from tests.domain.managed import ZS, case, limits, visit

DAY = date(2020, 3, 1)
HEAD = Head("1", DAY, "2")


def names(values: dict[str, Any], sections: Any = visit_forms.visit_sections) -> set[str]:
    return {one.name for section in sections(values) for one in section.fields}


def enter(register: Register, who: Person, programme: str = "1", **values: Any) -> FollowUp:
    """A visit as the form hands it over."""
    draft = Draft(FOLLOW_UP, {"person": who.id, "programme": programme, "visited_on": DAY, "mode": "2", **values})
    return FollowUp.get_by_id(entering.keep(register, ZS, [draft]).ids[0])


def rows(register: Register, head: Head = HEAD, viewer: Any = CLERK) -> Sequence[village_visits.VisitRow]:
    return village_visits.rows(register, viewer, ZS, village_of("临江镇").id, head)


@pytest.mark.parametrize(
    ("programme", "stage", "asked", "not_asked"),
    [
        ("1", "", {"symptoms", "salt", "control"}, {"stage", "fasting_glucose", "danger", "regimen"}),
        ("2", "", {"fasting_glucose", "foot_pulse", "insulin"}, {"salt", "danger"}),
        ("3", "", {"danger", "whom", "stability"}, {"control", "systolic"}),
        ("4", "1", {"stage", "month_number", "missed_doses"}, {"own_room", "control"}),
        ("4", "2", {"stage", "own_room", "lessons"}, {"missed_doses"}),
        ("5", "", {"employed", "note"}, {"systolic"}),
        ("", "", {"person", "programme"}, {"visited_on"}),
    ],
)
def test_the_form_of_a_visit_is_that_of_its_programme(
    programme: str, stage: str, asked: set[str], not_asked: set[str]
) -> None:
    found = names({"programme": programme, "stage": stage})
    assert asked <= found
    assert not not_asked & found
    assert "case" not in found


def test_what_is_stored_stays_on_the_form_wherever_it_came_from() -> None:
    assert "danger" in names({"programme": "1", "danger": "2"})
    assert "missed_doses" in names({"programme": "1", "missed_doses": 0})


def test_a_case_shows_the_supplement_only_where_it_belongs() -> None:
    sections = visit_forms.case_sections
    assert "guardian" in names({"programme": "3"}, sections)
    assert {"smear", "bed"} <= names({"programme": "4"}, sections)
    assert "mother_to_child" in names({"programme": "6"}, sections)
    plain = names({"programme": "1"}, sections)
    assert not {"guardian", "smear", "mother_to_child"} & plain
    assert {"person", "plan"} <= plain


def test_the_first_visit_begins_the_case_in_one_deed(register: Register) -> None:
    who = person(register, "李玥")
    made = enter(register, who, doctor_name="陈志远")
    begun = ManagedCase.get()
    assert (made.case, made.stage) == (begun, "1")
    assert (begun.person, begun.programme, begun.starts, begun.doctor_name) == (who, "1", DAY, "陈志远")
    assert not begun.restricted
    deed = taking_back.latest(register)
    assert deed is not None
    taking_back.take_back(register, deed)
    assert {ManagedCase.get().voided_at != "", FollowUp.get().voided_at != ""} == {True}


def test_a_visit_goes_to_the_case_of_its_day(register: Register) -> None:
    over = case(register, "李玥", ends=date(2019, 12, 31))
    assert enter(register, over.person, visited_on=date(2019, 5, 1)).case == over
    later = enter(register, over.person).case
    assert later not in (None, over)
    assert enter(register, over.person, visited_on=date(2020, 6, 1)).case == later
    assert enter(register, over.person, "2").case.programme == "2"


def test_a_case_of_a_restricted_disease_is_restricted(register: Register) -> None:
    made = enter(register, person(register, "李玥"), "3")
    assert made.case.restricted
    assert visit_past.before(register, HELPER, made.person.id, "3", None) is None
    assert visit_past.open_cases(register, HELPER, made.person.id, DAY) == ()
    assert visit_past.open_cases(register, CLERK, made.person.id, DAY) == ("3",)
    assert visit_past.whose(register, HELPER, made.case.id) is None


def test_the_doctor_is_linked_by_a_name_that_is_certain(register: Register) -> None:
    here, there = (village_of("临江镇", number) for number in (0, 1))
    mine, _ = (keep(register, Doctor.new(name="陈志远", village=one, town=one.parent)) for one in (here, there))
    only = keep(register, Doctor.new(name="刘英", village=there, town=there.parent))
    who = person(register, "李玥")
    assert enter(register, who, doctor_name="陈志远").doctor == mine
    assert enter(register, who, doctor_name="刘英", visited_on=date(2020, 3, 2)).doctor == only
    keep(register, Doctor.new(name="刘英", village=there, town=there.parent))
    assert enter(register, who, doctor_name="刘英", visited_on=date(2020, 3, 3)).doctor is None
    assert enter(register, who, doctor=only.id, visited_on=date(2020, 3, 4)).doctor_name == "刘英"


def test_the_suggestion_says_class_referral_and_next_day(register: Register) -> None:
    mine = case(register, of={"birth": date(1970, 1, 1)})
    visit(register, mine, date(2020, 2, 15), systolic=150, diastolic=95, control="2")
    written = {"person": mine.person.id, "programme": "1", "visited_on": DAY, "systolic": 158, "diastolic": 96}
    found = visiting.suggest(register, CLERK, ZS, {**written, "mode": "2"})
    assert found is not None
    assert found.words == "控制不满意（158/96），建议转诊，两周内复查，下次随访 2020-03-15"
    assert found.values == {
        "control": UNSATISFIED,
        "next_on": date(2020, 3, 15),
        "referred": True,
        "referral_kind": "1",
    }
    good = visiting.suggest(register, CLERK, ZS, {**written, "systolic": 128, "diastolic": 78})
    assert good is not None
    assert good.words.startswith("控制满意（128/78），下次随访 2020-0")
    assert "referred" not in good.values
    assert visiting.suggest(register, CLERK, ZS, {**written, "visited_on": None}) is None


def test_the_visit_before_is_told_by_field(register: Register) -> None:
    mine = case(register)
    visit(register, mine, date(2019, 10, 1), systolic=142, diastolic=88)
    visit(register, mine, date(2020, 1, 6), systolic=136, adherence="1")
    last = visit_past.before(register, CLERK, mine.person.id, "1", DAY)
    assert last is not None
    assert (last.day, last.figure, last.texts["adherence"]) == (date(2020, 1, 6), "136/80", "规律")
    assert "weight" not in last.texts
    first = visit_past.before(register, CLERK, mine.person.id, "1", date(2020, 1, 6))
    assert first is not None
    assert first.figure == "142/88"


def test_a_year_of_visits_says_where_the_figures_went(register: Register) -> None:
    mine = case(register)
    for day, high in ((date(2019, 10, 1), 150), (date(2020, 1, 6), 142), (date(2020, 4, 6), 142)):
        visit(register, mine, day, systolic=high, diastolic=88)
    visit(register, mine, date(2020, 7, 6), state="2", systolic=None, diastolic=None)
    found = visit_past.year(register, CLERK, mine.id, 2020)
    assert [(one.figure, one.arrow) for one in found] == [("142/88", "↓"), ("142/88", "→"), ("失访", "")]
    assert visit_past.years(register, CLERK, mine.id) == (2020, 2019)


@pytest.mark.parametrize(
    ("programme", "values", "told"),
    [
        ("1", {"systolic": 142, "diastolic": 88}, "142/88"),
        ("1", {"systolic": 142}, "142/—"),
        ("2", {"fasting_glucose": 7, "systolic": 130, "diastolic": 80}, "7"),
        ("2", {"systolic": 130, "diastolic": 80}, "130/80"),
        ("3", {"stability": "2", "danger": "1"}, "基本稳定"),
        ("3", {"danger": "3"}, "3级"),
        ("4", {"missed_doses": 2}, "漏服2次"),
        ("5", {"note": "身体好转，已就业，收入稳定，房屋安全"}, "身体好转，已就业，收入稳"),
        ("1", {"state": "3"}, "死亡"),
        ("1", {}, ""),
    ],
)
def test_a_visit_in_a_few_characters(programme: str, values: dict[str, Any], told: str) -> None:
    assert visit_figures.figure(programme, values) == told


@pytest.mark.parametrize(
    ("text", "parts"), [("140/90", ("140", "90")), (" 140／90", ("140", "90")), ("140", None), ("1/2", None)]
)
def test_a_pressure_written_as_one(text: str, parts: tuple[str, str] | None) -> None:
    assert visit_figures.parts_of_pressure(text) == parts


def test_a_village_is_kept_in_one_deed_with_the_doctor_of_each(register: Register) -> None:
    doctor = keep(register, Doctor.new(name="刘英", village=village_of("临江镇")))
    first, second = (case(register, name, doctor=doctor, of={"birth": date(1950, 1, 1)}) for name in ("张兰", "赵敏"))
    visit(register, first, date(2020, 1, 6), systolic=142, diastolic=88)
    case(register, "王芳", ends=date(2019, 12, 31))
    case(register, "远村", of={"number": 1})
    found = rows(register)
    assert [(one.name, one.age, one.last_on, one.last) for one in found] == [
        ("张兰", "70岁", date(2020, 1, 6), "142/88"),
        ("赵敏", "70岁", None, ""),
    ]
    written = [
        Edited(found[0], {"systolic": 158, "diastolic": 96}),
        Edited(found[1], {"state": "2", "lost_reason": "1", "visited_on": date(2020, 3, 2)}),
    ]
    village_visits.keep(register, ZS, HEAD, written)
    met, lost = FollowUp.get(FollowUp.systolic == 158), FollowUp.get(FollowUp.state == "2")
    assert (met.case, met.doctor, met.mode, met.visited_on) == (first, doctor, "2", DAY)
    assert (lost.case, lost.visited_on, lost.lost_reason) == (second, date(2020, 3, 2), "1")
    again = rows(register)
    assert again[0].record == met.id
    assert again[0].values["systolic"] == 158
    deed = taking_back.latest(register)
    assert deed is not None
    taking_back.take_back(register, deed)
    assert FollowUp.select().where(FollowUp.voided_at == "").count() == 1


def test_a_row_is_changed_emptied_and_not_entered_twice(register: Register) -> None:
    mine = case(register, "张兰")
    before = rows(register)[0]
    village_visits.keep(register, ZS, HEAD, [Edited(before, {"systolic": 158})])
    with pytest.raises(Overtaken, match="张兰 在 2020-03-01 已有一次随访记录"):
        village_visits.keep(register, ZS, HEAD, [Edited(before, {"systolic": 150})])
    there = rows(register)[0]
    village_visits.keep(register, ZS, HEAD, [Edited(there, {**there.values, "systolic": 148})])
    assert FollowUp.get().systolic == 148
    there = rows(register)[0]
    village_visits.keep(register, ZS, HEAD, [Edited(there, {"systolic": None, "visited_on": DAY})])
    assert FollowUp.get().void_reason == village_visits.EMPTIED
    assert FollowUp.get().case == mine


def test_what_is_wrong_is_told_by_person(register: Register) -> None:
    mine = case(register, "张兰")
    found = village_visits.problems(register, ZS, HEAD, [Edited(rows(register)[0], {"systolic": 90, "diastolic": 140})])
    assert any(who == mine.person.id and "收缩压应高于舒张压" in problem.message for who, problem in found)


def test_a_row_is_suggested_for_only_when_something_was_measured(register: Register) -> None:
    case(register, "张兰", of={"birth": date(1970, 1, 1)})
    row = rows(register)[0]
    assert village_visits.suggest(row, {"systolic": None, "visited_on": DAY}, HEAD, limits()) is None
    found = village_visits.suggest(row, {"systolic": 158, "diastolic": 96}, HEAD, limits())
    assert found.values["next_on"] == date(2020, 3, 15)
    assert village_visits.suggest(row, {"state": "2"}, HEAD, limits()) is None


def test_the_registered_poor_are_visited_without_a_card_of_management(register: Register) -> None:
    poor, out = person(register, "张兰"), person(register, "赵敏")
    keep(register, Identity.new(person=poor, kind="01", starts="2014"))
    keep(register, Identity.new(person=out, kind="01", starts="2014", ends="2019"))
    head = Head("5", DAY, "2")
    found = rows(register, head)
    assert [one.name for one in found] == ["张兰"]
    village_visits.keep(register, ZS, head, [Edited(found[0], {"note": "身体好转"})])
    assert FollowUp.get().case.programme == "5"


def test_a_village_shows_restricted_cases_to_those_who_may_know(register: Register) -> None:
    case(register, "张兰", "3", restricted=True)
    assert rows(register, Head("3", DAY), HELPER) == ()
    assert len(rows(register, Head("3", DAY))) == 1


def test_cases_are_ended_together_with_a_reason(register: Register) -> None:
    both = [case(register, name) for name in ("张兰", "赵敏")]
    case_deeds.end(register, [one.id for one in both], DAY, "2", date(2020, 4, 1))
    assert {(one.ends, one.end_reason) for one in ManagedCase.select()} == {(DAY, "2")}
    for day, reason in ((None, "2"), (DAY, ""), (date(2020, 5, 1), "2")):
        with pytest.raises(Refusal):
            case_deeds.end(register, [both[0].id], day, reason, date(2020, 4, 1))
    young = case(register, "王芳", starts=date(2020, 3, 15))
    with pytest.raises(Refusal, match="2020-03-15 才开始管理"):
        case_deeds.end(register, [young.id], DAY, "2", date(2020, 4, 1))


def test_cases_are_handed_over_together(register: Register) -> None:
    both = [case(register, name) for name in ("张兰", "赵敏")]
    team = keep(register, Team.new(name="临江镇一队"))
    doctor = keep(register, Doctor.new(name="刘英"))
    case_deeds.hand_over(register, [one.id for one in both], team.id, None)
    assert {(one.team, one.doctor_name) for one in ManagedCase.select()} == {(team, both[0].doctor_name)}
    case_deeds.hand_over(register, [both[0].id], None, doctor.id)
    found = ManagedCase.get_by_id(both[0].id)
    assert (found.team, found.doctor, found.doctor_name) == (team, doctor, "刘英")
    with pytest.raises(Refusal, match="没有选择"):
        case_deeds.hand_over(register, [both[0].id], None, None)
