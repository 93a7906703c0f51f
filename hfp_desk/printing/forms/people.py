"""Many people's sheets in one PDF, with an outline by village and person for the reader."""

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from hfp_desk.printing.paper import Paper
from hfp_desk.problems import SILENT, Progress


class PersonFacts(Protocol):
    """Facts about one person, kept by village."""

    @property
    def village(self) -> str:
        """Township and village, as the outline shows them."""
        ...

    @property
    def name(self) -> str:
        """The person's name."""
        ...


Facts = TypeVar("Facts", bound=PersonFacts)


def draw_people(
    paper: Paper,
    people: Iterable[Facts],
    draw: Callable[[Paper, Facts], None],
    count: int = 0,
    progress: Progress = SILENT,
) -> int:
    """Draw each person's sheet, in the order given (sort by village first); gives their number."""
    village: str | None = None
    done = 0
    for facts in people:
        paper.end()
        if facts.village != village:
            village = facts.village
            paper.bookmark(village or "未登记行政村", 0)
        paper.bookmark(facts.name or "空白表", 1)
        draw(paper, facts)
        done += 1
        progress.step(done, max(count, done), facts.name)
    return done
