"""print and check."""

import json
import sys
from argparse import Namespace
from collections import Counter
from dataclasses import asdict, replace

from hfp_desk import papers
from hfp_desk.command import signing_in
from hfp_desk.store import checking, scopes, users

FORMS = tuple(papers.FORMS)
_SHOWN = 50


def print_form(given: Namespace) -> None:
    """Print a paper for everybody, a township, a village, one person, a period or one record."""
    with signing_in.opened(given.register, given.user) as register:
        scope = scopes.scope(users.viewer(register), given.town, given.village, given.person)
        chosen = {"since": given.since, "until": given.until, "copies": given.copies}
        scope = replace(scope, records=tuple(given.record), **chosen)
        printed = papers.save_form(register, given.form, given.target, scope, users.viewer(register))
    print(f"已打印 {printed.count} 条，共 {printed.pages} 页：{given.target}")
    for warning in printed.warnings:
        print(warning, file=sys.stderr)


def check(given: Namespace) -> None:
    """Check the whole register and tell what is to be corrected."""
    with signing_in.opened(given.register, given.user) as register:
        found = list(checking.check(register, users.viewer(register)))
    if given.json:
        print(json.dumps({"count": len(found), "findings": [asdict(finding) for finding in found]}, ensure_ascii=False))
        return
    for finding in found[:_SHOWN]:
        print(f"{finding.title}　{finding.problem.label}：{finding.problem.message}")
    if len(found) > _SHOWN:
        print(f"……另有 {len(found) - _SHOWN} 条，用 --json 查看全部。")
    by_code = Counter(finding.problem.code for finding in found)
    told = "、".join(f"{code} {times}" for code, times in by_code.most_common())
    print(f"审核完成：{len(found)} 条" + (f"（{told}）" if told else "，没有发现问题"))
