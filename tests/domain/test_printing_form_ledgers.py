"""The office's ledgers and lists: columns in order, payers in force, sums that agree."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader

from hfp_desk.printing.facts import (
    Align,
    ListColumn,
    ListFacts,
    SettlementLedgerFacts,
    SettlementRow,
    TreatmentLedgerFacts,
    TreatmentRow,
)
from hfp_desk.printing.fonts import Fonts
from hfp_desk.printing.forms import list_table, settlement_ledger, treatment_ledger
from hfp_desk.printing.paper import Paper
from hfp_desk.printing.sheets import A3_WIDE, A4, A4_WIDE, Sheet
from tests.data.pdf_reading import texts

FONTS = Fonts(own=())
PAYERS = ("基本医保", "大病保险", "补充保险", "医疗救助")


def opened(path: Path) -> Paper:
    return Paper(path, typefaces=FONTS)


def flat(path: Path) -> list[str]:
    return [" ".join(text.split()) for text in texts(path)]


def stay(number: int) -> TreatmentRow:
    paid = tuple(map(Decimal, ("6000.10", "2000", "500", "400.05")))
    return TreatmentRow(
        town="临江镇",
        village="洋桥村",
        name=f"贺𬱖{number}",
        sex="女",
        id_number="36098219590307121X",
        category="建档立卡",
        disease="肺癌",
        icd="C34.900",
        hospital="樟树市人民医院",
        admitted=date(2020, 3, 2),
        discharged=date(2020, 3, 19),
        days=17,
        total=Decimal("10000.25"),
        in_scope=Decimal("9500"),
        paid=paid,
        reimbursed=sum(paid, Decimal(0)),
        own=Decimal("1100.10"),
        treat_first="是",
        one_stop="否",
        effect="好转",
    )


@pytest.mark.parametrize("sheet", [A3_WIDE, A4_WIDE])
def test_treatment_ledger_adds_up_by_payer(tmp_path: Path, sheet: Sheet) -> None:
    facts = TreatmentLedgerFacts("樟树市卫生健康委员会", "2020年第一季度", PAYERS, [stay(n) for n in range(3)])
    with opened(tmp_path / "a.pdf") as paper:
        assert treatment_ledger.draw(paper, facts, sheet) == 3
    assert not paper.problems
    (page,) = flat(tmp_path / "a.pdf")
    assert page.index("基本医保") < page.index("大病保险") < page.index("补充保险") < page.index("医疗救助")
    assert "贺𬱖2" in page
    sums = "51 30,000.75 28,500.00 18,000.30 6,000.00 1,500.00 1,200.15 26,700.45 3,300.30 89.0%"
    assert f"合计（3 人次） {sums}" in page
    assert "填报单位：樟树市卫生健康委员会 2020年第一季度 单位：元" in page


def test_treatment_ledger_follows_the_hospitals_columns(tmp_path: Path) -> None:
    labels = [column.label for column in treatment_ledger.columns(PAYERS)]
    assert labels[:13] == [
        *("序号", "乡镇", "村", "姓名", "性别", "身份证号", "人员类别", "病种", "ICD-10", "医院"),
        *("入院日期", "出院日期", "住院天数"),
    ]
    assert tuple(labels[15:19]) == PAYERS
    assert labels[19:] == ["报销合计", "个人负担", "实际报销比例", "先诊疗后付费", "一站式结算", "治疗效果", "备注"]


def test_a_stay_known_by_half_prints_with_empty_cells(tmp_path: Path) -> None:
    bare = TreatmentRow(
        *("", "", "贺玥", "", "", "", "", "", ""), None, None, None, None, None, (None,) * 4, None, None, "", "", ""
    )
    with opened(tmp_path / "a.pdf") as paper:
        treatment_ledger.draw(paper, TreatmentLedgerFacts("", "", PAYERS, [bare]))
    (page,) = flat(tmp_path / "a.pdf")
    assert "1 贺玥 本页小计（1 人次） 0 0.00" in page


def settlement() -> SettlementRow:
    return SettlementRow(
        town="临江镇",
        village="洋桥村",
        head="贺建国",
        name="贺细梅",
        id_number="360982195903071216",
        category="建档立卡",
        disease="肺癌",
        icd="C34.900",
        hospital="樟树市人民医院",
        level="二级",
        area="县域内",
        admitted=date(2020, 3, 2),
        discharged=date(2020, 3, 19),
        days=17,
        total=Decimal(10000),
        in_scope=Decimal(9500),
        out_of_catalogue=Decimal(500),
        deductible=Decimal(0),
        paid=(Decimal(6000), Decimal(2000), Decimal(500), Decimal(400)),
        reimbursed=Decimal(8900),
        own=Decimal(1100),
        treat_first="是",
        deposit_waived=Decimal(3000),
        one_stop="是",
        advanced=Decimal("8900"),
        review_batch="2020-04",
        paid_back=date(2020, 4, 10),
        owed=Decimal("12.34"),
        remark="冲账",
    )


def test_settlement_ledger_shows_both_ratios_and_what_was_advanced(tmp_path: Path) -> None:
    facts = SettlementLedgerFacts("樟树市医疗保障局", "2020年3月", PAYERS, [settlement()] * 2)
    with opened(tmp_path / "a.pdf") as paper:
        assert settlement_ledger.draw(paper, facts) == 2
    assert not paper.problems
    (page,) = flat(tmp_path / "a.pdf")
    assert "贺建国 贺细梅 360982195903071216 建档立卡 肺癌 C34.900 樟树市人民医院 二级 县域内" in page
    sums = "34 20,000.00 19,000.00 1,000.00 0.00 12,000.00 4,000.00 1,000.00 800.00 17,800.00 89.0% 2,200.00 11.0%"
    assert f"合计（2 人次） {sums} 6,000.00 17,800.00 24.68" in page


def people(columns: tuple[ListColumn, ...]) -> ListFacts:
    rows = [(tuple("贺玥" for _ in columns), tuple(Decimal("1.5") for c in columns if c.total))] * 3
    return ListFacts("人员名单", columns, rows, "樟树市卫生健康委员会", "乡镇：临江镇", "元")


@pytest.mark.parametrize(("columns", "sheet"), [(6, A4), (13, A4_WIDE), (20, A3_WIDE)])
def test_a_list_takes_the_smallest_paper_it_is_legible_on(tmp_path: Path, columns: int, sheet: Sheet) -> None:
    facts = people(tuple(ListColumn(f"第{number}栏") for number in range(columns)))
    with opened(tmp_path / "a.pdf") as paper:
        assert list_table.draw(paper, facts) == 3
    box = PdfReader(tmp_path / "a.pdf").pages[0].mediabox
    assert (round(float(box.width) * 25.4 / 72), round(float(box.height) * 25.4 / 72)) == (sheet.width, sheet.height)
    assert not paper.problems


def test_a_list_prints_its_conditions_and_sums(tmp_path: Path) -> None:
    columns = (ListColumn("姓名"), ListColumn("金额", align=Align.RIGHT, total=True, group="费用"))
    with opened(tmp_path / "a.pdf") as paper:
        list_table.draw(paper, people(columns))
    (page,) = flat(tmp_path / "a.pdf")
    assert "单位：樟树市卫生健康委员会 条件：乡镇：临江镇 单位：元" in page
    assert "合计（3 条） 4.50" in page
