"""new, backup, restore."""

from argparse import Namespace

from hfp_desk.command import signing_in
from hfp_desk.store import backup as backups
from hfp_desk.store import restoring, setup


def new(given: Namespace) -> None:
    """Make a register and show the recovery code once."""
    register, code = setup.new_register(
        given.register,
        office=given.office,
        county=given.county,
        policy_name=given.policy,
        user=given.user,
        password=signing_in.password(f"为 {given.user} 设一个密码："),
    )
    register.close()
    print(f"已建立登记簿 {given.register}")
    print(f"恢复码（只显示这一次，请抄写封存）：{code}")


def backup(given: Namespace) -> None:
    """Make a verified backup."""
    with signing_in.opened(given.register, given.user) as register:
        made = backups.make(register, backups.BY_HAND)
    people = made.counts["人员"]
    print(f"已备份并校验：{made.path}（人员 {people}，救治记录 {made.counts['救治记录']}）")


def restore(given: Namespace) -> None:
    """Put a backup in place, or list the backups there are."""
    if given.backup is None:
        _show(backups.all_of(given.register))
        return
    user = signing_in.user_of(given.backup, given.user)
    done = restoring.restore(given.register, given.backup, user, signing_in.password(f"{user} 的密码："))
    print(f"已用备份 {given.backup.name} 恢复 {given.register}")
    if done.kept is not None:
        print(f"恢复前的登记簿另存为 {done.kept}")
    if done.quarantine is not None:
        print(f"原来的登记簿读不出来，已移到 {done.quarantine}，没有删除")


def _show(found: list[backups.Backup]) -> None:
    for one in found:
        print(f"{one.at}  {one.reason}  人员 {one.counts['人员']}  救治记录 {one.counts['救治记录']}  {one.path}")
    if not found:
        print("还没有备份。可用 backup 命令做一份。")
