"""What the policy documents of each region lay down, as dated data with the clause cited.

``resources/policy/<region>.toml`` holds the editions of one region; an edition says only what it changes. A figure
that no document gives stays empty, and the office fills it in. Records keep codes and dates, so an old
settlement is judged by the edition of its day. May import only ``problems`` and ``resources``.
"""

from hfp_desk.policy.catalogue import Disease, disease, diseases
from hfp_desk.policy.loading import Policy, load, names, suggested
from hfp_desk.policy.model import (
    PAYERS,
    Arrangement,
    Deadline,
    DiseaseList,
    Edition,
    Fee,
    Item,
    Payer,
    Provision,
    Recognised,
    Standing,
    Target,
)

__all__ = [
    "PAYERS",
    "Arrangement",
    "Deadline",
    "Disease",
    "DiseaseList",
    "Edition",
    "Fee",
    "Item",
    "Payer",
    "Policy",
    "Provision",
    "Recognised",
    "Standing",
    "Target",
    "disease",
    "diseases",
    "load",
    "names",
    "suggested",
]
