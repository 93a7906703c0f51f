"""A whole session in a process of its own, every socket watched: python -m tests.ui.whole_session FOLDER.

A new register, a list imported, a paper printed, a list exported, a backup; then the window with every page opened,
closed by its own button. What touched a socket is told in a line each; the last line says how far it came.
"""

import os
import sys
from pathlib import Path
from typing import Any

LOCAL = {"socket.gethostname"}
"""Asks nobody: the name of this computer, for the log."""


def watch(event: str, given: tuple[Any, ...]) -> None:
    """Tell whatever has to do with a network."""
    if event.startswith("socket.") and event not in LOCAL:
        print("SOCKET", event, [str(one) for one in given[1:]], flush=True)
    elif event in {"urllib.Request", "http.client.connect", "ftplib.connect", "smtplib.connect"}:
        print("SOCKET", event, flush=True)


def without_window(folder: Path) -> Any:
    """The jobs of the office; the register, open."""
    from hfp_desk import papers
    from hfp_desk.excel import exporting, importing, receipts
    from hfp_desk.resources import resource
    from hfp_desk.store import backup, setup, users
    from hfp_desk.store.scopes import Scope
    from tests.data import senders
    from tests.ui.conftest import PASSWORD, USER

    register, _ = setup.new_register(
        folder / "樟树.hfp",
        office="樟树市卫生健康委员会",
        county="360982",
        policy_name="zhangshu-2020",
        user=USER,
        password=PASSWORD,
    )
    stays = resource("sample", "大病专项救治台账_人民医院_2020年一季度.xls")
    for sent in (senders.poor(folder / "名单.xlsx", senders.people(20)), stays):
        plan = importing.prepare(register, sent)
        receipts.keep(register, plan, importing.commit(register, plan))
    viewer = users.viewer(register)
    papers.save_form(register, "treatment-ledger", folder / "台账.pdf", Scope(), viewer)
    exporting.export_return(register, "people", folder / "人员.xlsx", viewer, purpose="上报上级")
    backup.make(register, backup.BY_HAND)
    return register


def with_window(register: Any) -> None:
    """Every page there is, then the window is closed."""
    from PySide6.QtTest import QTest

    from ui import app, entries
    from ui.main_window import MainWindow
    from ui.program import Program

    application = app.application(["hfp-desk"])
    window = MainWindow()
    window.errors.install()
    program = Program(window)
    program.left.connect(application.quit)
    window.show()
    register.db.close()
    program.enter(register)
    session = program.session
    assert session is not None
    seen = 0
    for entry in entries.entries(session.office):
        session.shell.go(entry.key)
        for _ in range(50):
            QTest.qWait(20)
            if not session.desk.busy:
                break
        seen += 1
    print("PAGES", seen, flush=True)
    window.close()
    if not program.tasks.busy or program.leaving.begun:
        application.exec()


def connected() -> list[str]:
    """Sockets of this process that reach beyond the computer, whatever library opened them (Linux knows)."""
    fds, tables = Path("/proc/self/fd"), ("tcp", "tcp6", "udp", "udp6", "raw", "raw6")
    if not fds.is_dir():
        return []
    open_now = {os.readlink(fd) for fd in fds.iterdir() if fd.is_symlink() and os.path.lexists(fd)}
    rows = [row.split() for name in tables for row in Path(f"/proc/self/net/{name}").read_text().splitlines()[1:]]
    return sorted(open_now & {f"socket:[{row[9]}]" for row in rows})


def main(folder: Path) -> None:
    """The session."""
    register = without_window(folder)
    with_window(register)
    network = sorted(name for name in sys.modules if name.startswith(("PySide6.QtNetwork", "PySide6.QtWebEngine")))
    print("LOADED", network, flush=True)
    print("CONNECTED", connected(), flush=True)
    print("END", flush=True)
    os._exit(0)


if __name__ == "__main__":
    sys.addaudithook(watch)
    main(Path(sys.argv[1]))
