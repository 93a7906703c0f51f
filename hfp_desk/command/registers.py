"""new, backup, rehearse, verify, restore."""

from argparse import Namespace
from pathlib import Path

from hfp_desk import home
from hfp_desk.command import signing_in
from hfp_desk.home import Second
from hfp_desk.problems import Refusal
from hfp_desk.store import backup as backups
from hfp_desk.store import proving, rehearsing, restoring, second_copy, setup, users
from hfp_desk.store.second_copy import Presence


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
    """Make a verified backup, and bring it to the second place when it is there."""
    with signing_in.opened(given.register, given.user) as register:
        made = backups.make(register, backups.BY_HAND)
        second = second_copy.follow(register)
    people = made.counts["人员"]
    print(f"已备份并校验：{made.path}（人员 {people}，救治记录 {made.counts['救治记录']}）")
    if second is not None:
        print(_second(given.register, second))


def rehearse(given: Namespace) -> None:
    """Rehearse the newest backup and log the result; Refusal when it does not pass."""
    with signing_in.opened(given.register, given.user) as register:
        done = rehearsing.rehearse(register)
        if done is not None:
            rehearsing.record(register, done)
    if done is None:
        raise Refusal("还没有备份可以演练。", "可用 backup 命令做一份。")
    if not done.passed:
        raise Refusal(f"演练没有通过：{done.words}", "请再做一份备份，并检查磁盘。")
    print(f"演练通过：{done.file}（{done.words}）")


def verify(given: Namespace) -> None:
    """Recompute history and log; Refusal naming the first row that was altered."""
    with signing_in.opened(given.register, given.user) as register:
        proof = proving.prove(register, users.viewer(register))
    if not proof.holds:
        raise Refusal(proof.sentence, proof.advice)
    print(proof.sentence + proof.advice)


def restore(given: Namespace) -> None:
    """Put a backup in place, or list the backups there are."""
    if given.backup is None or given.list:
        _show(given.register)
        return
    user = signing_in.user_of(given.backup, given.user)
    secret = signing_in.password(f"{user} 的密码：")
    done = restoring.restore(given.register, given.backup, user, secret, reason=given.reason)
    print(f"已用备份 {given.backup.name} 恢复 {given.register}")
    if done.kept is not None:
        print(f"恢复前的登记簿另存为 {done.kept}")
    if done.quarantine is not None:
        print(f"原来的登记簿读不出来，已移到 {done.quarantine}，没有删除")


def _show(register: Path) -> None:
    found = backups.all_of(register)
    for one in found:
        _line(one)
    if not found:
        print("还没有备份。可用 backup 命令做一份。")
    second = home.second(register)
    if second is not None:
        print(_second(register, second))
        for one in backups.listed(second_copy.folder_at(register, second)):
            _line(one)


def _line(one: backups.Backup) -> None:
    counts = "  ".join(f"{title} {one.counts.get(title, 0)}" for title in ("人员", "救治记录"))
    print(f"{one.at}  {one.reason}  {counts}  {one.path.stat().st_size >> 10} KB  {one.path}")


def _second(register: Path, second: Second) -> str:
    there = {Presence.HERE: "可用", Presence.ABSENT: "没有接上", Presence.OTHER: "不是原来那个"}
    newest = f"最近一份 {second.at}" if second.at else "还没有备份"
    trouble = f"，{second.trouble}" if second.trouble else ""
    return f"第二处 {second.folder}：{there[second_copy.presence(register, second)]}，{newest}{trouble}"
