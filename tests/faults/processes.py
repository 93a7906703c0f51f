"""Processes of our own that may hang or die: asked line by line, never waited for longer than allowed."""

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


class Ended(Exception):
    """The process hung or died; the words say which."""


class Process:
    """``python -m module words`` whose every line of output is JSON; what it says on stderr is kept."""

    def __init__(self, module: str, *words: str, home: Path, log: Path) -> None:
        environment = os.environ | {"HFP_DESK_HOME": str(home), "PYTHONIOENCODING": "utf-8", "RUST_BACKTRACE": "0"}
        self._log = log
        with log.open("ab") as said:
            self._process = subprocess.Popen(
                [sys.executable, "-m", module, *words],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
            )
        self._lines: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def ask(self, question: object) -> None:
        """Send a line."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(question).encode() + b"\n")
            self._process.stdin.flush()
        except OSError:
            raise Ended(f"died with status {self._process.wait()}: {self.complaint()}") from None

    def hear(self, seconds: float) -> Any:
        """The next line; Ended when it does not come in time."""
        try:
            said = self._lines.get(timeout=seconds)
        except queue.Empty:
            raise Ended(f"said nothing for {seconds} s") from None
        if said is Ended:
            raise Ended(f"died with status {self._process.wait()}: {self.complaint()}")
        return said

    def rest(self) -> list[Any]:
        """Everything said until the process ended."""
        found = []
        while (said := self._lines.get(timeout=60)) is not Ended:
            found.append(said)
        return found

    def kill(self) -> None:
        """SIGKILL, or what Windows has in its place: the process gets no chance to tidy up."""
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """End it, kindly first."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.close()
            self._process.wait(timeout=20)
        except (OSError, subprocess.TimeoutExpired):
            self.kill()
        self._reader.join(timeout=20)
        self._process.stdout.close()

    def complaint(self) -> str:
        """The end of what it said on stderr."""
        return self._log.read_text(encoding="utf-8", errors="replace")[-1500:]

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.endswith(b"\n"):  # a line cut off by the end of the process was not said
                self._lines.put(json.loads(line))
        self._lines.put(Ended)


@contextmanager
def process(module: str, *words: str, home: Path, log: Path) -> Iterator[Process]:
    """A process that is gone afterwards."""
    running = Process(module, *words, home=home, log=log)
    try:
        yield running
    finally:
        running.close()
