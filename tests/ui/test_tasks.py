"""Long work runs beside the window, one job after another, and can be stopped."""

from collections.abc import Iterator
from threading import Event, get_ident

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hfp_desk.problems import Cancelled, Progress, Refusal
from ui.tasks import Tasks
from ui.widgets.progress_strip import ProgressStrip

HERE = get_ident()


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.stop()


def test_work_is_done_elsewhere_and_its_result_comes_home(tasks: Tasks, qtbot: QtBot) -> None:
    threads: list[int] = []
    results: list[int] = []

    def work(_progress: Progress) -> int:
        threads.append(get_ident())
        return 7

    def done(result: int) -> None:
        threads.append(get_ident())
        results.append(result)

    tasks.run(work, done)
    assert tasks.busy
    qtbot.waitUntil(lambda: results == [7])
    assert not tasks.busy
    assert threads[0] != HERE
    assert threads[1] == HERE


def test_jobs_wait_for_each_other(tasks: Tasks, qtbot: QtBot) -> None:
    gate, order = Event(), []
    tasks.run(lambda _: gate.wait(10), lambda _: order.append("first"))
    tasks.run(lambda _: None, lambda _: order.append("second"))
    assert len(tasks.running) == 2
    gate.set()
    qtbot.waitUntil(lambda: len(order) == 2)
    assert order == ["first", "second"]


def test_progress_is_told_in_the_window_and_ends_full(tasks: Tasks, qtbot: QtBot) -> None:
    told: list[tuple[int, int, str]] = []

    def work(progress: Progress) -> None:
        for number in range(1, 1001):
            progress.step(number, 1000, "第二张表")

    with qtbot.waitSignal(tasks.run(work, lambda _: None, progress=lambda *step: told.append(step)).finished):
        pass
    assert told[-1] == (1000, 1000, "第二张表")
    assert len(told) < 200, "the window must not drown in progress"


def test_a_stopped_job_ends_at_its_next_step(tasks: Tasks, qtbot: QtBot) -> None:
    begun = Event()
    failed: list[Exception] = []
    done: list[object] = []

    def work(progress: Progress) -> None:
        begun.set()
        while True:
            progress.step(1, 2)

    task = tasks.run(work, done.append, failed.append)
    assert begun.wait(10)
    with qtbot.waitSignal(task.finished):
        task.cancel()
    qtbot.waitUntil(lambda: len(failed) == 1)
    assert isinstance(failed[0], Cancelled)
    assert done == []


def test_what_fails_is_told_to_the_window_unless_the_caller_wants_it(tasks: Tasks, qtbot: QtBot) -> None:
    def refuse(_progress: Progress) -> None:
        raise Refusal("文件正被占用。")

    with qtbot.waitSignal(tasks.failed) as told:
        tasks.run(refuse, lambda _: None)
    assert str(told.args[0]) == "文件正被占用。"
    mine: list[Exception] = []
    with qtbot.assertNotEmitted(tasks.failed):
        tasks.run(refuse, lambda _: None, mine.append)
        qtbot.waitUntil(lambda: len(mine) == 1)


def test_the_strip_shows_a_long_titled_job_and_stops_it(tasks: Tasks, qtbot: QtBot) -> None:
    strip = ProgressStrip(tasks)
    qtbot.addWidget(strip)
    quiet: list[object] = []
    gate = Event()
    tasks.run(lambda _: gate.wait(10), quiet.append)

    def work(progress: Progress) -> None:
        while True:
            progress.step(3, 12, "临江镇")

    task = tasks.run(work, quiet.append, quiet.append, title="导入名单")
    gate.set()
    qtbot.waitUntil(strip.isVisible)
    QTest.mouseClick(strip.cancel_button, Qt.MouseButton.LeftButton)
    assert task.cancelled
    qtbot.waitUntil(lambda: not strip.isVisible())


def test_a_quick_or_untitled_job_shows_nothing(tasks: Tasks, qtbot: QtBot) -> None:
    strip = ProgressStrip(tasks)
    qtbot.addWidget(strip)
    done: list[object] = []
    tasks.run(lambda _: 1, done.append, title="读取")
    tasks.run(lambda _: 2, done.append)
    qtbot.waitUntil(lambda: done == [1, 2])
    assert not strip.isVisible()


def test_nothing_begins_after_the_end(qtbot: QtBot) -> None:
    made = Tasks()
    done: list[int] = []
    made.stop()
    made.run(lambda _: 1, done.append, title="读取")
    assert not made.busy
    assert not done
