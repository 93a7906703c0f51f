"""The domain of the health poverty-relief register: records, rules, keeping, Excel and paper.

Nothing here knows the window: neither PySide6 nor ``ui`` is imported, so the same jobs run from the
command line, in tests and behind the screens.
"""

VERSION = "0.5.0"
