"""Starting the window: application, language, looks, and what happens to uncaught errors."""

import sys
from collections.abc import Callable, Sequence

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from ui import style
from ui.main_window import MainWindow


def application(argv: Sequence[str]) -> QApplication:
    """The application object, speaking Chinese and dressed in the light theme."""
    app = QApplication(list(argv))
    app.setApplicationName("hfp-desk")
    app.setApplicationDisplayName("")
    speak_chinese(app)
    style.apply(app, style.load())
    return app


def speak_chinese(app: QApplication) -> None:
    """Qt's own words (standard buttons, menus of a text field) in Simplified Chinese."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)


def run(begin: Callable[[MainWindow], object], argv: Sequence[str] = ()) -> int:
    """Open the window, let ``begin`` put its first page in, and stay until it is closed."""
    app = application(argv or sys.argv)
    app.setQuitOnLastWindowClosed(False)
    window = MainWindow()
    window.errors.install()
    begin(window)
    window.show()
    return app.exec()
