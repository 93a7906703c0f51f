"""健康扶贫台账: the window, or the same jobs without one.

python main.py                  opens the window
python main.py 樟树.hfp          opens the window at signing in to this register
python main.py COMMAND …        does one job and ends (``--help`` lists them)
python main.py demo [DIR]       the sample; its register is shown in the window where there is a screen
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

REFUSED = 1
REGISTER = ".hfp"


def main(words: Sequence[str]) -> int:
    """Do what the words ask for; the exit status. Whatever goes wrong is told in a sentence."""
    from hfp_desk import scratch

    try:
        scratch.claim()
        return _window(words) if _for_window(words) else _command(words)
    except KeyboardInterrupt:
        return REFUSED
    except Exception as error:
        from hfp_desk.mishap import report

        print(report(error), file=sys.stderr)
        return REFUSED


def _for_window(words: Sequence[str]) -> bool:
    return not words or (len(words) == 1 and words[0].lower().endswith(REGISTER))


def _command(words: Sequence[str]) -> int:
    from hfp_desk import command

    status = command.run(words)
    if status == command.DONE and words[0] == "demo" and "-h" not in words and "--help" not in words and screen():
        return _sample(Path(words[1]) if len(words) > 1 else Path("demo"))
    return status


def _window(words: Sequence[str]) -> int:
    if not screen() and "QT_QPA_PLATFORM" not in os.environ:
        print(
            "这里没有图形界面，窗口打不开。请在桌面环境中运行，或用 main.py --help 查看不开窗口的命令。",
            file=sys.stderr,
        )
        return REFUSED
    from ui import app, program

    register = Path(words[0]) if words else None
    return app.run(lambda window: program.started(window).begin(register))


def _sample(folder: Path) -> int:
    from hfp_desk.command import demo
    from ui import app, program

    register = folder.resolve() / demo.REGISTER_NAME
    return app.run(lambda window: program.started(window).sign_in_at_once(register, demo.USER, demo.PASSWORD))


def screen() -> bool:
    """Whether a window can be shown to somebody."""
    if os.environ.get("CI") or os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        return False
    shown = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return bool(shown) or not sys.platform.startswith("linux")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
