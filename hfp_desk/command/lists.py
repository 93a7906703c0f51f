"""import, undo, export and template."""

import json
import sys
from argparse import Namespace
from typing import Any

from hfp_desk.command import signing_in
from hfp_desk.problems import Refusal
from hfp_desk.store import scopes, undoing, users

_UNWATCHED = "命令行导出，未写明用途"


def bring(given: Namespace) -> None:
    """Try an import, or carry it out with ``--commit``; the answer as lines or as JSON."""
    from hfp_desk.excel import importing, receipts, reporting

    with signing_in.opened(given.register, given.user) as register:
        plan = importing.prepare(register, given.file, password=given.file_password)
        done = importing.commit(register, plan) if given.commit else None
        if given.report:
            receipts.write(register, plan, done, given.report)
        answer = reporting.as_json(plan, done, given.report)
    print(json.dumps(answer, ensure_ascii=False, indent=1) if given.json else told(answer))


def told(answer: dict[str, Any]) -> str:
    """What an import did, in a few lines."""
    counts = answer["counts"]
    words = (
        ("new", "新增"),
        ("change", "更新"),
        ("same", "未变"),
        ("doubtful", "待定"),
        ("conflict", "冲突"),
        ("reject", "未导入"),
        ("skipped", "跳过"),
    )
    lines = [" ".join(f"{label} {counts[name]}" for name, label in words)]
    lines += [f"提示：{one['message']}" for one in answer["problems"] if not one["row"]]
    errors = [one for one in answer["problems"] if one["severity"] == "error" and one["row"]]
    lines += [f"第 {one['row']} 行 {one['column']}：{one['message']}" for one in errors[:20]]
    if len(errors) > 20:
        lines.append(f"……另有 {len(errors) - 20} 处错误，见回执（--report）。")
    told_too = sum(1 for one in answer["problems"] if one["severity"] == "warning" and one["row"])
    if told_too:
        lines.append(f"另有 {told_too} 处提示（有的内容没有导入，原文已留存），见回执（--report）。")
    state = (
        f"已写入，批次号 {answer['batch']}，可用 undo 撤销"
        if answer["batch"]
        else "这是试算，没有写入；加 --commit 写入"
    )
    return "\n".join([*lines, state])


def undo(given: Namespace) -> None:
    """Take an import back and name what could not be."""
    with signing_in.opened(given.register, given.user) as register:
        done = undoing.undo_batch(register, given.batch)
    if done.already:
        print(done.already)
    print(f"已撤销 {len(done.reversed)} 条，保留 {len(done.kept)} 条，不能撤销 {len(done.impossible)} 条")
    for line in (*done.kept, *done.impossible):
        print(line)


def export(given: Namespace) -> None:
    """Write a whole list as far as the user may take it out; what for is asked where somebody can answer."""
    from hfp_desk.excel import death_files, exporting
    from hfp_desk.store import leaving

    with signing_in.opened(given.register, given.user) as register:
        viewer = users.viewer(register)
        profile = leaving.Profile(given.profile) if given.profile else leaving.offered(viewer)[0]
        password = signing_in.file_password() if given.password else ""
        purpose = given.purpose or profile.usual or _asked_purpose()
        if given.kind == death_files.KIND:
            if password:
                raise Refusal("这份名单不能加打开密码。", "请去掉 --password。")
            seen = leaving.eyes(viewer, profile)
            count = death_files.write(register, seen, scopes.Scope(), given.target, purpose)
        else:
            count = exporting.export_return(
                register, given.kind, given.target, viewer, purpose=purpose, password=password, profile=profile
            )
    locked = "，已加打开密码" if password else ""
    print(f"已按“{profile.label}”导出 {count} 条{locked}：{given.target}")


def template(given: Namespace) -> None:
    """Write the workbooks that townships check and send back."""
    from hfp_desk.excel import templates

    with signing_in.opened(given.register, given.user) as register:
        viewer = users.viewer(register)
        with register.session():
            towns = [one for name in given.town for one in scopes.scope(viewer, town=name).towns]
        chosen, purpose = templates.template_named(given.kind), given.purpose or templates.PURPOSE
        given.folder.mkdir(parents=True, exist_ok=True)
        written = templates.write(
            register, chosen, given.folder, viewer, towns, purpose=purpose, by_village=given.by_village
        )
    print(f"已写出 {len(written)} 份{chosen.title}：{given.folder}")


def _asked_purpose() -> str:
    """What a list leaves for; a job that nobody watches is logged as what it is."""
    return input("这份名单的用途（如 上报上级）：") if sys.stdin.isatty() else _UNWATCHED
