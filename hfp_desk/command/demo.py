"""The main job on the sample: a register of 樟树市, three real returns in, the ledger printed and exported."""

import time
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from hfp_desk import papers
from hfp_desk.excel import exporting, importing, receipts, reporting
from hfp_desk.resources import resource
from hfp_desk.store import opening, setup, users
from hfp_desk.store.opening import Register
from hfp_desk.store.scopes import Scope

REGISTER_NAME = "樟树样例.hfp"
USER, PASSWORD = "李敏", "zhangshu-2020"
_PURPOSE = "上报上级"
_LISTS = (
    "建档立卡贫困人口名单.xlsx",
    "农村低保对象_民政局_202003.csv",
    "大病专项救治台账_人民医院_2020年一季度.xls",
)


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
        tell(_paper(register, folder / "大病专项救治台账.pdf"))
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


def _bring(register: Register, name: str, folder: Path) -> str:
    plan = importing.prepare(register, resource("sample", name))
    done = importing.commit(register, plan)
    report = (folder / name).with_suffix(".回执.xlsx")
    receipts.write(register, plan, done, report)
    counts = reporting.as_json(plan, done, report)["counts"]
    brought = f"新增 {counts['new']}　更新 {counts['change']}　未变 {counts['same']}　未导入 {counts['reject']}"
    return f"导入　{name}　{brought}　回执 {report.name}"


def _paper(register: Register, target: Path) -> str:
    printed = papers.save_form(register, "treatment-ledger", target, Scope(), users.viewer(register))
    return f"打印　大病专项救治台账 {printed.count} 条 {printed.pages} 页　{target}"
