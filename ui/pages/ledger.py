"""What one ledger is; the page draws it."""

from dataclasses import dataclass

from hfp_desk.records import Column, RecordType
from ui.pages.asking import Ask
from ui.pages.print_request import LIST


@dataclass(frozen=True)
class Ledger:
    """What one ledger is: its records, what it can be filtered by, what is summed, and its words when empty."""

    key: str
    title: str
    kind: RecordType
    asks: tuple[Ask, ...]
    summed: tuple[Column, ...] = ()
    hidden: tuple[Column, ...] = ()
    frozen: int = 3
    paper: str = LIST
    icon: str = "list"
    empty: str = "还没有记录"
    advice: str = "从扶贫办、民政局或医院的 Excel 名单开始；也可以按 F2 逐条录入。"
