"""Workbooks that open only with their password (ECMA-376 agile encryption, as Excel and WPS write it)."""

from __future__ import annotations

import secrets
from io import BytesIO

from hfp_desk.problems import Refusal

SHORTEST, LONGEST = 8, 64
_CLEAR = "23456789ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz"
"""Nothing that is read as something else on paper or by telephone: no 0 O, 1 l I, i o."""
_GROUPS, _GROUP = 3, 4


def fresh() -> str:
    """A new password of three groups of four, to be shown once and kept nowhere."""
    return "-".join("".join(secrets.choice(_CLEAR) for _ in range(_GROUP)) for _ in range(_GROUPS))


def require(password: str) -> None:
    """Refusal when a password cannot protect a workbook, or could not be typed in again."""
    if len(password) < SHORTEST:
        raise Refusal(f"打开密码太短，至少 {SHORTEST} 位。", "可以点“生成密码”。")
    if len(password) > LONGEST or not password.isprintable() or password != password.strip():
        raise Refusal(f"打开密码不能用：最多 {LONGEST} 位，首尾不能有空格。", "可以点“生成密码”。")


def protect(workbook: bytes, password: str) -> bytes:
    """The same workbook, encrypted; the content is never written anywhere in the clear."""
    from msoffcrypto.format.ooxml import OOXMLFile

    require(password)
    locked = BytesIO()
    OOXMLFile(BytesIO(workbook)).encrypt(password, locked)
    return locked.getvalue()
