"""Postings in the register: the sample roster computed two ways, what counts, who took over, who is in two places."""

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal

import pytest

from hfp_desk.policy import load
from hfp_desk.records import PARTNERSHIP, POSTING, Partnership, Posting
from hfp_desk.records.checks import problems_of
from hfp_desk.rules.postings import Length, Verdict
from hfp_desk.store import (
    checking,
    entering,
    figures,
    keeping,
    posting_alerts,
    postings,
    summary,
)
from hfp_desk.store.entering import Draft
from hfp_desk.store.listing import Listing
from hfp_desk.store.opening import Register
from hfp_desk.store.postings import PostingLine, Terms
from tests.data.bare_policy import bare
from tests.domain.listed import CLERK, VISITOR, keep
from tests.domain.posted import TRUTH, keep_roster, leave, pair, posting, report

NC, ZS, NN = load("nanchang-2018"), load("zhangshu-2020"), load("nanning-2017")
DAY = date(2020, 3, 31)


def told(register: Register, day: date = DAY, policy: object = NC) -> dict[str, PostingLine]:
    return {one.name: one for one in postings.lines(register, CLERK, day, policy)}  # type: ignore[arg-type]


def counts(register: Register, day: date = DAY) -> dict[str, int]:
    found = postings.figures(postings.lines(register, CLERK, day, NC), day)
    assert all(one.count == len(one.ids) for one in found)
    return {one.name: one.count for one in found}


def months_by_walking(first: date, last: date) -> int:
    """Full months counted on the calendar day by day: closed on the eve of the day of arrival, or at a month's end."""
    days = (first + timedelta(number) for number in range((last - first).days + 1))
    shortest = ((day, monthrange(day.year, day.month)[1]) for day in days)
    return sum(day.day == (end if first.day == 1 else min(first.day - 1, end)) for day, end in shortest)


class TestTheSampleRoster:
    def test_each_of_the_forty_is_computed_and_agrees_with_counting_day_by_day(self, register: Register) -> None:
        keep_roster(register)
        late = date(2020, 12, 31)
        found = told(register, late)
        assert len(found) == len(TRUTH) == 40
        for name, first, last in TRUTH:
            line, months = found[name], months_by_walking(date.fromisoformat(first), date.fromisoformat(last))
            assert (str(line.starts), str(line.ends)) == (first, last)
            assert line.service.longest.months == months, name
            assert line.reached is (months >= 6)
            assert line.verdict is (Verdict.NO_GRADE if months >= 6 else Verdict.SHORT)
            assert line.service.days == (line.ends - line.starts).days + 1  # type: ignore[operator]

    def test_an_unknown_grade_is_told_apart_and_a_known_one_counts(self, register: Register) -> None:
        keep_roster(register)
        reached = sum(months_by_walking(*map(date.fromisoformat, one[1:])) >= 6 for one in TRUTH)
        before = counts(register, date(2020, 12, 31))
        assert (before["all"], before["reached"], before["counted"], before["no_grade"]) == (40, reached, 0, 40)
        for one in Posting.select():
            one.title_grade = "3" if "主" in one.title else "4"
            keeping.save(register, one)
        after = counts(register, date(2020, 12, 31))
        assert "no_grade" not in after
        assert after["counted"] + after["low_grade"] == reached
        low = {one.name for one in Posting.select().where(Posting.title == "住院医师")}
        assert after["low_grade"] == sum(
            months_by_walking(*map(date.fromisoformat, one[1:])) >= 6 for one in TRUTH if one[0] in low
        )
        assert after["low_grade"]

    def test_as_of_a_day_only_what_was_reached_by_then_counts(self, register: Register) -> None:
        keep_roster(register)
        for day in (date(2019, 8, 31), date(2019, 12, 31), DAY):
            served = [(date.fromisoformat(one[1]), min(date.fromisoformat(one[2]), day)) for one in TRUTH]
            assert counts(register, day)["reached"] == sum(months_by_walking(*one) >= 6 for one in served)
            assert counts(register, day)["on_post"] == sum(one[1] <= f"{day}" <= one[2] for one in TRUTH)


def test_what_no_edition_gives_is_not_judged(register: Register) -> None:
    posting(register, pair(register), date(2019, 3, 1), date(2019, 12, 31))
    without = bare(ZS, "posting_months")
    assert (postings.terms(without, DAY), postings.terms(ZS, DAY)) == (Terms(None, 15), Terms(6, 15))
    line = told(register, policy=without)["张三"]
    assert (line.reached, line.verdict, line.reached_words) == (None, Verdict.UNJUDGED, "文件未规定月数")
    assert line.service.longest == Length(10)
    assert told(register)["张三"].reached_words == "满6个月"


def test_leave_interrupts_by_the_rule_and_voided_leave_does_not(register: Register) -> None:
    one = posting(register, pair(register), date(2019, 3, 1), date(2019, 8, 31))
    away = leave(register, one, date(2019, 5, 1), date(2019, 5, 20))
    line = told(register)["张三"]
    assert (line.service.absent, len(line.service.stretches), line.reached) == (20, 2, False)
    assert counts(register)["interrupted"] == 1
    keeping.void(register, away, "登记有误")
    assert told(register)["张三"].reached is True


def test_rounds_and_short_support_do_not_count(register: Register) -> None:
    of = pair(register)
    for kind, name in (("1", "张三"), ("2", "李四"), ("3", "王五"), ("", "赵六")):
        posting(register, of, date(2019, 3, 1), date(2019, 12, 31), name, kind=kind)
    words = {name: line.counted_words for name, line in told(register).items()}
    assert words == {"张三": "计入", "李四": "巡诊不计", "王五": "短期支援不计", "赵六": "计入"}


def test_the_yearly_figure_counts_only_days_of_the_year(register: Register) -> None:
    posting(register, pair(register), date(2019, 9, 1), date(2020, 5, 31))
    line = told(register, date(2020, 12, 31))["张三"]
    assert (line.service.longest, line.in_year.longest) == (Length(9), Length(5))
    assert (line.verdict, line.year_verdict) == (Verdict.COUNTED, Verdict.SHORT)
    assert "counted_in_year" not in counts(register, date(2020, 12, 31))


class TestSuccessors:
    def test_a_post_goes_on_through_the_successor(self, register: Register) -> None:
        of = pair(register)
        posting(register, of, date(2019, 7, 1), date(2019, 10, 31), successor="李四")
        posting(register, of, date(2019, 11, 11), date(2020, 3, 10), "李四", successor="王五")
        posting(register, of, date(2020, 3, 5), None, "王五")
        found = told(register)
        assert [found[name].post_months for name in ("张三", "李四", "王五")] == [9, 9, 9]
        assert found["张三"].handover == postings.Handover(found["李四"].id, 10)
        assert found["李四"].handover == postings.Handover(found["王五"].id, -6)
        assert found["王五"].handover is None
        assert [line.reached for line in found.values()] == [False, False, False]

    def test_a_long_gap_ends_the_post_and_another_partnership_is_no_successor(self, register: Register) -> None:
        of, other = pair(register), pair(register, "市中医院")
        posting(register, of, date(2019, 7, 1), date(2019, 10, 31), successor="李四")
        posting(register, other, date(2019, 11, 1), None, "李四")
        assert told(register)["张三"].handover is None
        posting(register, of, date(2019, 12, 1), None, "李四")
        found = postings.lines(register, CLERK, DAY, NC)
        assert [one.post_months for one in found if one.partnership == of.id] == [4, 4]

    def test_two_who_name_each_other_do_not_go_round_for_ever(self, register: Register) -> None:
        of = pair(register)
        posting(register, of, date(2019, 7, 1), date(2019, 10, 31), successor="李四")
        posting(register, of, date(2019, 7, 1), date(2019, 10, 31), "李四", successor="张三")
        assert len(told(register)) == 2

    def test_who_leaves_within_thirty_days_needs_one(self, register: Register) -> None:
        of = pair(register)
        posting(register, of, date(2019, 7, 1), name="三十", planned_end=date(2020, 4, 30))
        posting(register, of, date(2019, 7, 1), name="三十一", planned_end=date(2020, 5, 1))
        posting(register, of, date(2019, 7, 1), name="已定", planned_end=date(2020, 4, 5), successor="刘七")
        posting(register, of, date(2019, 7, 1), name="已过", planned_end=date(2020, 3, 1))
        lacking = [name for name, line in told(register).items() if line.lacks_successor(DAY)]
        assert lacking == ["三十", "已过"]


def test_a_posting_planned_too_short_is_told_while_there_is_time(register: Register) -> None:
    of = pair(register)
    posting(register, of, date(2020, 1, 1), name="不够", planned_end=date(2020, 6, 29))
    posting(register, of, date(2020, 1, 1), name="够", planned_end=date(2020, 6, 30))
    posting(register, of, date(2020, 1, 1), name="未定")
    found = told(register)
    assert [name for name, line in found.items() if postings.falls_short(line, DAY)] == ["不够"]


class TestTheWorkBench:
    @pytest.fixture(autouse=True)
    def _months(self, register: Register) -> None:
        figures.fill(register, "zhangshu-2020", ZS.editions[0], "posting_months", figures.Figure(Decimal(6)))

    def warned(self, register: Register) -> dict[str, set[str]]:
        names = {one.id: one.name for one in Posting.select()}
        found = posting_alerts.alerts(register, CLERK, DAY)
        return {one.name: {names[number] for number in one.ids} for one in found if one.ids}

    def test_each_warning_names_those_to_be_seen_to(self, register: Register) -> None:
        of = pair(register)
        posting(register, of, date(2020, 3, 2), name="到期", planned_end=date(2020, 4, 30))
        posting(register, of, date(2020, 3, 2), name="过期", planned_end=date(2020, 3, 30), successor="刘七")
        posting(register, of, date(2020, 3, 2), name="无级", title_grade="", planned_end=date(2021, 4, 30))
        left = posting(register, of, date(2020, 1, 2), date(2020, 3, 1), "早退")
        posting(register, of, date(2019, 5, 2), date(2019, 9, 1), "去年")
        report(register, left, "2020-01", present=Decimal(20))
        report(register, left, "2020-02", present=Decimal(20))
        assert self.warned(register) == {
            "posting_successor": {"到期"},
            "posting_past": {"过期"},
            "posting_short": {"到期", "过期"},
            "posting_left_short": {"早退"},
            "posting_unreported": {"到期", "过期", "无级", "早退", "去年"},
            "posting_grade": {"无级"},
        }

    def test_the_list_behind_each_holds_as_many(self, register: Register) -> None:
        posting(register, pair(register), date.today() - timedelta(100), planned_end=date.today())
        told = [one for one in summary.summary(register, CLERK).to_do if one.name.startswith("posting_")]
        assert [one.name for one in told] == ["posting_successor", "posting_short", "posting_unreported"]
        for one in told:
            assert one.view is not None
            assert len(Listing(register, one.view, CLERK)) == one.count == 1


def test_names_pass_the_gate(register: Register) -> None:
    posting(register, pair(register), date(2019, 7, 1), name="欧阳志远")
    (seen,) = postings.lines(register, VISITOR, DAY, NC)
    assert seen.name == "欧阳○○"


class TestTwoPlacesAtOnce:
    NUMBER = "36098219590312752X"

    def codes(self, register: Register, of: Partnership, **values: object) -> list[str]:
        draft = Draft(POSTING, {"partnership": of.id, "name": "张三", **values})
        return [one.code for one in entering.problems(register, NC, [draft])]

    def test_the_same_number_is_an_error_the_same_name_a_question(self, register: Register) -> None:
        of = pair(register)
        posting(register, of, date(2019, 7, 1), date(2019, 12, 31), id_number=self.NUMBER)
        during: dict[str, object] = {"starts": date(2019, 12, 30)}
        assert self.codes(register, of, id_number=self.NUMBER, **during) == ["E-POSTING-OVERLAP"]
        assert self.codes(register, of, **during) == ["W-POSTING-ALIKE"]
        assert self.codes(register, of, sex="1", **during) == []
        assert self.codes(register, of, id_number="11010519491231002X", **during) == []

    def test_leaving_and_arriving_on_one_day_is_no_overlap(self, register: Register) -> None:
        of = pair(register)
        first = posting(register, of, date(2019, 7, 1), date(2019, 12, 31), id_number=self.NUMBER)
        assert self.codes(register, of, id_number=self.NUMBER, starts=date(2019, 12, 31)) == []
        assert self.codes(register, of, id_number=self.NUMBER, starts=date(2019, 8, 1), ends=date(2019, 8, 1)) == [
            "E-POSTING-OVERLAP"
        ]
        keeping.void(register, first, "重复")
        assert self.codes(register, of, id_number=self.NUMBER, starts=date(2019, 8, 1)) == []

    def test_two_open_ones_are_found_in_the_whole_register(self, register: Register) -> None:
        of, other = pair(register), pair(register, "市中医院")
        posting(register, of, date(2019, 7, 1), id_number=self.NUMBER)
        later = posting(register, other, date(2020, 1, 1), id_number=self.NUMBER)
        posting(register, other, date(2020, 1, 1), name="李四")
        (found,) = [one for one in checking.check(register, CLERK) if one.problem.code == "E-POSTING-OVERLAP"]
        assert (found.kind, found.record, found.problem.label) == ("posting", later.id, "到岗日期")
        assert "樟树市人民医院" in found.problem.message

    def test_a_leaving_to_come_belongs_into_the_plan(self, register: Register) -> None:
        soon = date.today() + timedelta(1)
        assert self.codes(register, pair(register), starts=date(2019, 7, 1), ends=soon) == ["W-POSTING-AHEAD"]

    def test_supporter_and_receiver_are_two(self, register: Register) -> None:
        same = Partnership.new(supporter="樟树市 人民医院", receiver="樟树市人民医院")
        assert [one.code for one in problems_of(same, PARTNERSHIP)] == ["E-PAIR-SAME"]
        keep(register, same)
        assert "E-PAIR-SAME" in [one.problem.code for one in checking.check(register, CLERK)]
