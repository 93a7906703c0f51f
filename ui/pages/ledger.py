"""What one ledger is; the page draws it."""

from dataclasses import dataclass

from hfp_desk.records import Column, RecordType
from ui.office import Office
from ui.pages.asking import Ask
from ui.pages.print_request import LIST
from ui.widgets.empty_state import EmptyState

_BY_OTHERS = "由有“录入”角色的同事导入名单。"


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

    def explain(self, empty: EmptyState, office: Office, *, narrowed: bool) -> None:
        """What an empty list says and offers, in the words of the policy in force."""
        if narrowed:
            empty.explain("没有符合条件的记录", "清除条件", "可以放宽条件，或清除后重新选择。")
        else:
            offer = ("导入名单", office.worded(self.advice)) if office.may_enter else ("", _BY_OTHERS)
            empty.explain(self.empty, *offer)
