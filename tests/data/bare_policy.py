"""A policy with figures left open that the national frame gives for the time being."""

import msgspec

from hfp_desk.policy import Policy


def bare(policy: Policy, *names: str) -> Policy:
    """The policy without these figures, whatever the edition."""
    editions = []
    for edition in policy.editions:
        for name in names:
            edition = edition.with_target(name)
        editions.append(edition)
    return msgspec.structs.replace(policy, editions=tuple(editions))
