"""五个清楚 (DZ §二（一）): for each person, what is still unclear about identity, disease, treatment, progress, effect.

Someone verified as not ill needs no treatment, progress or effect; for the ill every disease must be complete.
"""

from dataclasses import dataclass

NAMES = ("身份清楚", "疾病清楚", "救治清楚", "进度清楚", "成效清楚")
VERIFIED = "2"
MAJOR_BATCH, CHRONIC_BATCH, SAFETY_NET_BATCH = "1", "2", "3"


@dataclass(frozen=True)
class Illness:
    """One disease of a person and what is known of its treatment; codes, "" and False when not known."""

    label: str
    verify_state: str = ""
    verified_on: bool = False
    confirmed_at: bool = False
    batch: str = ""
    hospital: bool = False
    plan: bool = False
    signed: bool = False
    treated: bool = False
    settled: bool = False
    followed_up: bool = False
    effect: str = ""


@dataclass(frozen=True)
class Facts:
    """What the register holds of one person."""

    name: bool = False
    number: bool = False
    birth: bool = False
    village: bool = False
    household: bool = False
    relation: bool = False
    identity: bool = False
    phone: bool = False
    health: bool = False
    insured: bool = False
    healthy: bool = False
    poverty_state: bool = False
    illnesses: tuple[Illness, ...] = ()


@dataclass(frozen=True)
class Clear:
    """One of the five groups and the labels of what is missing in it."""

    label: str
    missing: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


@dataclass(frozen=True)
class FiveClears:
    """The five groups in the order of the document."""

    groups: tuple[Clear, ...]

    @property
    def score(self) -> int:
        """How many of the five are complete."""
        return sum(group.complete for group in self.groups)

    @property
    def complete(self) -> bool:
        """Whether all five are clear."""
        return self.score == len(self.groups)

    @property
    def missing(self) -> tuple[str, ...]:
        """Everything that is missing, in order."""
        return tuple(label for group in self.groups for label in group.missing)


def five_clears(facts: Facts) -> FiveClears:
    """The five groups of one person with what is missing in each."""
    missing = (_identity(facts), _disease(facts), *_each(facts), _effect(facts))
    return FiveClears(tuple(Clear(name, tuple(labels)) for name, labels in zip(NAMES, missing, strict=True)))


def _absent(known: dict[str, bool], prefix: str = "") -> list[str]:
    return [prefix + label for label, there in known.items() if not there]


def _identity(facts: Facts) -> list[str]:
    return _absent(
        {
            "姓名": facts.name,
            "证件号码": facts.number,
            "出生日期": facts.birth,
            "行政村": facts.village,
            "所在户": facts.household,
            "与户主关系": facts.relation,
            "人员身份": facts.identity,
            "联系电话": facts.phone,
            "参保情况": facts.insured,
        }
    )


def _disease(facts: Facts) -> list[str]:
    missing = _absent({"健康状况": facts.health})
    if not facts.illnesses:
        return missing + _absent({"患病核准": facts.healthy})
    for ill in facts.illnesses:
        missing += _absent(
            {
                "核实核准": ill.verify_state == VERIFIED,
                "核准日期": ill.verified_on,
                "确诊医院": ill.confirmed_at,
                "救治种类": bool(ill.batch),
            },
            f"{ill.label}：",
        )
    return missing


def _each(facts: Facts) -> tuple[list[str], list[str]]:
    """Treatment and progress, disease by disease: hospital care for 大病, signing and follow-up for 慢病."""
    treatment: list[str] = []
    progress: list[str] = []
    for ill in facts.illnesses:
        chronic = ill.batch == CHRONIC_BATCH
        arranged = {"签约服务": ill.signed} if chronic else {"定点医院": ill.hospital, "诊疗方案": ill.plan}
        done = {"随访记录": ill.followed_up} if chronic else {"救治记录": ill.treated, "费用结算": ill.settled}
        treatment += _absent(arranged, f"{ill.label}：")
        progress += _absent(done, f"{ill.label}：")
    return treatment, progress


def _effect(facts: Facts) -> list[str]:
    missing = _absent({"脱贫状态": facts.poverty_state})
    for ill in facts.illnesses:
        missing += _absent({"治疗效果": bool(ill.effect)}, f"{ill.label}：")
    return missing
