"""Postings in the register: the sample roster computed two ways, what counts, who took over, who is in two places."""

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal

import pytest

from hfp_desk.policy import load
from hfp_desk.problems import Refusal
from hfp_desk.records import PARTNERSHIP, POSTING, POSTING_MONTH, Assessment, Partnership, Posting, PostingMonth
from hfp_desk.records.checks import problems_of
from hfp_desk.rules.postings import Length, Verdict
from hfp_desk.store import assessing, checking, entering, keeping, posting_details, posting_months, postings, referrals
from hfp_desk.store.entering import Draft
from hfp_desk.store.opening import Register
from hfp_desk.store.posting_months import Edited
from hfp_desk.store.postings import PostingLine, Terms
from tests.domain.listed import CLERK, HELPER, VISITOR, keep, person, stay
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
    assert postings.terms(ZS, DAY) == Terms(None, 15)
    line = told(register, policy=ZS)["张三"]
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


class TestTheTrueEnd:
    def test_it_is_written_once_and_never_ahead(self, register: Register) -> None:
        one = posting(register, pair(register), date(2019, 7, 1))
        for wrong in (date(2019, 6, 30), date(2020, 4, 1)):
            with pytest.raises(Refusal):
                posting_details.end(register, one.id, wrong, DAY)
        posting_details.end(register, one.id, DAY, DAY)
        assert Posting.get_by_id(one.id).ends == DAY
        with pytest.raises(Refusal, match="已于 2020-03-31 离岗"):
            posting_details.end(register, one.id, DAY, DAY)

    def test_what_hangs_on_a_posting_is_told(self, register: Register) -> None:
        of = pair(register)
        one = posting(register, of, date(2020, 1, 10))
        leave(register, one, date(2020, 2, 1), date(2020, 2, 10))
        report(register, one, "2020-01", present=Decimal("20.5"), outpatients=100)
        report(register, one, "2020-03", present=Decimal(22), outpatients=50)
        keep(register, Assessment.new(partnership=of, whom=one, period="2020年一季度", score=Decimal(92), grade="1"))
        found = posting_details.details(register, CLERK, one.id, DAY)
        assert [(away.kind, away.days) for away in found.absences] == [("请假", 10)]
        assert (found.reported, found.missing) == (("2020-01", "2020-03"), ("2020-02",))
        assert found.work == (("出勤天数", "42.5"), ("门诊人次", "150"))
        assert [(each.period, each.grade) for each in found.assessments] == [("2020年一季度", "优秀")]


class TestMonthlyReports:
    def test_a_month_is_a_table_of_everybody_posted_in_it(self, register: Register) -> None:
        of = pair(register)
        posting(register, of, date(2020, 1, 10), date(2020, 2, 1), "张三")
        posting(register, of, date(2020, 2, 29), None, "李四")
        posting(register, of, date(2020, 3, 1), None, "王五")
        assert [row.name for row in posting_months.rows(register, CLERK, "2020-02")] == ["张三", "李四"]
        assert posting_months.months(register, DAY) == ("2020-03", "2020-02", "2020-01")

    def test_all_rows_are_kept_in_one_deed_and_read_again(self, register: Register) -> None:
        of = pair(register)
        first, second = posting(register, of, date(2020, 1, 1)), posting(register, of, date(2020, 1, 1), name="李四")
        changes = posting_months.keep(
            register, "2020-02", [Edited(first.id, {"present": Decimal(20)}), Edited(second.id, {"outpatients": 30})]
        )
        assert len(changes["postingmonth"]) == 2
        rows = {row.posting: row for row in posting_months.rows(register, CLERK, "2020-02")}
        assert (rows[first.id].values["present"], rows[second.id].values["outpatients"]) == (Decimal(20), 30)
        (missing, *_) = posting_months.missing(register, date(2020, 2, 29))
        assert missing.month == "2020-01"
        again = [Edited(first.id, {"present": None}, rows[first.id].record, rows[first.id].version)]
        posting_months.keep(register, "2020-02", again)
        assert PostingMonth.select().where(PostingMonth.voided_at == "").count() == 1
        assert posting_months.missing(register, date(2020, 2, 29))[0] == posting_months.Missing("2020-02", (first.id,))

    def test_what_somebody_else_reported_meanwhile_is_not_doubled_or_overwritten(self, register: Register) -> None:
        one = posting(register, pair(register), date(2020, 1, 1))
        report(register, one, "2020-02", present=Decimal(20))
        with pytest.raises(keeping.Overtaken):
            posting_months.keep(register, "2020-02", [Edited(one.id, {"present": Decimal(3)})])
        (row,) = posting_months.rows(register, CLERK, "2020-02")
        posting_months.keep(register, "2020-02", [Edited(one.id, {"present": Decimal(21)}, row.record, row.version)])
        with pytest.raises(keeping.Overtaken):
            posting_months.keep(register, "2020-02", [Edited(one.id, {"present": Decimal(9)}, row.record, row.version)])
        (kept,) = PostingMonth.select()
        assert kept.present == Decimal(21)

    def test_days_of_leave_and_of_another_month_are_noticed(self, register: Register) -> None:
        one = posting(register, pair(register), date(2020, 2, 10))
        leave(register, one, date(2020, 2, 20), date(2020, 2, 29))

        def codes(month: str, days: int) -> list[str]:
            with register.session():
                edited = [Edited(one.id, {"present": Decimal(days)})]
                return [problem.code for _, problem in posting_months.problems(month, edited)]

        assert codes("2020-02", 10) == []
        assert codes("2020-02", 11) == ["W-MONTH-SERVED"]
        assert "E-MONTH-DAYS" in codes("2020-02", 30)
        assert "E-MONTH-OUTSIDE" in codes("2020-01", 5)
        report(register, one, "2020-03", present=Decimal(5))
        assert codes("2020-03", 5) == ["E-MONTH-TWICE"]

    def test_a_month_entered_twice_by_the_form_is_an_error(self, register: Register) -> None:
        one = posting(register, pair(register), date(2020, 1, 1))
        report(register, one, "2020-02", present=Decimal(20))
        draft = Draft(POSTING_MONTH, {"posting": one.id, "month": "2020-02", "present": Decimal(3)})
        assert [each.code for each in entering.problems(register, NC, [draft])] == ["E-MONTH-TWICE"]


class TestIllnessesTreatedOutside:
    @pytest.fixture
    def stays(self, register: Register) -> Register:
        whose = person(register, "张三")
        placed = (("肺癌", "2", 3), ("肺癌", "1", 1), ("脑卒中", "3", 1), ("脑卒中", "1", 1), ("高血压", "1", 4))
        for disease, area, number in placed:
            for day in range(number):
                stay(register, whose, disease, standard_disease=disease, area=area, admitted=date(2019, 5, 1 + day))
        stay(register, whose, "艾滋病", standard_disease="艾滋病", area="4", admitted=date(2019, 6, 1), restricted=True)
        stay(register, whose, "白内障", area="4", admitted=date(2017, 3, 31))
        stay(register, whose, "白内障", area="4", admitted=date(2019, 7, 1), kind="2")
        stay(register, whose, "肺癌", area="", admitted=date(2019, 7, 1))
        return register

    def test_the_highest_share_comes_first_with_its_specialty(self, stays: Register) -> None:
        found = referrals.most_referred(stays, HELPER, date(2020, 3, 31), NN)
        assert [(one.disease, one.outside, one.stays, one.rate, one.specialty) for one in found.top] == [
            ("肺癌", 3, 4, Decimal("75.0"), "肿瘤科"),
            ("脑卒中", 1, 2, Decimal("50.0"), "神经内科"),
        ]
        assert (found.since, found.wanted, found.given) == (date(2017, 4, 1), 5, True)
        assert (found.stays, found.unplaced) == (11, 1)
        assert found.specialties == ("肿瘤科", "神经内科")
        assert not referrals.most_referred(stays, HELPER, date(2020, 3, 31), ZS).given

    def test_who_may_know_is_told_of_restricted_illnesses_and_nobody_else(self, stays: Register) -> None:
        day = date(2020, 3, 31)
        assert referrals.most_referred(stays, CLERK, day, NN).top[0].disease == "艾滋病"
        assert referrals.outside(stays, HELPER, "艾滋病", date(2017, 4, 1), day) == ()
        assert len(referrals.outside(stays, CLERK, "艾滋病", date(2017, 4, 1), day)) == 1

    def test_the_stays_behind_a_number_are_as_many(self, stays: Register) -> None:
        found = referrals.most_referred(stays, HELPER, date(2020, 3, 31), NN)
        for one in found.top:
            assert len(referrals.outside(stays, HELPER, one.disease, found.since, found.until)) == one.outside
        assert referrals.latest(stays, HELPER, date(2020, 3, 31)) == date(2019, 7, 1)


def test_the_effect_of_a_partnership_is_that_of_its_latest_assessment(register: Register) -> None:
    of = pair(register)
    before = {"outpatients_before": 1200, "outpatients_after": 1500, "referred_before": Decimal("21.5")}
    keep(register, Assessment.new(partnership=of, period="2018", assessed_on=date(2018, 12, 1), outpatients_after=9))
    known = {**before, "referred_after": Decimal("17.3"), "inpatients_before": 0, "inpatients_after": 4}
    keep(register, Assessment.new(partnership=of, period="2019", assessed_on=date(2019, 12, 1), grade="1", **known))
    keep(register, Assessment.new(partnership=of, period="2020", assessed_on=date(2020, 3, 1)))
    effect = assessing.effects(register, CLERK)[of.id]
    assert (effect.period, effect.grade) == ("2019", "优秀")
    assert [one.words for one in effect.measured] == [
        "门诊量 1200→1500（+25.0%）",
        "住院量 0→4",
        "转出率 21.5%→17.3%（-4.2个百分点）",
    ]
