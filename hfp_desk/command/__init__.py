"""The same jobs without a window, for automation and for tests: ``python main.py import 樟树.hfp 名单.xlsx``.

Exit status 0 done, 1 refused with one sentence, 2 wrong usage. May import everything of the domain; never ``ui``.
"""

import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from peewee import DatabaseError

from hfp_desk import mishap, scratch
from hfp_desk.command.parser import build
from hfp_desk.problems import Refusal
from hfp_desk.store import traces

DONE, REFUSED, WRONG_USAGE = 0, 1, 2


def run(arguments: Sequence[str]) -> int:
    """Carry out one command; its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        given = build().parse_args(list(arguments))
    except SystemExit as stop:
        return int(stop.code or DONE)
    scratch.sweep()
    try:
        given.job(given)
    except Refusal as refusal:
        print(str(refusal), file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print("已停止，没有写入任何内容。", file=sys.stderr)
        return REFUSED
    except DatabaseError as error:
        return _told(error, given)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE


def _told(error: DatabaseError, given: Namespace) -> int:
    """A register that is damaged or cannot be written is no bug; what is none of these goes on."""
    told = mishap.understood(error)
    if told is None:
        raise error
    if mishap.is_damage(error) and isinstance(getattr(given, "register", None), Path):
        traces.suspect(given.register)
    print(str(told), file=sys.stderr)
    return REFUSED
