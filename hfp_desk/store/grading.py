"""The grade of a written title, chosen once for all posted people who have it and no grade (domain.md §2.13).

A grade is never inferred from the words of a title; whoever knows it says it, once for all of a title.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from hfp_desk.codes import code_list
from hfp_desk.problems import Refusal
from hfp_desk.records import Posting
from hfp_desk.store import keeping
from hfp_desk.store.opening import Register


@dataclass(frozen=True)
class Ungraded:
    """A title as it is written, and the postings that have it without a grade."""

    title: str
    postings: tuple[int, ...]


def like(register: Register, posting: int) -> Ungraded:
    """The postings without a grade whose title is written as this one's, itself among them; none where it has one."""
    with register.session():
        one = Posting.get_by_id(posting)
        if one.title_grade or not one.title:
            return Ungraded(one.title, () if one.title_grade else (posting,))
        same = (Posting.title == one.title) & (Posting.title_grade == "") & (Posting.voided_at == "")
        return Ungraded(one.title, tuple(row.id for row in Posting.select(Posting.id).where(same).order_by(Posting.id)))


def grade(register: Register, postings: Collection[int], code: str) -> keeping.Changes:
    """Write a grade chosen for these postings in one deed; Refusal for a code that is no grade."""
    label = code_list("title_grade").shown(code)
    if label == code:
        raise Refusal(f"“{code}”不是职称级别。", "请从正高、副高、中级等级别中选择。")
    with register.session(), keeping.deed(register, f"职称级别定为{label}") as act:
        for one in Posting.select().where(Posting.id.in_(list(postings))).order_by(Posting.id):
            one.title_grade = code
            act.save(one)
        return act.changes
