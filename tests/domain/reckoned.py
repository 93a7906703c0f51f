"""Stays reckoned under the four regions with the same base figures, which no document gives."""

from datetime import date
from decimal import Decimal

from hfp_desk import policy
from hfp_desk.policy import Edition
from hfp_desk.rules.protection import reckon
from hfp_desk.rules.protection_stay import Line, Reckoned, Stay, yuan

DAYS = {
    "nanchang-2018": date(2018, 6, 1),
    "dezhou-2018": date(2019, 6, 1),
    "zhangshu-2020": date(2020, 6, 1),
    "nanning-2017": date(2018, 6, 1),
}
BASE = {
    "basic_deductible_1": "100",
    "basic_deductible_2": "400",
    "basic_deductible_3": "800",
    "basic_deductible_out": "1000",
    "basic_ratio_1": "90",
    "basic_ratio_2": "75",
    "basic_ratio_3": "60",
    "basic_ratio_out": "55",
    "basic_ratio_unreferred": "45",
    "major_deductible": "12000",
    "major_ratio": "60",
    "assistance_limit": "30000",
    "assistance_ratio": "60",
    "chronic_ratio": "60",
    "outpatient_ratio": "50",
    "outpatient_ratio_upper": "40",
    "outpatient_cap": "500",
}
"""What an office could fill in; a figure of the region's document is never replaced by it."""
FEES = {"consultation": Decimal(120), "equipment": Decimal(1500), "bed": Decimal(800)}


def edition(region: str, day: date | None = None, **more: str) -> Edition:
    """The edition of a region with the base figures where its document gives none, and further ones over all."""
    found = policy.load(region).on(day or DAYS[region])
    for name, value in BASE.items():
        if found.target(name).value is None:
            found = found.with_target(name, Decimal(value))
    for name, value in more.items():
        found = found.with_target(name, Decimal(value))
    return found


def stay(region: str = "nanchang-2018", total: str = "60000", in_scope: str = "50000", **more: object) -> Stay:
    """A stay in a hospital of the second level inside the county, unless something else is said."""
    given: dict[str, object] = {"day": DAYS[region], "level": "2", "fees": FEES} | more
    return Stay(total=Decimal(total), in_scope=Decimal(in_scope), **given)  # type: ignore[arg-type]


def reckoned(region: str, one: Stay | None = None, **more: str) -> Reckoned:
    """The stay under a region's policy."""
    return reckon(one or stay(region), edition(region, one.day if one else None, **more))


def line(found: Reckoned, name: str) -> Line:
    """One line of a reckoning."""
    return next(each for each in found.lines if each.field == name)


def four_regions() -> str:
    """The same stay under the four policies as the table of ``docs/protection-lines.md``."""
    found = {region: reckoned(region) for region in DAYS}
    rows = ["| 地区 | 保障线 | 支付（元） | 怎样计算 | 依据 |", "|---|---|---:|---|---|"]
    for region, one in found.items():
        name = policy.load(region).abbreviation
        for each in one.lines:
            paid = yuan(each.amount) if each.amount is not None else "缺数"
            rows.append(f"| {name} | {each.label} | {paid} | {each.reason} | {each.clause} |")
        own = yuan(one.own) if one.complete else "—"
        ratio = f"实际报销比例 {one.sums.reimbursed_ratio}%" if one.complete else "补足比例文件未给，待填"
        rows.append(f"| {name} | **个人负担** | **{own}** | {ratio} | |")
    return "\n".join(rows)
