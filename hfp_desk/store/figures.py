"""The policy of the office: its region, with the figures it filled in where no document gives any.

A figure holds from the edition it was filled in for, through the later ones, wherever the document itself says
nothing or only something provisional. The documents' own figures are never overwritten.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import msgspec

from hfp_desk import policy
from hfp_desk.policy import Edition, Policy, Target
from hfp_desk.problems import Refusal
from hfp_desk.store import settings
from hfp_desk.store.opening import Register

_KEY = "office.figures"


@dataclass(frozen=True)
class Figure:
    """What the office filled in: one value, or the ends of a band around it."""

    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing was filled in."""
        return self.value is None and self.low is None and self.high is None


def in_force() -> Policy:
    """The policy of the office's region, with its own figures."""
    return filled(policy.load(str(settings.get(settings.POLICY, policy.names()[0]))))


def filled(region: Policy) -> Policy:
    """A region's policy with the figures kept for it in this register."""
    kept = _kept(region.name)
    editions = tuple(_filled(edition, kept) for edition in region.editions)
    return msgspec.structs.replace(region, editions=editions)


def editable(target: Target) -> bool:
    """Whether the office may fill in this figure (``target`` as the document has it)."""
    return not target.given or target.assumed


def fill(register: Register, region: str, edition: Edition, name: str, figure: Figure) -> None:
    """Keep a figure from ``edition`` on and log it; an empty one takes it back. Refusal when the document gives it."""
    written = policy.load(region).on(edition.starts).target(name)
    if not editable(written):
        found = f"“{written.label}”由文件规定（{written.source}），不能改动。"
        raise Refusal(found, "文件变动时请更换政策地区或版本。")
    if figure.low is not None and figure.high is not None and figure.low > figure.high:
        raise Refusal(f"“{written.label}”的下限大于上限。", "请核对两个数后再保存。")
    kept: dict[str, Any] = dict(settings.get(_KEY, {}))
    values, mark = {**kept.get(region, {})}, _mark(edition.starts, name)
    before = values.pop(mark, None)
    after = None if figure.empty else [None if part is None else str(part) for part in _parts(figure)]
    if after is not None:
        values[mark] = after
    label = f"指标“{written.label}”（{edition.label}）"
    settings.change(register, _KEY, {**kept, region: values}, label, (_told(before), _told(after)))


def read(text: str, unit: str) -> Decimal | None:
    """A figure as typed; Refusal for what is no number, or no percentage."""
    plain = text.strip().rstrip("%％").replace(",", "").replace("，", "")
    if not plain:
        return None
    try:
        value = Decimal(plain)
    except InvalidOperation:
        raise Refusal(f"“{text}”不是数字。", "请只填数字，如 90 或 85.5。") from None
    if not value.is_finite() or value < 0 or (unit == "%" and value > 100):
        limit = "0 到 100 之间" if unit == "%" else "不小于 0"
        raise Refusal(f"“{text}”超出范围。", f"这一项应填{limit}的数字。")
    return value


def _filled(edition: Edition, kept: Mapping[tuple[date, str], Figure]) -> Edition:
    free = {item.name for item in edition.targets if editable(item)}
    for (start, name), figure in sorted(kept.items(), key=lambda pair: pair[0]):
        if start <= edition.starts and name in free:
            edition = edition.with_target(name, figure.value, figure.low, figure.high)
    return edition


def _kept(region: str) -> dict[tuple[date, str], Figure]:
    stored: dict[str, Any] = dict(settings.get(_KEY, {})).get(region, {})
    found = {}
    for mark, parts in stored.items():
        start, _, name = mark.partition(" ")
        found[date.fromisoformat(start), name] = Figure(*(None if part is None else Decimal(part) for part in parts))
    return found


def _told(parts: list[str | None] | None) -> str:
    """A figure as the log says it: 目标 90，下限 88."""
    named = zip(("目标", "下限", "上限"), parts or (), strict=False)
    return "，".join(f"{word} {part}" for word, part in named if part is not None)


def _parts(figure: Figure) -> tuple[Decimal | None, ...]:
    return figure.value, figure.low, figure.high


def _mark(start: date, name: str) -> str:
    return f"{start.isoformat()} {name}"
