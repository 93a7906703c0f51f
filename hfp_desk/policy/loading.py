"""Reads the policy files: each edition says only what it changes, the rest comes from the one before it."""

import re
import tomllib
from datetime import date
from functools import cache
from typing import Any

import msgspec

from hfp_desk.policy.catalogue import disease
from hfp_desk.policy.model import PAYERS, Edition
from hfp_desk.problems import Refusal
from hfp_desk.resources import resource

_REGION = re.compile(r".+-\d{4}")
_NAMED = {
    **dict.fromkeys(("lists", "targets", "deadlines", "provisions", "items"), "name"),
    "words": "was",
}
"""The parts of an edition that go on from the one before, and by what their entries are told apart."""

Table = dict[str, Any]


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """A region's policy: its document and its editions, oldest first."""

    name: str
    label: str
    document: str
    abbreviation: str
    area: str
    editions: tuple[Edition, ...]

    def on(self, day: date) -> Edition:
        """The edition in force on ``day``; before the first one, the first."""
        begun = [edition for edition in self.editions if edition.starts <= day]
        return begun[-1] if begun else self.editions[0]


@cache
def names() -> tuple[str, ...]:
    """The policies that come with the program, the national one first."""
    found = [path.stem for path in resource("policy").glob("*.toml") if _REGION.fullmatch(path.stem)]
    return tuple(sorted(found, key=lambda name: (not name.startswith("national"), name)))


@cache
def load(name: str) -> Policy:
    """The policy called ``name``; a Refusal naming the known ones when there is none."""
    if name not in names():
        raise Refusal(f"没有名为「{name}」的政策版本。", f"请从以下版本中选择：{'、'.join(names())}。")
    raw = tomllib.loads(resource("policy", f"{name}.toml").read_text(encoding="utf-8"))
    return Policy(
        name=name,
        label=raw["label"],
        document=raw["document"],
        abbreviation=raw["abbreviation"],
        area=raw.get("area", ""),
        editions=_editions(raw["editions"] + _following(raw), raw.get("base", "")),
    )


def suggested(county: str) -> str:
    """The policy whose area holds the county code most closely, else the national one."""
    fitting = [load(name) for name in names() if county.startswith(load(name).area)]
    return max(fitting, key=lambda policy: len(policy.area)).name


def _following(raw: Table) -> list[Table]:
    """The editions of the frame that follows a region's own document once its years are over."""
    after = raw.get("successor", "")
    if not after:
        return []
    found: list[Table] = tomllib.loads(resource("policy", f"{after}.toml").read_text(encoding="utf-8"))["editions"]
    return found


def _editions(tables: list[Table], base: str) -> tuple[Edition, ...]:
    editions: list[Edition] = []
    before: Table = {}
    for table in tables:
        before = _merged(before, table)
        editions.append(_edition(before, base))
    return tuple(editions)


def _merged(before: Table, table: Table) -> Table:
    merged = {**before, **table}
    for key, told_by in _NAMED.items():
        merged[key] = _by_name(before.get(key, []), table.get(key, []), told_by)
    return merged


def _by_name(before: list[Table], changes: list[Table], told_by: str) -> list[Table]:
    """Entries of the same name replaced, new ones appended; ``added`` diseases join the earlier ones."""
    entries = {entry[told_by]: entry for entry in before}
    for change in changes:
        entry = dict(change)
        if "added" in entry:
            entry = _joined(entries.get(entry[told_by], {}), entry)
        entries[entry[told_by]] = entry
    return list(entries.values())


def _joined(before: Table, entry: Table) -> Table:
    """A list that goes on under its own name, with further diseases; its expected number grows with them."""
    added = entry.pop("added")
    known = before.get("diseases", [])
    fresh = [code for code in added if code not in known]
    joined = {**entry, "diseases": known + fresh}
    if "expected_count" not in entry and before.get("expected_count") is not None:
        joined["expected_count"] = before["expected_count"] + len(fresh)
    return joined


def _edition(table: Table, base: str) -> Edition:
    filled = dict(table)
    filled["targets"] = _targets(table["targets"], _inherited(base, table["from"]))
    filled["items"] = _by_name(_items(base, table["from"]), table["items"], "name")
    filled["lists"] = [_with_diseases(entry) for entry in table["lists"]]
    filled["payers"] = table["payers"] + [{"field": "other", "label": PAYERS["other"]}]
    return msgspec.convert(filled, Edition)


def _inherited(base: str, day: date) -> dict[str, Table]:
    if not base:
        return {}
    return {item.name: msgspec.structs.asdict(item) for item in load(base).on(day).targets if item.given}


def _items(base: str, day: date) -> list[Table]:
    """The services that hold wherever a region's document says nothing else."""
    return [msgspec.structs.asdict(item) for item in load(base).on(day).items] if base else []


def _targets(given: list[Table], inherited: dict[str, Table]) -> list[Table]:
    """Every figure of the catalogue in its order; a figure nobody knows is a fault of the file."""
    values = inherited | {entry["name"]: entry for entry in given}
    known = tomllib.loads(resource("policy", "targets.toml").read_text(encoding="utf-8"))["targets"]
    strange = values.keys() - {entry["name"] for entry in known}
    if strange:
        raise KeyError(*strange)
    return [{**entry, **values.get(entry["name"], {})} for entry in known]


def _with_diseases(entry: Table) -> Table:
    listed = [msgspec.structs.asdict(disease(code)) for code in entry.get("diseases", [])]
    return {**entry, "diseases": listed}
