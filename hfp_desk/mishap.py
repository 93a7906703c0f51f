"""What a bug tells: the versions and the way through the program, never a value of the register."""

import platform
import traceback

from hfp_desk import VERSION

SENTENCE = "程序出现意外，这一步没有完成；已保存的内容不受影响。"
ADVICE = "请把下面几行发给程序维护人员，其中不含登记的个人信息。"


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
