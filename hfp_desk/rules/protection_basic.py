"""基本医保 of a stay by level and area, and of a visit: deductible, ratio, and what the documents add to them."""

from decimal import Decimal

from hfp_desk.policy import Payer, Target
from hfp_desk.rules.money import HUNDRED, ZERO
from hfp_desk.rules.protection_stay import CHRONIC, Line, Reckoned, Stay, plain, share, yuan
from hfp_desk.rules.protection_words import clause, lacking, made

_UNRATED, _FIRST = "9", "1"
_SMALL = ("1", "2")
"""Levels of hospitals whose deductible NC §十四 abolished."""


def stay(so_far: Reckoned, payer: Payer) -> Line:
    """（政策范围内 − 起付线）× 比例, the ratio raised where the document raises it."""
    deductible, ratio = _deductible(so_far), _ratio(so_far)
    missing = [one for one in (deductible, ratio) if one.value is None]
    if deductible.value is None or ratio.value is None:
        return lacking(payer, missing)
    one = so_far.stay
    rise = so_far.edition.target("basic_ratio_rise")
    added = (rise.value or ZERO) if _raised(so_far) else ZERO
    percent = min(ratio.value + added, HUNDRED)
    amount = share(max(one.in_scope - deductible.value, ZERO), percent)
    shown = f"{plain(ratio.value)}% + {plain(added)}%" if added else f"{plain(percent)}%"
    shown = f"（{shown}）" if added else shown
    words = (
        f"（政策范围内 {yuan(one.in_scope)} − 起付线 {yuan(deductible.value)}）× {shown} = {yuan(amount)}"
        f"{_said(so_far, deductible, added)}"
    )
    used = [deductible, ratio, *([rise] if added else ())]
    return made(payer, min(amount, so_far.own), words, clause(used), used, assumed=one.level == _UNRATED)


def visit(so_far: Reckoned, payer: Payer) -> Line:
    """Outpatient: a ratio of what is inside the catalogue; a township has no yearly limit (NC §十四)."""
    one, target = so_far.stay, so_far.edition.target
    ratio = target(
        "chronic_ratio"
        if one.kind == CHRONIC
        else "outpatient_ratio"
        if _level(one) == _FIRST
        else "outpatient_ratio_upper"
    )
    if ratio.value is None:
        return lacking(payer, [ratio])
    amount = share(one.in_scope, ratio.value)
    words = f"政策范围内 {yuan(one.in_scope)} × {plain(ratio.value)}% = {yuan(amount)}"
    free = _uncapped(so_far)
    if free or one.kind == CHRONIC:
        words += f"；{free}" if free else ""
        return made(payer, min(amount, so_far.own), words, clause([ratio]), [ratio])
    cap = target("outpatient_cap")
    if cap.value is None:
        return made(
            payer, min(amount, so_far.own), f"{words}；没有填写年度封顶线，暂按不限计算", clause([ratio]), [ratio]
        )
    room = max(cap.value - one.reimbursed, ZERO)
    if amount > room:
        words += f"；年度封顶线 {yuan(cap.value)} − 本年已报 {yuan(one.reimbursed)}，只能支付 {yuan(room)}"
    return made(payer, min(amount, room, so_far.own), words, clause([ratio, cap]), [ratio, cap])


def _deductible(so_far: Reckoned) -> Target:
    """Abolished at levels one and two where the document says so; else that of the level, or outside the county."""
    one, target = so_far.stay, so_far.edition.target
    abolished = target("basic_deductible")
    if one.entitled and _level(one) in _SMALL and abolished.value is not None:
        return abolished
    return target(f"basic_deductible_{_level(one) if _inside(so_far) else 'out'}")


def _ratio(so_far: Reckoned) -> Target:
    one = so_far.stay
    name = _level(one) if _inside(so_far) else "out" if one.referred else "unreferred"
    return so_far.edition.target(f"basic_ratio_{name}")


def _raised(so_far: Reckoned) -> bool:
    """In the pooling area, or outside after an approved referral (NN §一)."""
    edition, one = so_far.edition, so_far.stay
    areas = edition.pooling_areas or edition.scope_areas
    return one.entitled and (one.area in areas or one.referred)


def _said(so_far: Reckoned, deductible: Target, added: Decimal) -> str:
    one, edition = so_far.stay, so_far.edition
    told = []
    if deductible.name == "basic_deductible":
        told.append("一级、二级定点医疗机构取消起付线" if deductible.value == 0 else "按一级、二级定点医疗机构起付线")
    if added:
        told.append(f"报销比例提高 {plain(added)} 个百分点")
    elif one.entitled and edition.target("basic_ratio_rise").value:
        told.append("未经批准转诊到统筹区域外，不提高报销比例")
    if one.level == _UNRATED:
        told.append("未定级医院暂按一级计算")
    return "".join(f"；{words}" for words in told)


def _uncapped(so_far: Reckoned) -> str:
    """不设封顶线 of a township hospital, in the words of the document."""
    known = [one.text for one in so_far.edition.provisions if one.name == "outpatient_cap"]
    return f"乡级定点机构{known[0]}" if known and known[0] and _level(so_far.stay) == _FIRST else ""


def _inside(so_far: Reckoned) -> bool:
    return so_far.stay.area in so_far.edition.scope_areas


def _level(one: Stay) -> str:
    """The level; hospitals that are not rated are reckoned as of the first."""
    return _FIRST if one.level == _UNRATED else one.level
