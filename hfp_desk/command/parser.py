"""The words of the command line, in the office's language."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace, RawDescriptionHelpFormatter, _SubParsersAction
from datetime import date
from pathlib import Path

from hfp_desk import VERSION
from hfp_desk.command import (
    comparing,
    coverage,
    due,
    filling,
    lists,
    papers,
    registers,
    returns,
    rolling_up,
    sending,
    users,
)
from hfp_desk.store import leaving

_TEMPLATES = (
    "clinics 村卫生室及乡村医生；gaps 空白点和替代安排；training 参训人员；"
    "follow-ups 应随访对象；signing 待签约和续签；checkups 未体检（这三种供村医填写）；subsidies 资助参保"
)


def build() -> ArgumentParser:
    """The parser; each command carries its job as ``given.job``."""
    parser = ArgumentParser("main.py", description="健康扶贫台账：不带命令时打开窗口。")
    parser.add_argument("--version", action="version", version=f"健康扶贫台账 {VERSION}")
    commands = parser.add_subparsers(title="命令", metavar="命令", required=True)
    _registers(commands)
    _lists(commands)
    _papers(commands)
    _returns(commands)
    _sending(commands)
    _rolling_up(commands)
    sample = commands.add_parser("demo", help="建立样例登记簿，导入样例名单，打印并导出台账")
    sample.add_argument("folder", nargs="?", type=Path, default=Path("demo"), help="放在哪个文件夹（默认 demo）")
    sample.set_defaults(job=_demo)
    return parser


def _registers(commands: "_SubParsersAction[ArgumentParser]") -> None:
    new = commands.add_parser("new", help="新建登记簿")
    new.add_argument("register", type=Path, help="登记簿文件，如 樟树.hfp")
    new.add_argument("--county", required=True, help="县级行政区划代码，6 位，如 360982")
    new.add_argument("--policy", required=True, help="政策地区，如 zhangshu-2020")
    new.add_argument("--user", required=True, help="第一位用户的姓名")
    new.add_argument("--office", default="", help="单位名称（默认：县名+卫生健康委员会）")
    new.set_defaults(job=registers.new)
    _on_register(commands, "users", "列出用户、角色和最近登录").set_defaults(job=users.show)
    backup = _on_register(commands, "backup", "做一份已校验的备份")
    backup.set_defaults(job=registers.backup)
    rehearse = _on_register(commands, "rehearse", "演练：把最近一份备份取出来，从头到尾核对一遍")
    rehearse.set_defaults(job=registers.rehearse)
    _on_register(commands, "verify", "核对修改历史和操作日志有没有被改动").set_defaults(job=registers.verify)
    restore = commands.add_parser("restore", help="用备份恢复；不给备份名时列出所有备份")
    restore.add_argument("register", type=Path, help="登记簿文件")
    restore.add_argument("backup", type=Path, nargs="?", help="备份文件")
    restore.add_argument("--user", default="", help="用户姓名（只有一位用户时可省略）")
    restore.add_argument("--list", action="store_true", help="只列出本机和第二处的备份")
    restore.add_argument("--reason", default="", help="恢复的原因，写进日志")
    restore.set_defaults(job=registers.restore)


def _returns(commands: "_SubParsersAction[ArgumentParser]") -> None:
    listed = _on_register(commands, "returns", "列出上报表：名称、标题、报告期、最近一次上报", returns.RETURNS_KEYS)
    listed.add_argument("--json", action="store_true", help="以 JSON 输出")
    listed.set_defaults(job=returns.show)
    one = _on_register(commands, "return", "把一张上报表写成 .xlsx、.pdf 或 .json", returns.RETURN_KEYS)
    who = _on_register(commands, "members", "上报表一格数字背后的名单", returns.MEMBERS_KEYS)
    for each in (one, who):
        each.add_argument("name", help="报表的名称或标题，如 three_batches（用 returns 命令查看）")
        each.add_argument("--period", required=True, help="报告期，如 2020-03、2020-Q1、2020-H1、2020")
        each.add_argument("--sent", type=int, metavar="版次", help="已上报的第几版（默认按登记簿现在的数）")
    one.add_argument("target", type=Path, help="目标文件：.xlsx .pdf .json")
    one.add_argument("--blank", action="store_true", help="空表 .xlsx，供填报")
    one.add_argument("--town", default="", help="空表只给这个乡镇填")
    one.set_defaults(job=returns.write)
    who.add_argument("--row", default="合计", help="行：名称或编号，如 临江镇（默认合计）")
    who.add_argument("--column", required=True, help="栏目：名称、栏号或标题，如 treated、7、已救治")
    who.add_argument("--json", action="store_true", help="以 JSON 输出")
    who.set_defaults(job=returns.members)


def _rolling_up(commands: "_SubParsersAction[ArgumentParser]") -> None:
    filled = _on_register(commands, "fill", "把数字填进上级的 Excel 模板，其他内容不动", filling.KEYS)
    filled.add_argument("template", type=Path, help="上级下发的 .xlsx 模板")
    filled.add_argument("target", type=Path, help="填好后存为哪个文件")
    filled.add_argument("--period", required=True, help="报告期，如 2020-03、2020-Q1、2020")
    filled.set_defaults(job=filling.fill)
    rolling = commands.add_parser(
        "roll-up",
        help="汇总各县区（各乡镇）报来的报表，不需要登记簿",
        epilog=rolling_up.KEYS,
        formatter_class=RawDescriptionHelpFormatter,
    )
    rolling.add_argument("files", type=Path, nargs="+", help="报来的 .xlsx 或 .json，最后是汇总结果 .xlsx 或 .json")
    rolling.add_argument("--return", dest="name", default="", help="报表名称，如 three_batches（默认由文件认）")
    rolling.add_argument("--period", default="", help="报告期，如 2020-03（默认由文件认）")
    rolling.add_argument("--unit", default="", help="汇总单位（默认由区划代码认）")
    rolling.add_argument("--register", type=Path, help="与这本登记簿的数比对，乡镇按它的地名认")
    rolling.add_argument("--user", default="", help="用户姓名（只有一位用户时可省略）")
    rolling.add_argument("--json", action="store_true", help="以 JSON 输出")
    rolling.set_defaults(job=rolling_up.roll_up)


def _lists(commands: "_SubParsersAction[ArgumentParser]") -> None:
    bring = _on_register(commands, "import", "导入来表（不加 --commit 只试算，不写入）")
    bring.add_argument("file", type=Path, help="来表：.xlsx .xls .csv 等")
    bring.add_argument("--commit", action="store_true", help="确认写入")
    bring.add_argument("--report", type=Path, help="把回执写到这个 .xlsx")
    bring.add_argument("--json", action="store_true", help="以 JSON 输出")
    bring.add_argument("--file-password", default=None, help="来表的打开密码")
    bring.set_defaults(job=lists.bring)
    undo = _on_register(commands, "undo", "撤销一次导入")
    undo.add_argument("batch", type=int, help="导入批次号")
    undo.set_defaults(job=lists.undo)
    export = _on_register(commands, "export", "导出清单")
    export.add_argument("kind", help="清单名，如 people treatments doctors gaps postings findings deaths（附件6）")
    export.add_argument("target", type=Path, help="目标文件：.xlsx .csv .json")
    export.add_argument(
        "--profile",
        choices=[str(one) for one in leaving.Profile],
        default="",
        help="；".join(f"{one} {one.label}" for one in leaving.Profile),
    )
    export.add_argument("--purpose", default="", help=f"用途，如 {'、'.join(leaving.PURPOSES)}；不写时在终端里询问")
    export.add_argument("--password", action="store_true", help="给 .xlsx 加打开密码（运行时询问）")
    export.set_defaults(job=lists.export)
    template = _on_register(commands, "template", "导出下发乡镇核对的模板，每个乡镇一份；填好后用 import 读入")
    template.add_argument("kind", help=_TEMPLATES)
    template.add_argument("folder", type=Path, help="放在哪个文件夹")
    template.add_argument("--town", nargs="+", default=[], help="只为这些乡镇（默认全部）")
    template.add_argument("--by-village", action="store_true", help="每个有对象的村各一份，交村医填写")
    template.add_argument("--purpose", default="", help="用途，写进日志（默认：下发乡镇核对）")
    template.set_defaults(job=lists.template)


def _papers(commands: "_SubParsersAction[ArgumentParser]") -> None:
    paper = _on_register(commands, "print", "打印表册为 PDF")
    paper.add_argument("form", help=f"表册：{'、'.join(papers.FORMS)}")
    paper.add_argument("target", type=Path, help="目标 .pdf 文件")
    paper.add_argument("--town", default="", help="只打印这个乡镇")
    paper.add_argument("--village", default="", help="只打印这个村")
    paper.add_argument("--person", default="", help="只打印这个人（姓名、证件号码或登记编号）")
    paper.add_argument("--since", type=_day, help="期间从哪天起，如 2020-01-01")
    paper.add_argument("--until", type=_day, help="期间到哪天止；截至某日的台账写这一项")
    paper.add_argument("--record", type=int, nargs="+", default=[], help="只打印这些记录（培训班、空白点、考核的编号）")
    paper.add_argument("--copies", type=int, default=0, help="空白表打印几份（默认 1 份）")
    paper.set_defaults(job=papers.print_form)
    village = _on_register(commands, "coverage", "村卫生室和村医覆盖情况：数字和背后的名单", coverage.KEYS)
    village.add_argument("--on", type=_day, default=date.today(), help="哪一天的情况，如 2020-03-31（默认今天）")
    village.add_argument("--town", default="", help="只统计这个乡镇")
    village.add_argument("--json", action="store_true", help="以 JSON 输出")
    village.set_defaults(job=coverage.show)
    visits = _on_register(commands, "due", "到某一天应随访、已超期、应复查的慢病患者", due.KEYS)
    visits.add_argument("target", type=Path, nargs="?", help="写到这个 .xlsx .csv 或 .pdf（不写则列在屏幕上）")
    visits.add_argument("--out", type=Path, help="同目标文件，可写在任何位置")
    visits.add_argument("--on", type=_day, default=date.today(), help="哪一天，如 2020-06-15（默认今天）")
    visits.add_argument("--town", default="", help="只统计这个乡镇")
    visits.add_argument("--village", default="", help="只统计这个村")
    visits.add_argument("--programme", default="", help="只统计这个病种，如 高血压")
    visits.add_argument("--purpose", default="", help="用途，写进日志（默认：村医随访）")
    visits.add_argument("--json", action="store_true", help="以 JSON 输出")
    visits.set_defaults(job=due.show)
    compare = _on_register(commands, "compare", "比对两个或三个名单（不写入），差异按乡镇列出", comparing.KEYS)
    compare.add_argument("files", type=Path, nargs="+", help="名单文件，如 上月.xlsx 本月.xlsx")
    compare.add_argument("--names", nargs="+", default=[], help="各名单的名称（默认文件名）")
    compare.add_argument("--out", type=Path, help="把差异按乡镇写到这个 .xlsx")
    compare.add_argument("--keep", action="store_true", help="登记为比对差异，供下发核实")
    compare.add_argument("--json", action="store_true", help="以 JSON 输出")
    compare.set_defaults(job=comparing.compare)
    check = _on_register(commands, "check", "全库审核")
    check.add_argument("--json", action="store_true", help="以 JSON 输出")
    check.set_defaults(job=papers.check)


def _sending(commands: "_SubParsersAction[ArgumentParser]") -> None:
    jobs = (
        ("freeze", "上报一张报表：数字、名单和统计口径一并冻结；再次上报是补报", sending.freeze),
        ("differences", "上报以后登记簿有了哪些变化：逐格逐人列出修改记录", sending.differences),
        ("sent", "列出上报记录", sending.sent),
        ("lock", "锁定报告期；不写报表名时锁定所有报表", sending.lock),
        ("unlock", "解除报告期锁定，要写明原因", sending.unlock),
    )
    for name, help_text, job in jobs:
        one = _on_register(commands, name, help_text, sending.KEYS if name == "differences" else "")
        one.add_argument(
            "name", nargs=None if name in ("freeze", "differences") else "?", default="", help="报表的名称或标题"
        )
        one.add_argument("--period", default="", required=name != "sent", help="报告期，如 2020-03、2020-Q1、2020")
        if name in ("freeze", "unlock"):
            one.add_argument("--reason", default="", help="补报或解除锁定的原因，写进日志")
        if name == "differences":
            one.add_argument("--version", type=int, default=0, help="第几版（默认最近一版）")
            one.add_argument("--json", action="store_true", help="以 JSON 输出")
        one.set_defaults(job=job)


def _on_register(
    commands: "_SubParsersAction[ArgumentParser]", name: str, help_text: str, more: str = ""
) -> ArgumentParser:
    """A command on a register; ``more`` stands under its own help, its lines as they are."""
    parser = commands.add_parser(name, help=help_text, epilog=more, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("register", type=Path, help="登记簿文件")
    parser.add_argument("--user", default="", help="用户姓名（只有一位用户时可省略）")
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}”不是日期，请写成 2020-03-31") from None


def _demo(given: Namespace) -> None:
    """Import what the sample needs only when it is asked for."""
    from hfp_desk.command import demo

    demo.demo(given)
