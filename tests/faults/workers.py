"""A clerk's program at work until it is killed: it says each thing that was confirmed, as JSON, one line each.

Run as ``python -m tests.faults.workers JOB REGISTER FALL AFTER [MORE]``. FALL is the number of the file operation
before which the program kills itself, 0 for none; AFTER the seconds after which the system ends it, counted from its
first breath when negative, else from where the work begins. Nothing is tidied up in either case.

``serve`` reads such words from its input, a JSON list each line, and has a child of its own do each job: what takes
long to load is loaded once.
"""

import json
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from decimal import Decimal
from itertools import count
from pathlib import Path

from hfp_desk.excel import importing
from hfp_desk.records import DIAGNOSIS, PERSON, SETTLEMENT, TREATMENT, Person
from hfp_desk.store import backup, drafts, entering, figures, keeping, restoring, taking_back, undoing, users_keeping
from hfp_desk.store.entering import Draft
from tests.faults.registers import PASSWORD, USER, opened

_TOUCHING = ("open", "os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "shutil.", "sqlite3.")


def main(words: list[str]) -> None:
    """Do a job until the end, which only the jobs that end by themselves see."""
    job, register, fall, after, *more = words
    if float(after) < 0:
        _end_after(-float(after))
    say("awake")
    JOBS[job](Path(register), _Begin(int(fall), float(after)), *more)
    say("finished")


def serve() -> None:
    """Have one child after another do a job."""
    say("serving")
    for line in sys.stdin:
        child = os.fork()
        if not child:
            try:
                main(json.loads(line))
            except BaseException:
                traceback.print_exc()
                sys.stderr.flush()
            os._exit(0)
        os.waitpid(child, 0)
        say("ended")


def say(done: str, **what: object) -> None:
    """Confirm something to whoever is listening: in one piece, whenever this process is killed."""
    os.write(sys.stdout.fileno(), json.dumps({"done": done, **what}, ensure_ascii=False).encode() + b"\n")


class _Begin:
    """Called where the work begins: from here on the program may end."""

    def __init__(self, fall: int, after: float) -> None:
        self._left = count(fall, -1)
        self._fall, self._after = fall, after

    def __call__(self) -> None:
        if self._fall:
            sys.addaudithook(self._touched)
        if self._after > 0:
            _end_after(self._after)
        say("begin")

    def _touched(self, event: str, _: tuple[object, ...]) -> None:
        if event.startswith(_TOUCHING) and next(self._left) == 1:
            _end()


def _end_after(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)  # nobody listens to the signal: the system ends the process
    else:
        threading.Timer(seconds, _end).start()


def _end() -> None:
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


def save(path: Path, begin: _Begin) -> None:
    """Save one person after another."""
    register = opened(path)
    first = Person.select().count()
    begin()
    for number in count(first):
        keeping.save(register, Person.new(name=f"保存{number}"))
        say("save", name=f"保存{number}")


def entry(path: Path, begin: _Begin) -> None:
    """Type a form and save it: person, diagnosis, stay and bill in one deed, what is typed kept meanwhile."""
    register = opened(path)
    policy = figures.in_force()
    first = Person.select().count()
    begin()
    for number in count(first):
        name = f"录入{number}"
        for typed in ("", "临", "临江镇"):
            texts = {"name": name, "address": typed}
            drafts.keep(register, drafts.Typed("person", "人员", texts))
        say("typed", name=name)
        forms = [
            Draft(PERSON, {"name": name}),
            Draft(DIAGNOSIS, {"disease": "肺癌"}),
            Draft(TREATMENT, {"disease": "肺癌", "hospital": "樟树市人民医院"}),
            Draft(SETTLEMENT, {"own_share": Decimal("12.50")}),
        ]
        entering.keep(register, policy, forms)
        say("entry", name=name)
        drafts.forget(register)


def bring(path: Path, begin: _Begin, *lists: str) -> None:
    """Import lists, one after another."""
    register = opened(path)
    begin()
    for one in lists:
        plan = importing.prepare(register, Path(one))
        say("prepared")
        say("import", batch=importing.commit(register, plan).batch)


def undo(path: Path, begin: _Begin, *lists: str) -> None:
    """Import a list, take it back, take a deed back, and again."""
    register = opened(path)
    begin()
    for one in lists:
        batch = importing.commit(register, importing.prepare(register, Path(one))).batch
        say("import", batch=batch)
        assert batch is not None
        undoing.undo_batch(register, batch)
        say("undo", batch=batch)
        person = Person.new(name=f"撤回{batch}")
        keeping.save(register, person)
        deed = taking_back.latest(register)
        assert deed is not None
        taking_back.take_back(register, deed)
        say("back", person=person.id)


def back_up(path: Path, begin: _Begin) -> None:
    """Change something and back it up, again and again."""
    register = opened(path)
    first = Person.select().count()
    begin()
    for number in count(first):
        keeping.save(register, Person.new(name=f"保存{number}"))
        say("save", name=f"保存{number}")
        say("backup", file=backup.make(register, backup.BY_HAND).path.name)


def restore(path: Path, begin: _Begin, *files: str) -> None:
    """Put one backup after another in the register's place."""
    begin()
    for file in files:
        restoring.restore(path, Path(file), USER, PASSWORD)
        say("restore", file=file)


def migrate(path: Path, begin: _Begin) -> None:
    """Open a register of the first program."""
    begin()
    opened(path)
    say("migrate")


def password(path: Path, begin: _Begin) -> None:
    """Change one's own password back and forth."""
    register = opened(path)
    now = PASSWORD
    begin()
    for number in count():
        new = f"{PASSWORD}-{number % 2}"
        users_keeping.change_password(register, now, new)
        now = new
        say("password", password=now)


Job = Callable[..., None]
JOBS: dict[str, Job] = {
    "save": save,
    "entry": entry,
    "import": bring,
    "undo": undo,
    "backup": back_up,
    "restore": restore,
    "migrate": migrate,
    "password": password,
}


if __name__ == "__main__":
    serve() if sys.argv[1:] == ["serve"] else main(sys.argv[1:])
