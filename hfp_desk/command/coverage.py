"""coverage: clinics and doctors of villages on a day, the figures and the lists behind them."""

import json
from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from hfp_desk.codes import code_list
from hfp_desk.command import signing_in
from hfp_desk.rules.coverage import NEITHER, NO_CLINIC, NO_DOCTOR, DoctorLine, VillageLine
from hfp_desk.rules.coverage_figures import Rate
from hfp_desk.rules.judging import WORDS
from hfp_desk.store import coverage, figures, scopes, users
from hfp_desk.store.coverage import Coverage

KINDS = {NO_CLINIC: "no clinic", NO_DOCTOR: "no doctor", NEITHER: "neither"}
"""The kinds of gap as the JSON says them."""

KEYS = """\
--json 输出的各项：
  day         哪一天
  rule        统计范围
  figures     各项数字：名称 → {label 标题, count 数, whole 总数, kind village|doctor, ids 背后的村或村医编号}
  rates       与政策目标比较：[{name, label, count 分子, whole 分母, percent %, wanted 目标,
              judgement low|in|high，文件未规定时 null, source 出处}]
  gaps        空白点：[乡镇, 村, 区划代码, "no clinic"|"no doctor"|"neither", 是否贫困村, 是否已有替代安排]
  uncovered   其中没有替代、也不属可不设的：[乡镇, 村, 区划代码]
  expired     在村村医证书到这一天已过期的：[乡镇, 村, 姓名]
  unreported  没有任何资料的村委会：[乡镇, 村, 区划代码]"""
"""What the JSON holds, for --help; the keys stay as they are."""


def show(given: Namespace) -> None:
    """Print the coverage of a day, of all townships or one."""
    with signing_in.opened(given.register, given.user) as register, register.session():
        viewer = users.viewer(register)
        found = coverage.coverage(register, viewer, given.on)
        if given.town:
            found = found.of_towns(scopes.scope(viewer, town=given.town).towns)
        rates = coverage.rates(found.villages, figures.in_force().on(given.on))
    print(json.dumps(as_json(found, rates), ensure_ascii=False) if given.json else "\n".join(told(found, rates)))


def as_json(found: Coverage, rates: tuple[Rate, ...]) -> dict[str, Any]:
    """The coverage as the keys of ``KEYS``."""
    return {
        "day": found.day.isoformat(),
        "rule": coverage.RULE,
        "figures": {
            one.name: {"label": one.label, "count": one.count, "whole": one.whole, "kind": one.kind, "ids": one.ids}
            for one in found.figures
        },
        "rates": [_rate(one) for one in rates],
        "gaps": [[*_place(one), KINDS[one.gap], one.poor, one.substituted] for one in found.gaps],
        "uncovered": [_place(one) for one in found.gaps if not one.covered],
        "expired": [[village.town_name, village.name, doctor.name] for village, doctor in found.run_out],
        "unreported": [_place(one) for one in found.unreported],
    }


def told(found: Coverage, rates: tuple[Rate, ...]) -> Iterator[str]:
    """The same in lines to read."""
    yield f"{found.day} 村卫生室和村医覆盖情况"
    yield coverage.RULE
    yield from (f"  {one.label}：{one.count} / {one.whole}" for one in found.figures)
    for rate in rates:
        where = f"{WORDS[rate.judgement]}目标（{rate.wanted}，{rate.source}）" if rate.judgement else "文件未规定目标"
        percent = "—" if rate.percent is None else f"{rate.percent}%"
        yield f"  {rate.label}：{rate.count} / {rate.whole} = {percent}，{where}"
    yield f"空白点 {len(found.gaps)} 个："
    yield from (_gap(one) for one in found.gaps)
    yield f"证书已过期的在村村医 {len(found.run_out)} 人："
    yield from (_expired(village, doctor) for village, doctor in found.run_out)


def _rate(one: Rate) -> dict[str, Any]:
    percent = None if one.percent is None else float(one.percent)
    return {
        "name": one.name,
        "label": one.label,
        "count": one.count,
        "whole": one.whole,
        "percent": percent,
        "wanted": one.wanted,
        "judgement": one.judgement,
        "source": one.source,
    }


def _place(one: VillageLine) -> list[str]:
    return [one.town_name, one.name, one.code]


def _gap(one: VillageLine) -> str:
    ways = code_list("arrangement")
    how = "、".join(dict.fromkeys(ways.shown(each.kind) for each in one.arrangements))
    if not one.covered:
        how = f"尚未覆盖（{how}）" if how else "尚未覆盖"
    poor = "　贫困村" if one.poor else ""
    return f"  {one.town_name}　{one.name}　{code_list('gap_kind').shown(one.gap)}{poor}　{how or '卫生院所在地'}"


def _expired(village: VillageLine, doctor: DoctorLine) -> str:
    kind = code_list("qualification").shown(doctor.qualification)
    return f"  {village.town_name}　{village.name}　{doctor.name}　{kind}　有效期至 {doctor.expires}"
