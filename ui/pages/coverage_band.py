"""The figures over the villages as the band shows them: few words, numerator and denominator, gaps as a warning."""

from collections.abc import Sequence
from dataclasses import dataclass

from hfp_desk.rules.coverage_figures import Figure
from hfp_desk.store.coverage import RULE
from ui.widgets.figure_band import Shown


@dataclass(frozen=True)
class _Said:
    words: str
    tone: str = ""
    shares: bool = True


_SAID = {
    "villages": _Said("行政村", shares=False),
    "clinic": _Said("有卫生室"),
    "standard": _Said("标准化"),
    "qualified": _Said("有合格村医"),
    "own": _Said("有室有医"),
    "covered": _Said("含替代覆盖"),
    "gap": _Said("空白点", "warn", shares=False),
    "substituted": _Said("替代", shares=False),
    "exempt": _Said("可不设", shares=False),
    "uncovered": _Said("未覆盖", "error", shares=False),
    "doctors": _Said("村医", shares=False),
    "run_out": _Said("证书过期", "error", shares=False),
    "open": _Said("未销号", "warn", shares=False),
    "unreported": _Said("未报送", "warn", shares=False),
}
"""The figures of the band in their order."""

_ABOUT_ALL = ("villages", "unreported")


def shown(figures: Sequence[Figure]) -> list[Shown]:
    """The figures as written: 行政村 208, 有卫生室 171/208; what is nothing to worry about has no tone."""
    known = {figure.name: figure for figure in figures}
    return [_shown(known[name], said) for name, said in _SAID.items() if name in known]


def words_of(name: str) -> str:
    """What the band calls a figure."""
    return _SAID[name].words


def _shown(figure: Figure, said: _Said) -> Shown:
    value = f"{figure.count:,}/{figure.whole:,}" if said.shares else f"{figure.count:,}"
    tone = said.tone if figure.count else ""
    hint = f"{figure.label}：回车或点击看名单"
    if figure.name in _ABOUT_ALL:
        hint += f"\n{RULE}"
    return Shown(figure.name, said.words, value, tone, hint)
