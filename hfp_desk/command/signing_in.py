"""Opening a register from the command line: the password comes from HFP_DESK_PASSWORD or a prompt."""

import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hfp_desk.problems import Refusal
from hfp_desk.store import admitting, keys
from hfp_desk.store.opening import Register, open_register

PASSWORD, FILE_PASSWORD = "HFP_DESK_PASSWORD", "HFP_DESK_FILE_PASSWORD"


def password(prompt: str) -> str:
    """The password, never echoed; Refusal when there is nobody to ask."""
    given = os.environ.get(PASSWORD)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise Refusal("没有密码。", f"请在环境变量 {PASSWORD} 中给出密码，或在终端里运行。")
    return getpass.getpass(prompt)


def file_password() -> str:
    """The password a workbook shall open with, typed twice; Refusal when there is nobody to ask."""
    given = os.environ.get(FILE_PASSWORD)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise Refusal("没有打开密码。", f"请在环境变量 {FILE_PASSWORD} 中给出，或在终端里运行。")
    typed = getpass.getpass("给工作簿设一个打开密码：")
    if getpass.getpass("再输一次：") != typed:
        raise Refusal("两次输入的打开密码不一样，没有导出。", "请重新运行命令。")
    return typed


def user_of(register: Path, name: str) -> str:
    """The named user, or the only one there is."""
    if name:
        return name
    if not register.exists():
        return ""
    users = list(keys.KeyRing.load(register).users)
    if len(users) == 1:
        return users[0]
    raise Refusal(f"这本登记簿有 {len(users)} 位用户。", f"请用 --user 指明是谁：{'、'.join(users)}。")


@contextmanager
def opened(register: Path, name: str) -> Iterator[Register]:
    """The register open for the named user, closed afterwards; what he should know is said beside the answer."""
    user = user_of(register, name)
    found = open_register(register, user, password(f"{user} 的密码：") if user else "")
    if found.greeting:
        print(found.greeting, file=sys.stderr)
    try:
        yield found
    finally:
        admitting.sign_out(found)
        found.close()
