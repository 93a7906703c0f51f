"""What cannot be read in a list of premium subsidies: a sum is held, anything else is kept as it was written."""

from decimal import Decimal
from pathlib import Path

from hfp_desk.store.batches import open_unread
from hfp_desk.store.opening import Register
from tests.data.senders import bring, codes, people, workbook
from tests.domain.test_import_subsidies import full, held, ten

HEADS = ["镇街", "姓名", "证件号码", "代缴金额", "个人缴费金额", "请款批次", "缴费时间"]


def asked(folder: Path, amount: object, paid_on: str) -> Path:
    one = people(1)[0]
    row = [one.town, one.name, one.number, amount, 30, "第1批", paid_on]
    return workbook(folder / "请款.xlsx", {"附件5": [["2020年度税务请款明细"], HEADS, row]})


def test_an_amount_that_cannot_be_read_is_not_counted_as_nothing(register: Register, tmp_path: Path) -> None:
    bring(register, full(tmp_path, "2020年1月31日", ten()))
    plan = bring(register, asked(tmp_path, "贰佰伍", "2020-02-10"))
    assert "E-REQUEST-AMOUNT" in codes(plan, 3)
    assert not held(register)[people(1)[0].name].request
    bring(register, asked(tmp_path, 250, "2020-02-10"))
    assert held(register)[people(1)[0].name].subsidised == Decimal(250)


def test_a_day_that_cannot_be_read_is_kept_as_it_was_written(register: Register, tmp_path: Path) -> None:
    bring(register, full(tmp_path, "2020年1月31日", ten()))
    bring(register, asked(tmp_path, 250, "过年前"))
    with register.session():
        assert "过年前" in [written for _, _, _, written in open_unread()]


def test_a_day_in_the_month_s_list_is_kept_as_it_was_written(register: Register, tmp_path: Path) -> None:
    one = people(1)[0]
    heads = ["身份证号", "姓名", "医疗救助身份", "镇(街)", "村(居)", "缴费时间"]
    row = [one.number, one.name, "低保对象", one.town, one.village, "过年前"]
    lines = [["樟树市2020年度资助参保对象全量明细（2020年1月31日）"], heads, row]
    bring(register, workbook(tmp_path / "全量.xlsx", {"附件3": lines}))
    with register.session():
        assert [written for _, _, _, written in open_unread()] == ["过年前"]
