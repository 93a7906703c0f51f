"""What a bug tells: the versions and the way through the program, never a value of the register."""

import errno
import platform
import traceback

from hfp_desk import VERSION
from hfp_desk.problems import Refusal

_DATABASE = {"DatabaseError", "OperationalError"}
_DAMAGED = (
    "登记簿文件有损坏，这一步没有完成。",
    "请退出程序再重新打开，程序会检查登记簿，并提出用哪一份备份恢复。",
)
_TOLD = {
    "malformed": _DAMAGED,
    "not a database": _DAMAGED,
    "is full": ("磁盘已满，这一步没有完成。", "请清理磁盘空间后再做一次，已保存的内容没有受影响。"),
    "disk I/O error": ("磁盘读写出错，这一步没有完成。", "请检查磁盘或网络后再做一次，已保存的内容没有受影响。"),
    "readonly database": ("登记簿所在位置不能写入，这一步没有完成。", "请检查文件权限或更换磁盘后再试。"),
    "locked": ("登记簿正忙，这一步没有完成。", "请稍候几秒再试。"),
}
SENTENCE = "程序出现意外，这一步没有完成；已保存的内容不受影响。"
ADVICE = "请把下面几行发给程序维护人员，其中不含登记的个人信息。"


def understood(error: BaseException) -> Refusal | None:
    """What the clerk is told of an error of the database or the disk, wherever it came up; None for a bug."""
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return Refusal(*_TOLD["is full"])
    if {kind.__name__ for kind in type(error).__mro__} & _DATABASE:
        text = words_of(error)
        return next((Refusal(*told) for words, told in _TOLD.items() if words in text), None)
    return None


def words_of(error: BaseException) -> str:
    """What an error says, and those say that it came of: taking back a failed transaction may fail once more."""
    found: list[str] = []
    one: BaseException | None = error
    while one is not None:
        found.append(str(one))
        one = one.__cause__ or one.__context__
    return " ".join(found)


def is_damage(error: BaseException) -> bool:
    """Whether an error tells of damaged pages: then the register is to be looked at when it is next opened."""
    told = understood(error)
    return told is not None and told.sentence == _DAMAGED[0]


def trail(error: BaseException) -> list[str]:
    """The kind of error and where it happened; its words are left out: they may quote a value."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"  {_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    return [type(error).__name__, *places]


def report(error: BaseException) -> str:
    """The whole report for a terminal."""
    head = f"HFP Desk {VERSION} · Python {platform.python_version()} · {platform.platform()}"
    return "\n".join((SENTENCE + ADVICE, head, *trail(error)))


def _short(filename: str) -> str:
    """The last two parts of a path: enough to find the line, nothing of the workstation."""
    return "/".join(filename.replace("\\", "/").split("/")[-2:])
