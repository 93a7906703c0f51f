"""The log of what was done besides changing records: who signed in, exported, printed, looked, backed up, and why.

Append-only and chained by hash like the history. Subjects and details hold list titles, file names, conditions,
columns and numbers; a record is named by its number and shown through the gate, never by a value.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from hfp_desk import VERSION
from hfp_desk.problems import Refusal
from hfp_desk.records import RecordType
from hfp_desk.store import chain, history

if TYPE_CHECKING:
    from hfp_desk.store.opening import Register


class Action(StrEnum):
    """What was done; ``label`` in the words of the office."""

    SIGN_IN = "sign_in"
    SIGN_IN_FAILED = "sign_in_failed"
    LOCK = "lock"
    SIGN_OUT = "sign_out"
    IMPORT = "import"
    UNDO_IMPORT = "undo_import"
    EXPORT = "export"
    PRINT = "print"
    REVEAL = "reveal"
    BACKUP = "backup"
    RESTORE = "restore"
    REHEARSAL = "rehearsal"
    UPGRADE = "upgrade"
    USER = "user"
    PASSWORD = "password"
    RECOVERY = "recovery"
    SETTING = "setting"
    MERGE = "merge"
    UNMERGE = "unmerge"
    VERIFY = "verify"
    RETURN = "return"

    @property
    def label(self) -> str:
        """What the log page calls it."""
        return _LABELS[self]


_LABELS = {
    Action.SIGN_IN: "登录",
    Action.SIGN_IN_FAILED: "登录失败",
    Action.LOCK: "锁定",
    Action.SIGN_OUT: "退出",
    Action.IMPORT: "导入",
    Action.UNDO_IMPORT: "撤销导入",
    Action.EXPORT: "导出",
    Action.PRINT: "打印",
    Action.REVEAL: "查看明文",
    Action.BACKUP: "备份",
    Action.RESTORE: "恢复备份",
    Action.REHEARSAL: "备份演练",
    Action.UPGRADE: "升级",
    Action.USER: "用户管理",
    Action.PASSWORD: "修改密码",
    Action.RECOVERY: "恢复单",
    Action.SETTING: "系统设置",
    Action.MERGE: "合并人员",
    Action.UNMERGE: "拆分人员",
    Action.VERIFY: "核对日志",
    Action.RETURN: "办理报表",
}


def note(
    register: Register,
    action: Action,
    subject: str = "",
    *,
    kind: RecordType | None = None,
    record: int | None = None,
    people: int | None = None,
    reason: str = "",
    at: str = "",
    user: str = "",
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Write one line of the log now (``at`` and ``user`` only for what happened before the register was open).

    Refusal when the register is open for reading only: what must be logged cannot be done there.
    """
    require_open(register, action)
    row = (
        at or history.now(),
        user or register.user,
        platform.node(),
        VERSION,
        str(action),
        subject,
        kind.name if kind is not None else "",
        record,
        people,
        reason.strip(),
        None if detail is None else json.dumps(detail, ensure_ascii=False, separators=(",", ":")),
    )
    with register.session(), register.db.atomic("IMMEDIATE"):
        chain.append(register.db, chain.EVENTS, [row])


def require_open(register: Register, action: Action) -> None:
    """Refusal when the register is open for reading only: to be asked before a long job that ends in the log."""
    if register.read_only:
        raise Refusal(f"登记簿是只读打开的，不能{action.label}。", "请关闭后正常打开，再做这一步。")
