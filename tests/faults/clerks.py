"""Clerks at work, each in a process of its own that ends without warning."""

import os
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tests.faults.processes import Process, process

WORKERS = "tests.faults.workers"
_STAGES = ("awake", "begin")


class Clerks:
    """Does jobs of ``workers`` one after another; on Windows, which cannot fork, each loads everything anew."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stack = ExitStack()
        self._server: Process | None = None

    def __enter__(self) -> "Clerks":
        """Start what the clerks come from."""
        if hasattr(os, "fork"):
            self._server = self._stack.enter_context(self._process("serve"))
            self._server.hear(120)
        return self

    def __exit__(self, *_: object) -> None:
        """Send them home."""
        self._stack.close()

    def work(self, job: str, path: Path, moment: tuple[int, float], more: list[str]) -> list[dict[str, Any]]:
        """What a clerk confirmed before he was killed at that moment (or had finished)."""
        words = [job, str(path), str(moment[0]), str(moment[1]), *more]
        said = self._forked(words) if self._server is not None else self._started(words)
        complaint = (self._folder / "log").read_text(encoding="utf-8", errors="replace")
        assert "Traceback" not in complaint, complaint[-3000:]
        return [one for one in said if one["done"] not in _STAGES]

    def _forked(self, words: list[str]) -> list[dict[str, Any]]:
        assert self._server is not None
        self._server.ask(words)
        said = [self._server.hear(180)]
        while said[-1]["done"] != "ended":
            said.append(self._server.hear(180))
        return said[:-1]

    def _started(self, words: list[str]) -> list[dict[str, Any]]:
        with self._process(*words) as clerk:
            said: list[dict[str, Any]] = clerk.rest()
        return said

    def _process(self, *words: str) -> Any:
        return process(WORKERS, *words, home=self._folder / "home", log=self._folder / "log")
