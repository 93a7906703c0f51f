"""users: who may work in a register."""

from argparse import Namespace

from hfp_desk.command import signing_in
from hfp_desk.store import users, users_keeping


def show(given: Namespace) -> None:
    """List the users: name, duty, roles, whether they can sign in, when they last did."""
    with signing_in.opened(given.register, given.user) as register:
        for one in users_keeping.lines(register):
            state = "可登录" if one.signs_in else "已停用" if not one.active else "没有钥匙"
            last = f"最近登录 {one.last[:16]}" if one.last else "未登录过"
            print("　".join(filter(None, (one.name, one.title, users.words(one.roles), state, last))))
