"""Ctrl+Z: what was saved, voided or restored in this session goes back, the last first, named before and after."""

from PySide6.QtGui import QAction

from hfp_desk.problems import Refusal
from hfp_desk.store import deeds, taking_back
from hfp_desk.store.keeping import Changes
from ui.desk import Desk
from ui.office import Office

_NOTHING = "撤销上一步"


def done(desk: Desk, office: Office, changes: Changes, words: str) -> None:
    """A deed by hand: the pages are told, the clerk is, and it can be taken back."""
    if changes:
        deed = taking_back.latest(office.register)
        if deed is not None:
            desk.done.append(deed)
        desk.changed.emit(changes)
        desk.say(words, "ok", "撤销", lambda: undo(desk, office))
    else:
        desk.say("没有改动，不用保存。")


def undo(desk: Desk, office: Office) -> None:
    """Take back the last deed of this session that still stands."""
    _forget_undone(desk, office)
    if not desk.done:
        desk.say("本次登录后还没有可以撤销的操作。更早的操作请在“日志”中撤销。", "warn")
        return
    deed = desk.done.pop()
    words = deeds.named(office.register, deed, office.viewer)
    try:
        changes = taking_back.take_back(office.register, deed)
    except Refusal as refusal:
        desk.fail(refusal)
        return
    desk.changed.emit(changes)
    left = f"还可以再撤销 {len(desk.done)} 步。" if desk.done else ""
    desk.say(f"已撤销：{words}。{left}")


def name_it(entry: QAction, desk: Desk, office: Office) -> None:
    """Say in a menu what Ctrl+Z would take back now."""
    _forget_undone(desk, office)
    words = deeds.named(office.register, desk.done[-1], office.viewer) if desk.done else ""
    entry.setText(f"撤销：{words}" if words else _NOTHING)


def _forget_undone(desk: Desk, office: Office) -> None:
    """What was taken back elsewhere, by 撤销合并 or in the log, is no step any more."""
    while desk.done and not taking_back.stands(office.register, desk.done[-1]):
        desk.done.pop()
