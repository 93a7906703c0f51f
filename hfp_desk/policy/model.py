"""The shape of a policy edition: frozen values, each with the clause it stands on."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Literal

import msgspec

from hfp_desk.policy import catalogue
from hfp_desk.policy.catalogue import Disease

PAYERS: Mapping[str, str] = MappingProxyType(
    {
        "basic": "基本医保",
        "major": "大病保险",
        "supplementary": "补充保险",
        "assistance": "医疗救助",
        "major_assistance": "大病救助",
        "temporary": "临时救助",
        "relief": "医疗机构减免",
        "safety_net": "政府兜底",
        "charity": "慈善救助",
        "public_health": "重大公卫资金",
        "poverty_fund": "扶贫资金",
        "other": "其他",
    }
)
"""Every payer column a settlement can have, with its usual label."""

OWN_WORDS = "本单位填写"


class _Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What all parts of an edition share: they do not change, and an unknown word in the file is a fault."""


class Payer(_Value, frozen=True):
    """A settlement column the edition pays through; ``assumed`` when no document of the region names it.

    One that ``tops_up`` fills what is reimbursed up to the edition's ratio; ``until`` is its last day; it bears all
    that is left inside the catalogue for its ``diseases`` (codes of the catalogue).
    """

    field: str
    label: str
    source: str = ""
    assumed: bool = False
    tops_up: bool = False
    until: date | None = None
    diseases: tuple[str, ...] = ()


class Fee(_Value, frozen=True):
    """A fee that hospitals waive (两免两减半): ``share`` per cent of it, of stays (1), of visits (2) or of both."""

    name: str
    label: str
    share: Decimal
    kinds: tuple[str, ...] = ("1", "2")
    source: str = ""
    assumed: bool = False


class DiseaseList(_Value, frozen=True):
    """A list of diseases; ``open`` when the document says that there are more, unnamed ones."""

    name: str
    label: str
    kind: Literal["free", "special", "chronic", "endemic", "restricted"]
    diseases: tuple[Disease, ...] = ()
    expected_count: int | None = None
    open: bool = False
    source: str = ""
    assumed: bool = False

    @property
    def complete(self) -> bool:
        """Whether every disease of the list is known by name."""
        return not self.open and len(self.diseases) >= (self.expected_count or 0)


class Target(_Value, frozen=True):
    """A figure to reach. Empty values were given by no document; ``assumed`` marks provisional ones."""

    name: str
    label: str
    unit: str
    operator: Literal[">=", "<=", "=", "band"]
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    source: str = ""
    assumed: bool = False

    @property
    def given(self) -> bool:
        """Whether there is anything to judge or show."""
        return not (self.value is None and self.low is None and self.high is None)


class Deadline(_Value, frozen=True):
    """A day by which the document wants something done."""

    name: str
    label: str
    due: date
    source: str = ""


class Arrangement(_Value, frozen=True):
    """A way to serve a village that has no clinic or no doctor; ``code`` is one of the code list of that name."""

    code: str
    label: str
    source: str = ""


class Provision(_Value, frozen=True):
    """A rule that is words, not a figure; an empty text waits for the office."""

    name: str
    label: str
    text: str
    source: str = ""


class Item(_Value, frozen=True):
    """A service of a contract: how often a year, for whom, and which records prove it.

    ``programmes`` and ``groups`` narrow it to people managed for a disease or of a group (codes); empty means everybody
    who signed. ``times`` is empty where no document gives a number: then the item is shown and not judged.
    """

    name: str
    label: str
    proof: str
    times: int | None = None
    programmes: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    package: str = ""
    within_weeks: int | None = None
    source: str = ""
    assumed: bool = False


class Word(_Value, frozen=True):
    """A word of the documents that a later one replaced (扶贫办, since 2023 农业农村局)."""

    was: str
    now: str


class Standing(StrEnum):
    """Whether a disease is on a list in force; ``UNKNOWN`` while some list is not fully named."""

    ON = "on"
    OFF = "off"
    UNKNOWN = "unknown"


class Recognised(_Value, frozen=True):
    """A disease that was recognised, and the lists of the edition it stands on."""

    disease: Disease
    lists: tuple[DiseaseList, ...]
    standing: Standing
    restricted: bool


class Edition(_Value, frozen=True, rename={"starts": "from"}, dict=True):
    """What one region's policy says from the day ``starts`` on."""

    starts: date
    label: str
    scope: str
    scope_areas: tuple[str, ...]
    scope_source: str = ""
    organisation: str = ""
    organisation_source: str = ""
    units: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    persons_source: str = ""
    village_marks: tuple[str, ...] = ()
    classes: str = ""
    classes_source: str = ""
    services: tuple[str, ...] = ()
    services_source: str = ""
    pooling_areas: tuple[str, ...] = ()
    pooling_source: str = ""
    payers: tuple[Payer, ...] = ()
    paying: tuple[str, ...] = ()
    paying_source: str = ""
    fees: tuple[Fee, ...] = ()
    lists: tuple[DiseaseList, ...] = ()
    targets: tuple[Target, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    arrangements: tuple[Arrangement, ...] = ()
    provisions: tuple[Provision, ...] = ()
    items: tuple[Item, ...] = ()
    words: tuple[Word, ...] = ()
    words_source: str = ""

    def worded(self, text: str) -> str:
        """``text`` in the words of this edition: what later documents renamed is called by its new name."""
        return self._renaming.sub(lambda found: self._renamed[found[0]], text) if self.words else text

    def target(self, name: str) -> Target:
        """The figure called ``name``; KeyError when ``targets.toml`` does not know it."""
        return self._targets[name]

    def disease_list(self, name: str) -> DiseaseList:
        """The disease list called ``name``; KeyError when the edition has none."""
        return {item.name: item for item in self.lists}[name]

    @property
    def payers_in_turn(self) -> tuple[Payer, ...]:
        """The payers in the order in which one pays after the other; that of the document where none is said."""
        last = len(self.paying)
        turns = {field: turn for turn, field in enumerate(self.paying)}
        return tuple(sorted(self.payers, key=lambda payer: turns.get(payer.field, last)))

    def payer_label(self, field: str) -> str:
        """How this edition calls a settlement column."""
        return next((payer.label for payer in self.payers if payer.field == field), PAYERS[field])

    def recognise(self, text: str = "", icd: str = "", age: int | None = None) -> Recognised | None:
        """The disease meant by a name, an ICD-10 code or both; None when unknown or not certain.

        ``age`` keeps a code alone from meaning a children's disease in a grown-up.
        """
        found = catalogue.recognise(text, icd, age)
        return None if found is None else self.standing(found)

    def standing(self, found: Disease) -> Recognised:
        """The lists on which a disease, or the broader one it is part of, stands."""
        return self._standing[found.code]

    def with_target(
        self,
        name: str,
        value: Decimal | None = None,
        low: Decimal | None = None,
        high: Decimal | None = None,
        source: str = OWN_WORDS,
    ) -> "Edition":
        """This edition with a figure the office filled in."""
        filled = msgspec.structs.replace(
            self.target(name), value=value, low=low, high=high, source=source, assumed=False
        )
        targets = tuple(filled if item.name == name else item for item in self.targets)
        return msgspec.structs.replace(self, targets=targets)

    def with_diseases(self, name: str, codes: Iterable[str], source: str = OWN_WORDS) -> "Edition":
        """This edition with the diseases of a list filled in by the office."""
        chosen = tuple(catalogue.disease(code) for code in codes)
        filled = msgspec.structs.replace(
            self.disease_list(name), diseases=chosen, open=False, source=source, assumed=False
        )
        lists = tuple(filled if item.name == name else item for item in self.lists)
        return msgspec.structs.replace(self, lists=lists)

    @cached_property
    def _renamed(self) -> dict[str, str]:
        return {word.was: word.now for word in self.words}

    @cached_property
    def _renaming(self) -> re.Pattern[str]:
        """The longest word first, so that 农村贫困人口 is not read as 贫困人口."""
        return re.compile("|".join(re.escape(word) for word in sorted(self._renamed, key=len, reverse=True)))

    @cached_property
    def _targets(self) -> dict[str, Target]:
        return {item.name: item for item in self.targets}

    @cached_property
    def _standing(self) -> dict[str, Recognised]:
        return {item.code: self._stand(item) for item in catalogue.diseases()}

    def _stand(self, found: Disease) -> Recognised:
        on = tuple(each for each in self.lists if any(catalogue.covers(listed, found) for listed in each.diseases))
        treated = [each for each in on if each.kind != "restricted"]
        unknown = any(not each.complete for each in self.lists)
        standing = Standing.ON if treated else Standing.UNKNOWN if unknown else Standing.OFF
        restricted = found.restricted or any(each.kind == "restricted" for each in on)
        return Recognised(disease=found, lists=on, standing=standing, restricted=restricted)
