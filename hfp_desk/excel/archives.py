"""Looking inside the two containers of workbooks, zip and OLE, before any reader is let loose on them.

Checked here: is it a workbook at all, is it damaged, does it want a password, would it unpack to a size that
takes the machine down, does it carry macros (they are never run).
"""

import io
import lzma
import zipfile
import zlib
from collections.abc import Sequence

from hfp_desk.problems import Refusal

MAX_UNPACKED = 1024 * 1024 * 1024
MAX_SHEETS = 1_000
_LARGE, _RATIO = 128 * 1024 * 1024, 200
"""A workbook unpacked to more than this, and to so many times its size, is made to take the machine down."""

_DAMAGED = "请用 WPS 或 Excel 打开检查，能打开就另存一份再导入；打不开请向报送单位重新要。"
_NOT_A_TABLE = "请选择 Excel、WPS 或 CSV 表格文件。"
_SAVE_ANEW = "请用 WPS 或 Excel 打开，另存为 .xlsx 再导入；文件来历不明的，请先向报送单位核实。"
_PIECE = 1 << 20
_ENTITY = tuple("<!ENTITY".encode(how) for how in ("ascii", "utf-16-le", "utf-16-be"))
_STRUCTURE_ONLY = "VelvetSweatshop"  # the fixed password of workbooks whose structure alone is protected
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError)
_ZIP_FORMATS = (
    ("xl/workbook.bin", "xlsb"),
    ("xl/workbook.xml", "xlsx"),
    ("content.xml", "ods"),
)


class PasswordNeeded(Refusal):
    """The workbook wants a password; the window asks for it and tries again."""


class WrongPassword(PasswordNeeded):
    """The password given does not open the workbook."""


def damaged(name: str) -> Refusal:
    """The refusal for a file that is broken somewhere."""
    return Refusal(f"{name}已经损坏，读不出来。", _DAMAGED)


def archive_format(content: bytes, name: str) -> tuple[str, bool]:
    """Which workbook a zip holds and whether it has macros; refuses what is none, broken or far too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _refuse_bomb(entries, name)
            kind = _zip_kind({entry.filename.replace("\\", "/").lower() for entry in entries}, name)
            if any(entry.flag_bits & 1 for entry in entries):
                raise Refusal(f"{name}是带密码的压缩包。", "请先解压，再选择里面的表格文件。")
            _read_through(archive, name)
            if kind == "ods" and b"encryption-data" in archive.read("META-INF/manifest.xml"):
                raise Refusal(f"{name}设了打开密码，这种格式无法代为解密。", "请打开后取消密码，另存为 .xlsx 再导入。")
    except (*_BROKEN, KeyError, ValueError, RuntimeError) as error:
        raise damaged(name) from error
    return kind, any("vbaproject" in entry.filename.lower() for entry in entries)


def _refuse_bomb(entries: Sequence[zipfile.ZipInfo], name: str) -> None:
    packed, unpacked = (sum(sizes) for sizes in zip(*((e.compress_size, e.file_size) for e in entries), strict=True))
    sheets = sum(entry.filename.lower().startswith("xl/worksheets/") for entry in entries)
    if sheets > 2 * MAX_SHEETS:  # each may have a part with its links
        raise Refusal(f"{name}里有 {sheets:,} 张工作表，不能读取。", "请只留下要导入的工作表，保存后再导入。")
    if unpacked > MAX_UNPACKED:
        raise Refusal(
            f"{name}展开后超过 1 GB，不能读取。",
            "多半是表格下方或右侧带有大量空白格式，请选中数据以外的空白行列删除，保存后再导入。",
        )
    if unpacked > _LARGE and unpacked > _RATIO * packed:
        raise Refusal(
            f"{name}展开后是原来的 {unpacked // max(packed, 1):,} 倍，不像正常的工作簿，没有读取。",
            "请用 WPS 或 Excel 打开，把数据复制到新建的工作簿中保存，再导入。",
        )


def _zip_kind(names: set[str], name: str) -> str:
    for marker, kind in _ZIP_FORMATS:
        if marker in names:
            return kind
    if any(entry.startswith("word/") for entry in names):
        raise Refusal(f"{name}是 Word 文档，不是表格。", "请把里面的表格复制到 Excel 或 WPS 表格中保存后再导入。")
    if any(entry.startswith("ppt/") for entry in names):
        raise Refusal(f"{name}是演示文稿，不是表格。", _NOT_A_TABLE)
    raise Refusal(f"{name}是压缩包，里面不是一个工作簿。", "请先解压，再选择里面的表格文件。")


def _read_through(archive: zipfile.ZipFile, name: str) -> None:
    """Unpack the parts once in small pieces: a lying size or a bad checksum shows here, not in the reader.

    The worksheets of an .xlsx are left to ``ooxml``, which reads through them anyway; of them only the beginning is
    looked at, where entities of one's own would have to be.
    """
    for entry in archive.infolist():
        inside = entry.filename.lower()
        with archive.open(entry) as part:
            while piece := part.read(_PIECE):
                if inside.endswith((".xml", ".rels")) and any(sign in piece for sign in _ENTITY):
                    raise Refusal(f"{name}里有自定义实体，正常的表格没有这种内容，没有读取。", _SAVE_ANEW)
                if inside.startswith("xl/worksheets/"):
                    break


def compound_format(content: bytes, name: str, password: str | None) -> tuple[str, bytes, bool]:
    """Kind, readable bytes and macros of an OLE file; kind ``zip`` when an encrypted workbook was opened."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            streams = {"/".join(path).lower() for path in ole.listdir()}
    except Exception as error:  # olefile raises whatever it trips over
        raise damaged(name) from error
    if not streams:
        raise damaged(name)
    if "encryptioninfo" in streams:
        return "zip", _decrypted(content, name, password), False
    if not streams & {"workbook", "book"}:
        what = "Word 文档" if "worddocument" in streams else "其他程序的文件"
        raise Refusal(f"{name}是{what}，不是表格。", _NOT_A_TABLE)
    macros = any("vba" in stream for stream in streams)
    if "book" in streams and "workbook" not in streams:
        return "xls", content, macros
    return "xls", _decrypted(content, name, password) if _is_locked(content, name) else content, macros


def _is_locked(content: bytes, name: str) -> bool:
    import msoffcrypto

    try:
        return bool(msoffcrypto.OfficeFile(io.BytesIO(content)).is_encrypted())
    except Exception as error:  # msoffcrypto raises whatever it trips over in a broken file
        raise damaged(name) from error


def _decrypted(content: bytes, name: str, password: str | None) -> bytes:
    plain = _opened(content, name, _STRUCTURE_ONLY)
    if plain is None and password is not None:
        plain = _opened(content, name, password)
    if plain is not None:
        return plain
    if password is None:
        raise PasswordNeeded(f"{name}设了打开密码。", "请输入密码；不知道密码请问报送单位。")
    raise WrongPassword(f"密码不对，{name}没有打开。", "请核对大小写后再输入一次，或向报送单位询问密码。")


def _opened(content: bytes, name: str, password: str) -> bytes | None:
    """The decrypted file; None when the password is wrong."""
    import msoffcrypto
    from msoffcrypto.exceptions import InvalidKeyError

    plain = io.BytesIO()
    try:
        office = msoffcrypto.OfficeFile(io.BytesIO(content))
        verify = {"verify_password": True} if office.format == "ooxml" else {}
        office.load_key(password=password, **verify)
        office.decrypt(plain)
    except InvalidKeyError:
        return None
    except Exception as error:  # an unknown cipher or a broken file shows as many kinds of failure
        raise Refusal(
            f"{name}的加密方式不能代为解密。", "请用 WPS 或 Excel 打开，取消打开密码，另存为 .xlsx 再导入。"
        ) from error
    return plain.getvalue()
