"""The true end of a posting, what hangs on one, and the monthly reports kept as one table."""

from datetime import date
from decimal import Decimal

import pytest

from hfp_desk.policy import load
from hfp_desk.problems import Refusal
from hfp_desk.records import POSTING_MONTH, Assessment, Posting, PostingMonth
from hfp_desk.store import entering, keeping, posting_details, posting_months
from hfp_desk.store.entering import Draft
from hfp_desk.store.opening import Register
from hfp_desk.store.posting_months import Edited
from tests.domain.listed import CLERK, keep
from tests.domain.posted import leave, pair, posting, report

NC = load("nanchang-2018")
DAY = date(2020, 3, 31)


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

    def test_each_leave_says_its_days_and_whether_it_interrupts(self, register: Register) -> None:
        one = posting(register, pair(register), date(2019, 7, 1), date(2020, 3, 20))
        short = leave(register, one, date(2019, 8, 1), date(2019, 8, 15))
        first, second = (leave(register, one, date(2019, 10, day), date(2019, 10, day + 9)) for day in (1, 11))
        endless = leave(register, one, date(2020, 3, 11), None)
        later = leave(register, one, date(2020, 4, 1), date(2020, 4, 2))
        found = posting_details.leaves(register, DAY, NC)
        assert {number: (each.days, each.interrupts) for number, each in found.items()} == {
            short.id: (15, False),
            first.id: (10, True),
            second.id: (10, True),
            endless.id: (10, False),
        }
        assert later.id not in found

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
