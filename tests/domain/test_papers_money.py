"""测算单, 报销比例核查表 and 单病种超标准清单 as they are read on paper, and a stay taken over into the calculator."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from hfp_desk import papers, policy
from hfp_desk.papers import calculations
from hfp_desk.papers.calculations import Calculation, print_calculation
from hfp_desk.problems import Refusal
from hfp_desk.records import INSTITUTION, Settlement
from hfp_desk.store import entering, reversing, taking_over
from hfp_desk.store.entering import Draft
from hfp_desk.store.opening import Register
from hfp_desk.store.scopes import Scope
from tests.data.pdf_reading import by_pdfium
from tests.domain.billed import CLERK, ZS, bill, person, price
from tests.domain.reckoned import reckoned, stay


def read(path: Path) -> str:
    return by_pdfium(path).replace("\r", "").replace("\n", "")


def printed(register: Register, folder: Path, name: str, scope: Scope | None = None) -> str:
    return read(papers.print_form(register, name, folder / f"{name}.pdf", scope or Scope(), CLERK).path)


def test_the_patient_s_sheet_says_every_line_in_plain_words(register: Register, tmp_path: Path) -> None:
    one = Calculation(
        reckoned("nanchang-2018"), "南昌市方案，2018年版", "欧阳测算", "建档立卡贫困人口", "肺癌", "人民医院"
    )
    made = print_calculation(register, one, tmp_path / "测算单.pdf", CLERK)
    text = read(made.path)
    assert (made.pages, made.told.subject, made.told.people) == (1, "医疗费用报销测算单", 1)
    for words in (
        *("欧阳测算", "建档立卡贫困人口", "肺癌", "樟树市卫生健康委员会", "南昌市方案，2018年版"),
        *("37,500.00", "4,225.00", "5,792.50", "6,482.50", "54,000.00", "您本人预计负担"),
        *(
            "目录外自费 6,000.00 元",
            "补充保险＊",
            "政府兜底、爱心救助没有固定标准",
            "患者或家属（签字）",
            "经办人（签字）",
        ),
    ):
        assert words in text, words
    assert "[A]" not in text, "how sure a clause is concerns the office, not the patient"
    assert "NC §" not in text


def test_a_sheet_without_all_figures_says_which_are_missing() -> None:
    told = calculations.told(reckoned("dezhou-2018"))
    assert "还缺 “住院实际报销比例”" in told
    assert "45,580.00" in told


def test_too_much_is_told_on_the_sheet(register: Register, tmp_path: Path) -> None:
    rich = reckoned("nanchang-2018", stay(total="50000"), basic_ratio_2="98")
    made = print_calculation(register, Calculation(rich, "方案"), tmp_path / "测算单.pdf", CLERK)
    assert "高于目标（90%—95%）" in read(made.path)


def test_the_check_on_paper_adds_up_and_says_what_was_found(register: Register, tmp_path: Path) -> None:
    bill(register, person(register), total=1000, in_scope=900, basic=700, own_share=300)
    bill(register, person(register, "张三", "永泰镇"), total=9000, in_scope=8000, basic=7000, major=1100, own_share=900)
    towns = printed(register, tmp_path, "protection-town")
    for words in ("报销比例核查表", "临江镇", "永泰镇", "85%—95%（暂定）", "70.00", "90.00", "88.00%", "10,000.00"):
        assert words in towns, words
    assert "核查发现：实际报销比例低于目标 1 笔。" in towns
    assert "樟树市人民医院" in printed(register, tmp_path, "protection-hospital")
    with pytest.raises(Refusal, match="没有可以打印"):
        printed(register, tmp_path, "protection-town", Scope(since=date(2019, 1, 1), until=date(2019, 12, 31)))


def test_stays_above_their_price_stand_on_a_list(register: Register, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="没有可以打印"):
        printed(register, tmp_path, "price-overrun")
    price(register, "800", document="樟医保〔2019〕3号")
    bill(register, person(register), total="1000.50", basic=900, own_share="100.50")
    text = printed(register, tmp_path, "price-overrun")
    for words in ("单病种超标准清单", "李玥", "肺癌", "1,000.50", "800.00", "200.50", "樟医保〔2019〕3号"):
        assert words in text, words


def test_a_stay_is_taken_over_with_what_came_before_it_in_the_year(register: Register) -> None:
    who = person(register)
    earlier = bill(
        register, who, settled=date(2020, 2, 1), total=1000, in_scope=900, basic=600, assistance=200, own_share=200
    )
    bill(register, who, settled=date(2019, 12, 1), total=1000, in_scope=900, basic=600, assistance=150, own_share=250)
    hospital = {"name": "中医院", "level": "2"}
    entering.keep(register, ZS, [Draft(INSTITUTION, hospital)])
    care = {"hospital": "中医院", "level": "", "area": "3", "referral": "2"}
    mine = bill(register, who, stay=care, total=5000, in_scope=4000, basic=3000, relief=100, own_share=1900)
    one = taking_over.taken(register, CLERK, ZS, mine.bill)
    assert (one.name, one.disease, one.hospital, one.own) == ("李玥", "肺癌", "中医院", Decimal(1900))
    assert (one.stay.day, one.stay.total, one.stay.in_scope) == (date(2020, 3, 13), Decimal(5000), Decimal(4000))
    assert (one.stay.level, one.stay.area, one.stay.referred, one.stay.entitled) == ("2", "3", True, True)
    assert (one.stay.assisted, one.stay.borne, one.stay.disease) == (Decimal(200), Decimal(300), "lung-cancer")
    assert one.actual == {"basic": Decimal(3000), "relief": Decimal(100)}
    reversing.reverse(register, CLERK, earlier.bill, "算错")
    again = taking_over.taken(register, CLERK, ZS, mine.bill)
    assert (again.stay.assisted, again.stay.borne) == (Decimal(0), Decimal(0)), "a reversed bill counts no more"
    (made,) = [one.id for one in Settlement.select() if one.reversal_of is not None]
    with pytest.raises(Refusal, match="冲账记录"):
        taking_over.taken(register, CLERK, ZS, made)


def test_who_is_not_entitled_is_reckoned_without_the_additions(register: Register) -> None:
    mine = bill(register, person(register, poor=False), total=1000, in_scope=900, basic=500, own_share=500)
    assert not taking_over.taken(register, CLERK, policy.load("nanchang-2018"), mine.bill).stay.entitled
