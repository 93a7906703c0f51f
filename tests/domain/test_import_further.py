"""Ledgers of gaps and lists of hospitals go in; a village nobody knows is asked for, never guessed."""

from datetime import date
from pathlib import Path

from hfp_desk.records import Gap, Institution
from hfp_desk.store import keeping, undoing
from hfp_desk.store.opening import Register
from tests.data.senders import bring, codes, workbook

HEADS = ["序号", "乡镇", "村名", "空白点类型", "原因", "解决措施", "责任单位", "责任人", "完成时限", "销号时间", "佐证"]
ROWS = [
    [1, "临江镇", "双洲村", "无卫生室", "人口少", "邻村村医巡诊", "临江镇卫生院", "王强", "2020年6月30日", "", ""],
    [2, "临江镇", "渚塘村委会", "有室无医", "退休", "卫生院派驻", "临江镇卫生院", "", "", "2020.3.15", "照片"],
    [3, "临江镇", "没有的村", "无村医", "", "", "", "", "", "", ""],
    ["合计", "", "", 3],
]


def ledger(folder: Path) -> Path:
    return workbook(folder / "空白点.xlsx", {"Sheet1": [["村卫生室和村医空白点台账"], HEADS, *ROWS]})


def test_a_ledger_of_gaps_goes_in_and_an_unknown_village_stays_out(register: Register, tmp_path: Path) -> None:
    plan = bring(register, ledger(tmp_path))
    assert [sheet.kind.name for sheet in plan.sheets if sheet.kind] == ["gaps"]
    assert (plan.counts["new"], plan.counts["reject"]) == (2, 1)
    assert "E-LINK-EMPTY" in codes(plan, 5)
    assert [word.written for word in plan.unknown] == ["临江镇没有的村"]
    with register.session():
        one, other = Gap.select().order_by(Gap.id)
        assert (one.village.name, one.town.name, one.kind, one.remedy) == ("双洲村委会", "临江镇", "1", "4")
        assert (one.cause, one.responsible, one.deadline) == ("人口少", "王强", date(2020, 6, 30))
        assert (other.kind, other.remedy, other.closed_on) == ("2", "5", date(2020, 3, 15))


def test_sent_again_it_writes_nothing_and_undone_it_leaves_nothing(register: Register, tmp_path: Path) -> None:
    first = bring(register, ledger(tmp_path))
    again = bring(register, ledger(tmp_path))
    assert (again.counts["new"], again.counts["change"]) == (0, 0)
    assert first.counts["new"] == 2
    undoing.undo_batch(register, 1)
    with register.session():
        assert Gap.select().where(Gap.voided_at == "").count() == 0


def test_a_list_of_hospitals_goes_in_and_one_name_in_two_towns_is_held(register: Register, tmp_path: Path) -> None:
    heads = ["序号", "机构名称", "机构类别", "等级", "床位数", "联系电话"]
    rows = [
        [1, "樟树市人民医院", "综合医院", "二级甲等", "600张", "0795-7331234"],
        [2, "中心卫生院", "卫生院", "", "", ""],
    ]
    book = workbook(tmp_path / "机构.xlsx", {"Sheet1": [["樟树市医疗卫生机构一览表"], heads, *rows]})
    plan = bring(register, book)
    assert ([sheet.kind.name for sheet in plan.sheets if sheet.kind], plan.counts["new"]) == (["institutions"], 2)
    with register.session():
        first = Institution.get(Institution.name == "樟树市人民医院")
        assert (first.kind, first.level, first.phone) == ("1", "2", "0795-7331234")
        keeping.save(register, Institution.new(name="中心卫生院", kind="5"))
    again = bring(register, book)
    assert (again.counts["same"], again.counts["conflict"]) == (1, 1)
    assert codes(again, 4) == ["E-KEY-SEVERAL"]


def test_a_hospital_written_twice_is_one_record(register: Register, tmp_path: Path) -> None:
    heads = ["机构名称", "机构类别", "等级", "联系电话"]
    rows = [["樟树市中医院", "中医医院", "二级", ""], ["樟树市中医院", "中医医院", "", "0795-7331234"]]
    bring(register, workbook(tmp_path / "机构.xlsx", {"Sheet1": [["樟树市医疗卫生机构一览表"], heads, *rows]}))
    with register.session():
        [one] = Institution.select()
        assert (one.level, one.phone) == ("2", "0795-7331234")
