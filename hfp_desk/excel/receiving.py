"""Receiving a file: may it be read at all, what is it really, and a copy that is kept.

The kind is told by the content, never by the name: offices send text as ``.xls`` and Word files as ``.xlsx``.
The user's file is read once into memory and never locked or changed.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from hfp_desk.excel.archives import archive_format, compound_format
from hfp_desk.problems import Refusal

MAX_BYTES = 50 * 1024 * 1024

_SAVE_AS = "请在 WPS 或 Excel 中打开原表，另存为 .xlsx 后再导入。"
_FOREIGN = (
    (b"%PDF", "PDF 文件"),
    (b"\xff\xd8\xff", "图片"),
    (b"\x89PNG", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"II*\x00", "图片"),
    (b"MM\x00*", "图片"),
    (b"{\\rtf", "Word 文档"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"MZ", "程序文件"),
    (b"MIME-Version:", "网页存档文件"),
    (b"SQLite format 3", "数据库文件"),
)
_ADVICE = {"压缩包": "请先解压，再选择里面的表格文件。", "网页存档文件": _SAVE_AS}


@dataclass(frozen=True)
class Received:
    """A file taken in: its content (decrypted if it had a password), its real format and the hash as sent."""

    path: Path
    format: str
    content: bytes
    sha256: str
    macros: bool = False


def receive(path: Path, password: str | None = None) -> Received:
    """Take in a file, or refuse it with a sentence; ``PasswordNeeded`` when it wants a password."""
    sent = _bytes_of(path)
    digest = hashlib.sha256(sent).hexdigest()
    name = f"「{path.name}」"
    if sent.startswith(b"\xd0\xcf\x11\xe0"):
        kind, content, macros = compound_format(sent, name, password)
        if kind == "zip":
            kind, macros = archive_format(content, name)
    elif sent.startswith(b"PK"):
        kind, macros = archive_format(sent, name)
        content = sent
    else:
        kind, content, macros = _loose_format(sent, name), sent, False
    return Received(path, kind, content, digest, macros)


def _bytes_of(path: Path) -> bytes:
    name = f"「{path.name}」"
    try:
        if path.is_dir():
            raise Refusal(f"{name}是文件夹，不是表格文件。", "请选择里面的表格文件。")
        size = path.stat().st_size
        if size == 0:
            raise Refusal(f"{name}是空文件（0 字节）。", "可能没有传完，请向报送单位重新要一份。")
        if size > MAX_BYTES:
            raise Refusal(
                f"{name}有 {size / 1024 / 1024:.0f} MB，超过一次可导入的 50 MB。",
                "请删除表中的图片和多余工作表，或按乡镇拆成几个文件再导入。",
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Refusal(f"找不到文件{name}。", "请确认文件没有被移动、改名，U 盘没有拔出，再重新选择。") from error
    except PermissionError as error:
        raise Refusal(f"没有权限读取{name}。", "请先关闭正在独占打开它的程序，或把文件复制到桌面后再选择。") from error
    except OSError as error:
        raise Refusal(f"读取{name}时磁盘出错。", "请把文件复制到本机硬盘后再选择。") from error


def _loose_format(content: bytes, name: str) -> str:
    for magic, what in _FOREIGN:
        if content.startswith(magic):
            raise Refusal(f"{name}是{what}，不是表格。", _ADVICE.get(what, "请选择 Excel、WPS 或 CSV 表格文件。"))
    start = content[:4096]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "text"
    lowered = start.lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in lowered and lowered.lstrip(b"\xef\xbb\xbf \r\n")[:1] == b"<":
        return "xml"
    if b"<table" in content[:65536].lower() or b"<html" in lowered:
        return "html"
    if b"\x00" in start:
        raise Refusal(f"{name}不是能识别的表格文件，或者已经损坏。", _SAVE_AS)
    return "text"
