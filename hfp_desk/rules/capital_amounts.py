"""人民币大写: an amount as it must be written out in an agreement, 壹仟零贰拾元伍角整 (支付结算办法 附一 [K])."""

from decimal import Decimal

from hfp_desk.problems import Refusal

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")
_MOST = 10**12


def capitals(amount: Decimal) -> str:
    """An amount of yuan in capital characters; Refusal for one below nothing, above 亿 or with parts of a fen."""
    fen = amount * 100
    if not fen.is_finite() or fen != fen.to_integral_value() or not 0 <= fen < _MOST * 100:
        raise Refusal(f"金额 {amount} 不能写成大写。", "请填写不小于 0、精确到分的金额。")
    yuan, cents = divmod(int(fen), 100)
    jiao, last = divmod(cents, 10)
    whole = f"{_whole(yuan)}元" if yuan or not cents else ""
    if not cents:
        return f"{whole}整"
    parts = f"{_DIGITS[jiao]}角" if jiao else ("零" if whole else "")
    return f"{whole}{parts}{f'{_DIGITS[last]}分' if last else '整'}"


def _whole(yuan: int) -> str:
    """Whole yuan by groups of four digits; any run of zeros within is said once."""
    if not yuan:
        return _DIGITS[0]
    groups = []
    while yuan:
        yuan, group = divmod(yuan, 10_000)
        groups.append(group)
    text = ""
    for place in range(len(groups) - 1, -1, -1):
        group = groups[place]
        if not group:
            continue
        skipped = bool(text) and (group < 1000 or not groups[place + 1])
        text += ("零" if skipped else "") + _group(group) + _GROUPS[place]
    return text


def _group(group: int) -> str:
    """A number below ten thousand."""
    text, gap = "", False
    for place in (3, 2, 1, 0):
        digit = group // 10**place % 10
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + _PLACES[place]
        gap = not digit
    return text
