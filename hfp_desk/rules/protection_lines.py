"""How each line of protection is reckoned: the amount, the sum in words, and the clause it stands on.

``so_far`` holds what the lines before paid. 基本医保 and 大病保险 NC §十四, NN §一; 医疗救助 as settled by
civil affairs (domain.md §2.5) up to the yearly limit (NC §十四); topping up to the ratio NN §五, NC §十四; 两免两减半
DZ §二（十一）; 晚期血吸虫病 NC §七; outpatient NC §十四 (赣人社发〔2017〕5号).
"""

from collections.abc import Iterable
from decimal import Decimal

from hfp_desk.policy import Payer, Target
from hfp_desk.rules import protection_basic as basic
from hfp_desk.rules.money import HUNDRED, REIMBURSING, ZERO
from hfp_desk.rules.protection_stay import INPATIENT, OUTPATIENT, Line, Reckoned, fen, plain, share, yuan
from hfp_desk.rules.protection_words import clause, lacking, made

BY_CASE = "文件没有规定标准，按实际批准的金额填写。"
"""Said of a line for which there is only what was granted."""
_NOT_FOR = "人员类别不在本文件的保障对象范围内，不享受这道保障。"


def line_of(so_far: Reckoned, payer: Payer) -> Line | None:
    """What a payer pays in its turn; None for one that is not asked."""
    stay = so_far.stay
    if payer.field in stay.typed:
        return _typed(so_far, payer)
    if payer.until is not None and stay.day > payer.until:
        words = f"已于 {payer.until} 止，此后由城乡医疗救助等制度保障，不再支付。"
        return made(payer, ZERO, words, payer.source)
    if payer.field == "basic":
        return basic.stay(so_far, payer) if stay.kind == INPATIENT else basic.visit(so_far, payer)
    if payer.field == "relief" and so_far.edition.fees:
        return _waived(so_far, payer)
    if stay.disease in payer.diseases:
        return _rest(so_far, payer)
    if stay.kind != INPATIENT or payer.field == "other" or payer.diseases:
        return None
    if payer.field == "major":
        return _major(so_far, payer)
    if payer.field == "assistance":
        return _assisted(so_far, payer)
    if payer.tops_up:
        return _topped_up(so_far, payer)
    return made(payer, ZERO, BY_CASE, payer.source)


def _typed(so_far: Reckoned, payer: Payer) -> Line:
    """An amount filled in by hand; never more than what is left."""
    asked = fen(so_far.stay.typed[payer.field])
    amount = max(min(asked, so_far.own), ZERO)
    words = f"按填写的金额 {yuan(asked)}" + ("" if amount == asked else f"，不超过剩余费用 {yuan(so_far.own)}")
    return made(payer, amount, words, payer.source)


def _major(so_far: Reckoned, payer: Payer) -> Line:
    """Bands over the deductible, counted over the year: what was borne before pushes this stay into higher bands."""
    stay, target = so_far.stay, so_far.edition.target
    starts, ratio = target("major_deductible"), target("major_ratio")
    missing = [one for one in (starts, ratio) if one.value is None]
    missing += [one for one in _further_ratios(so_far) if one.value is None]
    if starts.value is None or missing:
        return lacking(payer, missing)
    cut, rise = target("major_deductible_cut"), target("major_ratio_rise")
    lowered = share(starts.value, HUNDRED - (cut.value or ZERO)) if stay.entitled else starts.value
    left = max(stay.in_scope - so_far.paid("basic"), ZERO)
    over = [max(borne - lowered, ZERO) for borne in (stay.borne, stay.borne + left)]
    amount, parts = _banded(so_far, *over)
    used = [starts, ratio, *((cut, rise) if stay.entitled else ())]
    told = f"合规自付 {yuan(left)}" + (f" + 本年此前 {yuan(stay.borne)}" if stay.borne else "")
    told += f" − 起付线 {yuan(lowered)}"
    if stay.entitled and cut.value:
        told += f"（{yuan(starts.value)} 降低 {plain(cut.value)}%）"
    words = f"{told}，不足起付线，不支付" if over[1] == 0 else f"{told}；{' + '.join(parts)} = {yuan(amount)}"
    if stay.entitled and rise.value and amount:
        words += f"；比例已提高 {plain(rise.value)} 个百分点"
    return made(payer, min(amount, so_far.own), words, clause(used), used)


def _further_ratios(so_far: Reckoned) -> Iterable[Target]:
    """The ratio above each limit that is filled in."""
    target = so_far.edition.target
    pairs = (("major_band", "major_ratio_2"), ("major_band_2", "major_ratio_3"))
    return [target(ratio) for limit, ratio in pairs if target(limit).value is not None]


def _banded(so_far: Reckoned, before: Decimal, after: Decimal) -> tuple[Decimal, list[str]]:
    """What the bands between two amounts over the deductible pay together, and each as a product."""
    target = so_far.edition.target
    rise = (target("major_ratio_rise").value or ZERO) if so_far.stay.entitled else ZERO
    ends = [target(name).value for name in ("major_band", "major_band_2")]
    start, total, parts = ZERO, ZERO, []
    for number, name in enumerate(("major_ratio", "major_ratio_2", "major_ratio_3")):
        end = ends[number] if number < len(ends) else None
        inside = max(min(after, end if end is not None else after) - max(before, start), ZERO)
        percent = min((target(name).value or ZERO) + rise, HUNDRED)
        if inside:
            total += share(inside, percent)
            parts.append(f"{yuan(inside)} × {plain(percent)}%")
        if end is None:
            break
        start = end
    return total, parts


def _assisted(so_far: Reckoned, payer: Payer) -> Line:
    """round((保内费用 − 保险支付 − 其他救助 − 大病保险 − 医院减免) × 比例, 2), not below 0, up to the limit (§2.5)."""
    stay = so_far.stay
    ratio, limit = so_far.edition.target("assistance_ratio"), so_far.edition.target("assistance_limit")
    if not stay.entitled:
        return made(payer, ZERO, _NOT_FOR, so_far.edition.persons_source)
    if ratio.value is None:
        return lacking(payer, [ratio])
    before = sum((line.paid for line in so_far.lines), ZERO)
    base = max(stay.in_scope - before, ZERO)
    amount = share(base, ratio.value)
    words = f"（政策范围内 {yuan(stay.in_scope)} − 已支付 {yuan(before)}）× {plain(ratio.value)}% = {yuan(amount)}"
    if limit.value is None:
        words += "；没有填写年度限额，暂按不限计算"
        return made(payer, min(amount, so_far.own), words, clause([ratio]), [ratio], assumed=True, missing=(limit,))
    room = max(limit.value - stay.assisted, ZERO)
    if amount > room:
        words += f"；年度限额 {yuan(limit.value)} − 本年已救助 {yuan(stay.assisted)}，只能支付 {yuan(room)}"
    return made(payer, min(amount, room, so_far.own), words, clause([ratio, limit]), [ratio, limit])


def _topped_up(so_far: Reckoned, payer: Payer) -> Line:
    """What is still short of the ratio of the document, never more: both too low and too high are findings."""
    stay, ratio = so_far.stay, so_far.edition.target("reimbursed_ratio")
    if not stay.entitled:
        return made(payer, ZERO, _NOT_FOR, so_far.edition.persons_source)
    if ratio.value is None:
        return lacking(payer, [ratio])
    wanted = share(stay.total, ratio.value)
    before = sum((line.paid for line in so_far.lines if line.field in REIMBURSING), ZERO)
    sources = clause([ratio], so_far.edition.paying_source)
    if before >= wanted:
        words = f"前面各线已支付 {yuan(before)}，达到总费用的 {plain(ratio.value)}%（{yuan(wanted)}），不再补"
        return made(payer, ZERO, words, sources, [ratio])
    amount = wanted - before
    words = f"总费用 {yuan(stay.total)} × {plain(ratio.value)}% − 前面各线 {yuan(before)} = {yuan(amount)}"
    return made(payer, min(amount, so_far.own), words, sources, [ratio])


def _waived(so_far: Reckoned, payer: Payer) -> Line:
    """两免两减半: a share of each fee on the list, inside the area of the document."""
    stay, edition = so_far.stay, so_far.edition
    kind = INPATIENT if stay.kind == INPATIENT else OUTPATIENT
    fees = [fee for fee in edition.fees if kind in fee.kinds]
    sources = "；".join(dict.fromkeys((payer.source, *(fee.source for fee in fees))))
    if not stay.entitled:
        return made(payer, ZERO, _NOT_FOR, edition.persons_source)
    if stay.area not in edition.scope_areas:
        return made(payer, ZERO, f"只在{edition.scope}内的定点医疗机构减免。", sources, assumed=True)
    waived = [(fee, share(stay.fees[fee.name], fee.share)) for fee in fees if stay.fees.get(fee.name)]
    amount = sum((part for _, part in waived), ZERO)
    told = [f"{fee.label} {yuan(stay.fees[fee.name])} × {plain(fee.share)}%" for fee, _ in waived]
    names = "、".join(f"{fee.label}{'免收' if fee.share == HUNDRED else '减半'}" for fee in fees)
    words = f"{' + '.join(told)} = {yuan(amount)}" if told else f"没有填写减免项目的费用（{names}）"
    return made(payer, min(amount, so_far.own), words, sources, assumed=any(fee.assumed for fee in fees))


def _rest(so_far: Reckoned, payer: Payer) -> Line:
    """All that is left inside the catalogue, for the diseases that a programme bears to the end."""
    before = sum((line.paid for line in so_far.lines), ZERO)
    left = max(min(so_far.stay.in_scope - before, so_far.own), ZERO)
    words = f"各类保险、救助支付后政策范围内的剩余部分 {yuan(left)}"
    return made(payer, left, words, payer.source)
