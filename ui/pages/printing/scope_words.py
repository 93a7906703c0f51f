"""What the fields of a scope offer, and what is said under them."""

from collections.abc import Sequence

from hfp_desk.papers import Takes
from hfp_desk.store.places import TOWN, VILLAGE, PlaceLine
from ui.widgets.choices import Choice

ON_NOTICES = "公示只印姓名、乡镇、村、类别和金额，证件号码、电话、住址、健康信息一律不印。"
"""What a public notice leaves out."""
_OF_PATIENTS = "台账按入院日期选取。帮扶表和一人一档打印患病人员，选定一人时只打印此人。"
_OF_ONE = "选乡镇、村或人员，按村打印；期间一般选一年。一人一年满四次的续在下一张。"
_BY_HAND = "不选范围时打印不带姓名的空白表；选了村，给在管的人各印一张带姓名的。"


def advice(takes: Takes) -> str:
    """What the fields do for a form."""
    if takes.copies:
        return _BY_HAND
    if takes.period and not takes.since:
        return "按“到”的日期截止统计，不填为今天。"
    if takes.record is not None and takes.persons:
        return _OF_ONE
    if takes.record is not None:
        return f"不选{takes.record.title}时按期间打印全部；在其页面按 F7 只打印当前这一条。"
    return _OF_PATIENTS


def fitting(places: Sequence[PlaceLine], level: str, text: str, within: tuple[int, ...]) -> list[Choice]:
    """The places of a level by a part of their name or alias; villages only of the townships chosen."""
    towns = {place.id: place.name for place in places if place.level == TOWN}
    return [
        Choice(place.id, place.name, hint=towns.get(place.parent or 0, "") if level == VILLAGE else "")
        for place in places
        if place.level == level
        and not place.gone_into
        and (not within or place.parent in within)
        and any(text in name for name in (place.name, *place.aliases))
    ]
