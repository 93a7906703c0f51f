"""A register of an older program is signed in to as any other; the page says that it is brought forward."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from hfp_desk.store import backup, migrating
from tests.domain.test_upgrading import old
from tests.ui.conftest import USER
from tests.ui.fronts import opened, seen
from ui.front.sign_in import SignInPage
from ui.tasks import Tasks

__all__ = ["old"]


def test_signing_in_brings_an_older_register_forward_and_says_so(qtbot: QtBot, tasks: Tasks, old: Path) -> None:
    page = SignInPage(tasks, [old], USER)
    seen(qtbot, page)
    qtbot.waitUntil(lambda: not tasks.busy, timeout=10_000)
    said: list[str] = []
    page.waiting.tell = lambda done, total, note: said.append(note)  # type: ignore[method-assign]
    page.password.editor.setText("linjiang-2020")
    register = opened(qtbot, page)
    with register.session():
        assert migrating.pending(register.db) == ()
    assert "正在升级登记簿" in said
    assert [made.reason for made in backup.all_of(old)] == [backup.BEFORE_UPGRADE]
    register.close()
