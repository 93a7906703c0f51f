"""登记变更记录 of a person and 操作日志 of a period: the history on paper, as the viewer may read it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from hfp_desk.fields import spec_of
from hfp_desk.gate import shown
from hfp_desk.problems import Refusal
from hfp_desk.records import Person
from hfp_desk.store import history, logbook, stays, telling
from hfp_desk.store.log_search import Wanted
from hfp_desk.store.logbook import Line
from hfp_desk.store.telling import Told

if TYPE_CHECKING:
    from hfp_desk.papers.job import Job
    from hfp_desk.printing.facts import Amount, StoryFacts, StoryRow
    from hfp_desk.printing.paper import Paper

_MOST = 20_000
_NOTHING = "（空）"


def draw_stories(paper: Paper, job: Job) -> int:
    """The story of each chosen person and of all that belongs to them, ordered by village."""
    from hfp_desk.printing.forms import people, story_sheet

    chosen = _chosen(job)
    facts = (one for person in chosen if (one := story_facts(person, job)).rows)
    return people.draw_people(paper, facts, story_sheet.draw, len(chosen), job.progress)


def draw_log(paper: Paper, job: Job) -> int:
    """The log of the chosen days (and person), the newest first."""
    from hfp_desk.printing.facts import Align, ListColumn, ListFacts
    from hfp_desk.printing.forms import list_table

    lines = list(islice(logbook.every(job.register, job.viewer, _wanted(job), job.progress), _MOST + 1))
    if not lines:
        return 0
    if len(lines) > _MOST:
        raise Refusal(f"这段时间的日志超过 {_MOST:,} 条，不能一次打印。", "请在左边选择较短的期间。")
    columns = (
        *(ListColumn("时间", 9.5), ListColumn("操作员", 4), ListColumn("动作", 5), ListColumn("内容", 30)),
        *(ListColumn("状态", 8), ListColumn("原因", 14), ListColumn("人数", 4, Align.RIGHT)),
    )
    facts = ListFacts("操作日志", columns, map(_cells, lines), job.office, _period(job), count=len(lines))
    return list_table.draw(paper, facts, job.progress)


def count_told(job: Job) -> int:
    """How many people have a story in the scope."""
    return len(_chosen(job))


def count_named(job: Job) -> int:
    """How many people the log was asked for; it names others too, who are not counted."""
    return len(job.scope.persons)


def story_facts(person: int, job: Job) -> StoryFacts:
    """The story of one person within the chosen days."""
    from hfp_desk.printing.facts import StoryFacts

    found = Person.get_by_id(person)
    name = shown(spec_of(Person.name), found.name, job.viewer)
    number = shown(spec_of(Person.id_number), found.id_number, job.viewer)
    place = "".join(one.name for one in (found.town, found.village) if one is not None)
    told = [(title, one) for title, one in telling.whole_story(job.register, person, job.viewer) if _within(one, job)]
    about = f"姓名：{name}　　证件号码：{number}　　住址：{place}　　登记编号：{found.number or found.id}"
    rows = tuple(row for title, one in told for row in _rows(title, one))
    return StoryFacts(job.office, place, name, about, _period(job), len(told), rows)


def _rows(title: str, told: Told) -> Iterator[StoryRow]:
    """One row a field; the first says when and who."""
    from hfp_desk.printing.facts import StoryRow

    head = (told.at[:16], told.user, f"{told.action} {title}")
    source = told.source or told.reason
    empty = "" if told.action == telling.ACTIONS[history.NEW] else _NOTHING
    for turn in told.turns:
        yield StoryRow(*head, turn.label, turn.old or empty, turn.new or _NOTHING, source)
        head, source = ("", "", ""), ""
    if not told.turns:
        yield StoryRow(*head, "", "", "", source)


def _chosen(job: Job) -> list[int]:
    """The persons asked for, voided ones too; else all with a disease or a stay."""
    return list(job.scope.persons) or stays.people_in(job.register, job.scope, job.viewer, ill=True)


def _within(told: Told, job: Job) -> bool:
    day, scope = told.at[:10], job.scope
    return (scope.since is None or day >= scope.since.isoformat()) and (
        scope.until is None or day <= scope.until.isoformat()
    )


def _wanted(job: Job) -> Wanted:
    scope = job.scope
    first, last = (day.isoformat() if day is not None else "" for day in (scope.since, scope.until))
    return Wanted(first, last, person=scope.persons[0] if scope.persons else None)


def _period(job: Job) -> str:
    since, until = job.scope.since, job.scope.until
    return f"期间：{since or '最早'} 至 {until or '今'}" if since or until else ""


def _cells(line: Line) -> tuple[tuple[str, ...], tuple[Amount, ...]]:
    return (line.at[:16], line.user, line.action, line.words, line.state, line.reason, line.people), ()
