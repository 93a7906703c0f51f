"""Which columns the texts over and under a table go across, so that workbook and page set them alike."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from hfp_desk.returns.layout_heads import chars

Across = tuple[int, int]
"""The first and the last column of a text."""

_AIR = 2
_TO_SIGN = 20
"""Room in which somebody can sign."""


def at_right(widths: Sequence[float], texts: Sequence[str]) -> Across:
    """The last columns that hold the longest of these texts."""
    needed = max(map(chars, texts), default=0) + _AIR
    first = len(widths) - 1
    while first and sum(widths[first:]) < needed:
        first -= 1
    return first, len(widths) - 1


def beside(widths: Sequence[float], texts: tuple[str, str, str]) -> tuple[Across, ...]:
    """Columns for texts at the left, in the middle and at the right; none where a table is too narrow for that."""
    left, middle, right = (chars(text) + _AIR for text in texts)
    edges = list(accumulate(widths, initial=0.0))
    even = max(left, right)
    for from_left, from_right in ((even, even), (left, right)):
        first = next(place for place, edge in enumerate(edges) if edge >= min(from_left, edges[-1]))
        last = max(place for place, edge in enumerate(edges) if edges[-1] - edge >= min(from_right, edges[-1]))
        if 0 < first < last < len(widths) and edges[last] - edges[first] >= middle:
            return (0, first - 1), (first, last - 1), (last, len(widths) - 1)
    return ()


def shared_out(widths: Sequence[float], texts: Sequence[str]) -> tuple[Across, ...]:
    """Columns for texts that share the width by what they need; none where one of them would not fit its share."""
    needs = [max(chars(text), _TO_SIGN) + _AIR for text in texts]
    edges, wanted = list(accumulate(widths, initial=0.0)), list(accumulate(needs, initial=0.0))
    scale = edges[-1] / max(wanted[-1], 1)
    cuts = [min(range(len(edges)), key=lambda place: abs(edges[place] - share * scale)) for share in wanted]
    found = tuple((first, end - 1) for first, end in pairwise(cuts))
    for text, (first, last) in zip(texts, found, strict=True):
        if last < first or sum(widths[first : last + 1]) < chars(text) + _AIR:
            return ()
    return found


def in_one_line(width: float, texts: Sequence[str]) -> str:
    """Texts with as much room between them as a line of this width gives."""
    said = [text for text in texts if text]
    spare = int((width - sum(map(chars, said)) - _AIR) / 2 / max(len(said) - 1, 1))
    return ("　" * max(spare, 1)).join(said)
