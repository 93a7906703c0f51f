"""What the villages of the coverage can be narrowed by: township, attribute, how they stand."""

from collections.abc import Mapping

from hfp_desk.codes import code_list
from hfp_desk.rules.coverage_states import WORDS
from hfp_desk.store.coverage import VillageLine
from ui.facets import ChoiceFacet, Values
from ui.office import Office
from ui.pages import asking
from ui.widgets.choices import Choice


def facets(office: Office) -> tuple[ChoiceFacet, ...]:
    """The chips over the list."""
    marks = [Choice(item.code, item.label) for item in code_list("village_status").items]
    states = [Choice(one.value, words) for one, words in WORDS.items()]
    return (
        ChoiceFacet("town", "乡镇", lambda: asking.towns(office)),
        ChoiceFacet("mark", "村属性", lambda: marks),
        ChoiceFacet("state", "判定", lambda: states),
    )


def lies_in(village: VillageLine, values: Mapping[str, Values]) -> bool:
    """Whether a village is among the townships and attributes chosen: what the figures stand for."""
    towns, marks = values.get("town", ()), values.get("mark", ())
    return (not towns or str(village.town) in towns) and (not marks or bool(village.marks.intersection(marks)))
