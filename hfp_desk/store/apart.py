"""Two people who look like one and are known to be two: said once, never asked again."""

from hfp_desk.gate import ENTRY
from hfp_desk.records import NotDuplicate
from hfp_desk.store import history, users
from hfp_desk.store.opening import Register


def keep_apart(register: Register, person: int, others: list[int], reason: str = "") -> None:
    """Remember that ``person`` is none of ``others``; Refusal for a user who may not enter."""
    with register.session(), register.db.atomic():
        users.require(register, ENTRY, "认定不是同一人")
        for other in others:
            first, second = sorted((person, other))
            same = (NotDuplicate.first == first) & (NotDuplicate.second == second)
            if not NotDuplicate.select().where(same).exists():
                NotDuplicate.new(
                    first=first, second=second, decided_by=register.user, decided_at=history.now(), reason=reason
                ).save()
