"""What a signed-in window works on: the register, who looks at it, and the policy in force."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from hfp_desk.gate import Viewer
from hfp_desk.policy import Policy
from hfp_desk.problems import Progress
from hfp_desk.store import figures, settings, users
from hfp_desk.store.opening import Register

T = TypeVar("T")

DISCREET = "looks.discreet"
"""What a user chose: "1" to have identity numbers and phones masked on the screen."""


@dataclass(frozen=True)
class Office:
    """Given to every page by its constructor."""

    register: Register
    viewer: Viewer
    policy: Policy
    discreet: bool = False

    @classmethod
    def of(cls, register: Register) -> "Office":
        """The office of a register that is open in this thread, with its own figures in the policy."""
        discreet = settings.get(DISCREET, "", register.user) == "1"
        return cls(register, users.viewer(register), figures.in_force(), discreet)

    @property
    def eyes(self) -> Viewer:
        """The viewer before this screen: who chose so sees numbers and phones masked in lists and on cards.

        What leaves the screen (forms, exports, papers) is for ``viewer``.
        """
        return self.viewer.at_the_screen(self.discreet)

    @property
    def may_enter(self) -> bool:
        """Whether records may be entered, changed, imported and voided here and now."""
        return self.viewer.may_enter and not self.register.read_only

    @property
    def administers(self) -> bool:
        """Whether users, settings and backups may be changed here and now."""
        return self.viewer.administers and not self.register.read_only

    def worded(self, text: str) -> str:
        """``text`` in the words of today's policy: 扶贫办 is 农业农村局 since 2023."""
        return self.policy.on(date.today()).worded(text)

    def in_session(self, function: Callable[[Progress], T]) -> Callable[[Progress], T]:
        """``function`` for ``desk.tasks.run``: on the worker it has a connection of that thread, closed afterwards."""

        def work(progress: Progress) -> T:
            with self.register.session():
                return function(progress)

        return work
