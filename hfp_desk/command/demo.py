"""The main jobs on the sample: a register of 樟树市, its returns in, ledger and wall chart printed, a list exported."""

import time
from argparse import Namespace
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from hfp_desk import papers
from hfp_desk.excel import exporting, importing, receipts, reporting
from hfp_desk.resources import resource
from hfp_desk.returns import periods
from hfp_desk.store import disease_verifying, figures, gaps, opening, returns, sending, setup, users, warning
from hfp_desk.store.opening import Register
from hfp_desk.store.scopes import Scope

REGISTER_NAME = "樟树样例.hfp"
USER, PASSWORD = "李敏", "zhangshu-2020"
_PURPOSE = "上报上级"
_LISTS = (
    "建档立卡贫困人口名单.xlsx",
    "农村低保对象_民政局_202003.csv",
    "大病专项救治台账_人民医院_2020年一季度.xls",
    "村卫生室及乡村医生花名册.xlsx",
    "对口帮扶派驻人员名册.xlsx",
    "乡村医生培训花名册_2019.xlsx",
    "家庭医生签约履约台账_2019.xlsx",
    "健康扶贫任务分解表_2020.xlsx",
    "问题整改台账_2020.xlsx",
)
_MEETING = "市健康扶贫工作领导小组"
_MEETINGS = (date(2020, 2, 20), date(2020, 3, 10))
_RETURN, _SENT = "three_batches", datetime(2020, 3, 25, 16, 30)
_DAY = date(2020, 3, 31)
"""The end of the quarter that the sample's lists tell of."""


def demo(given: Namespace) -> None:
    """Build (or reopen) the sample register, import the returns, print the ledger, export the workbook."""
    begun = time.monotonic()
    path = build(given.folder.resolve(), print)
    print(f"登记簿　{path}　用户 {USER}　密码 {PASSWORD}　用时 {time.monotonic() - begun:.0f} 秒")


def build(folder: Path, tell: Callable[[str], object]) -> Path:
    """Do the job in ``folder``, telling each step in a line; where the register lies."""
    register = _register(folder / REGISTER_NAME)
    try:
        for name in _LISTS:
            tell(_bring(register, name, folder / "回执"))
        tell(_verified(register, _MEETINGS[0]))
        tell(_sent(register))
        tell(_verified(register, _MEETINGS[1]))
        found = gaps.register_gaps(register, _DAY, unit="乡镇卫生院").get("gap", frozenset())
        tell(f"登记　{_DAY} 的村级空白点 {len(found)} 个")
        tell(_warned(register))
        tell(_paper(register, "treatment-ledger", folder / "大病专项救治台账.pdf", Scope(until=_DAY)))
        tell(_paper(register, "wall-chart-coverage", folder / "村级医疗卫生覆盖挂图作战图.pdf", Scope(until=_DAY)))
        target = folder / "救治记录.xlsx"
        count = exporting.export_return(register, "treatments", target, users.viewer(register), purpose=_PURPOSE)
        tell(f"导出　救治记录 {count} 条（上报全量，用途：{_PURPOSE}）　{target}")
    finally:
        register.close()
    return register.path


def _register(path: Path) -> Register:
    if path.exists():
        return opening.open_register(path, USER, PASSWORD)
    return setup.new_register(
        path,
        office="樟树市卫生健康委员会",
        county="360982",
        policy_name="zhangshu-2020",
        user=USER,
        password=PASSWORD,
    )[0]


def _verified(register: Register, meeting: date) -> str:
    """The diseases of whoever was in hospital before a meeting, where they still wait; the rest goes on."""
    waiting = disease_verifying.waiting(register, meeting)
    done = disease_verifying.verify(register, waiting, meeting, _MEETING).get("diagnosis", frozenset())
    return f"核准　{meeting} 会议核准大病 {len(done)} 例"


def _sent(register: Register) -> str:
    """The month's return, sent before the minutes of the second meeting came: what they changed is told afterwards."""
    with register.session():
        definition = returns.named(register, _RETURN)
        period = periods.period_of(definition, _SENT.date())
        before = sending.sent(definition.name, period.mark)
        if before:
            return f"上报　{definition.title}　{period.label}　已经上报"
        made = sending.send(register, definition, period, at=_SENT.isoformat(" "))
    return f"上报　{made.title}　{made.label}　第 {made.version} 版"


def _warned(register: Register) -> str:
    """Warnings of the year's households, where they are not kept yet."""
    found = warning.threatened(register, users.viewer(register), figures.in_force(), _DAY.year)
    if found:
        warning.warn(register, found, _DAY, _DAY.year)
    return f"登记　{_DAY.year} 年因病返贫致贫预警线索 {len(found)} 户"


def _bring(register: Register, name: str, folder: Path) -> str:
    plan = importing.prepare(register, resource("sample", name))
    done = importing.commit(register, plan)
    report = (folder / name).with_suffix(".回执.xlsx")
    receipts.write(register, plan, done, report)
    counts = reporting.as_json(plan, done, report)["counts"]
    brought = f"新增 {counts['new']}　更新 {counts['change']}　未变 {counts['same']}　未导入 {counts['reject']}"
    return f"导入　{name}　{brought}　回执 {report.name}"


def _paper(register: Register, form: str, target: Path, scope: Scope) -> str:
    printed = papers.save_form(register, form, target, scope, users.viewer(register))
    return f"打印　{target.stem} {printed.count} 条 {printed.pages} 页　{target}"
