"""Ctrl+Z: what was saved, voided or restored in this session goes back, the last first."""

from hfp_desk.problems import Refusal
from hfp_desk.store import taking_back
from hfp_desk.store.keeping import Changes
from ui.desk import Desk
from ui.office import Office


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
    """Take back the last deed of this session."""
    if not desk.done:
        desk.say("本次登录后还没有可以撤销的操作。", "warn")
        return
    try:
        changes = taking_back.take_back(office.register, desk.done.pop())
    except Refusal as refusal:
        desk.fail(refusal)
        return
    desk.changed.emit(changes)
    desk.say(f"已撤销上一步，还可以再撤销 {len(desk.done)} 步。" if desk.done else "已撤销上一步。")
