"""The name the program proposes for a file: the words of a title, never a path, a device or a trick of writing.

Titles come from clerks (kept lists, names of people on a paper) and from the files other offices send.
"""

import re
import unicodedata

LONGEST, BYTES = 80, 200
"""A name without its ending: with a deep folder still within the 260 characters of Windows, 255 bytes of Linux."""
_ENDING = re.compile(r"\.[0-9A-Za-z]{1,10}")
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_DEVICES = frozenset(
    {"CON", "PRN", "AUX", "NUL", "CLOCK$", "CONIN$", "CONOUT$"}
    | {f"{port}{number}" for port in ("COM", "LPT") for number in (*"0123456789", *"¹²³")}
)
"""Names that Windows gives to a device whatever ending follows."""


def proposed(title: str, ending: str = "", otherwise: str = "清单") -> str:
    """A name for a file about ``title`` with this ending (``.xlsx``); ``otherwise`` when nothing is left of it."""
    if ending and not _ENDING.fullmatch(ending):
        raise ValueError(ending)
    seen = "".join(letter for letter in title if not _is_hidden(letter))
    name = _cut(re.sub(r"\s+", " ", _FORBIDDEN.sub("_", seen)).strip(" ."))
    if not name.strip("_. "):
        name = otherwise
    return f"{'_' if _is_device(name) else ''}{name}{ending}"


def _cut(name: str) -> str:
    return name[:LONGEST].encode()[:BYTES].decode(errors="ignore").rstrip(" .")


def _is_hidden(letter: str) -> bool:
    """Control characters, those that turn the direction of writing, half characters: nothing a reader would see."""
    return unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def _is_device(name: str) -> bool:
    return name.partition(".")[0].rstrip(" ").upper() in _DEVICES
