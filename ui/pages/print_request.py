"""What a page asks the print page for: ``desk.go(pages.PRINT, request)``."""

from __future__ import annotations

from dataclasses import dataclass, field

from hfp_desk.store.scopes import Scope
from hfp_desk.store.views import View

LIST = "list"
"""The form that prints a list as it is seen; all others are those of ``hfp_desk.papers.FORMS``."""


@dataclass(frozen=True)
class PrintRequest:
    """``form`` for ``scope``; with ``LIST`` the rows of ``view`` under ``title``, ``conditions`` said above them."""

    form: str
    scope: Scope = field(default_factory=Scope)
    view: View | None = None
    title: str = ""
    conditions: str = ""
