"""Files as bad disks, bad sticks and bad programs leave them: real workbooks with something wrong inside."""

import io
import random
import re
import zipfile
from collections.abc import Callable

_FOREIGN = (b"\x00" * 50, b"\xff" * 7, b"<", b'"', b"&#x0;", b"\r\n\r\n", b"9" * 400)
_FAR_OFF = (b"-1", b"0", b"1048576", b"1048577", b"4294967295", b"99999999999999999999", b"1e309", b"NaN")

Mangle = Callable[[bytes, random.Random], bytes]


def flipped(content: bytes, dice: random.Random) -> bytes:
    """Some bits turned round."""
    bad = bytearray(content)
    for _ in range(dice.choice((1, 1, 3, 20, 200))):
        bad[dice.randrange(len(bad))] ^= 1 << dice.randrange(8)
    return bytes(bad)


def cut(content: bytes, dice: random.Random) -> bytes:
    """The end is missing."""
    return content[: dice.randrange(len(content))]


def headless(content: bytes, dice: random.Random) -> bytes:
    """The beginning is missing."""
    return content[dice.randrange(1, min(len(content), 4096) + 1) :]


def blanked(content: bytes, dice: random.Random) -> bytes:
    """A sector that reads as zeros, or as noise."""
    at, size = _block(content, dice)
    filling = bytes(size) if dice.random() < 0.6 else dice.randbytes(size)
    return content[:at] + filling + content[at + size :]


def swapped(content: bytes, dice: random.Random) -> bytes:
    """Two sectors in each other's place."""
    size = dice.choice((64, 512, 4096))
    blocks = [content[at : at + size] for at in range(0, len(content), size)]
    one, other = dice.randrange(len(blocks)), dice.randrange(len(blocks))
    blocks[one], blocks[other] = blocks[other], blocks[one]
    return b"".join(blocks)


def doubled(content: bytes, dice: random.Random) -> bytes:
    """A piece written twice."""
    at, size = _block(content, dice)
    return content[: at + size] + content[at:]


def shortened(content: bytes, dice: random.Random) -> bytes:
    """A piece left out."""
    at, size = _block(content, dice)
    return content[:at] + content[at + size :]


def stuffed(content: bytes, dice: random.Random) -> bytes:
    """Something foreign in the middle."""
    at = dice.randrange(len(content))
    foreign = dice.choice((*_FOREIGN, dice.randbytes(30)))
    return content[:at] + foreign + content[at:]


def emptied(content: bytes, dice: random.Random) -> bytes:
    """Nothing, or hardly anything."""
    return dice.choice((b"", b"\x00", b"\n", content[:4], b" " * 1000, b"\x00" * 4096, b"\xff\xfe", b"\xef\xbb\xbf"))


ANYWHERE: tuple[Mangle, ...] = (flipped, cut, headless, blanked, swapped, doubled, shortened, stuffed, emptied)
"""What may happen to any file."""


def inside_zip(content: bytes, dice: random.Random) -> bytes:
    """One part of a zip damaged before it was packed: the container is whole, its content is not."""
    parts = _parts(content)
    name = dice.choice(sorted(parts))
    parts[name] = dice.choice((*ANYWHERE, lying, deep, huge))(parts[name] or b" ", dice)
    return _packed(parts, dice)


def parts_astray(content: bytes, dice: random.Random) -> bytes:
    """A part missing, twice there, under another's name, or with a name that leads elsewhere."""
    parts = _parts(content)
    one, other = dice.choice(sorted(parts)), dice.choice(sorted(parts))
    match dice.randrange(5):
        case 0:
            del parts[one]
        case 1:
            parts[one], parts[other] = parts[other], parts[one]
        case 2:
            parts[f"../../{one}"] = parts.pop(one)
        case 3:
            parts[one.upper()] = parts.pop(one)
        case _:
            parts = {name: parts[name] for name in dice.sample(sorted(parts), dice.randrange(len(parts)))}
    return _packed(parts, dice)


def zip_directory(content: bytes, dice: random.Random) -> bytes:
    """The zip's list of contents damaged: sizes, places, checksums, the number of entries."""
    start = content.rfind(b"PK\x05\x06")
    at = int.from_bytes(content[start + 16 : start + 20], "little")
    bad = bytearray(content)
    for _ in range(dice.choice((1, 2, 8))):
        bad[dice.randrange(at, len(bad))] = dice.choice((0, 1, 0x7F, 0xFF, dice.randrange(256)))
    return bytes(bad)


def lying(part: bytes, dice: random.Random) -> bytes:
    """A number in the XML that is far off: rows, columns, styles, shared strings, counts."""
    found = list(re.finditer(rb'"(-?\d+)"|>(\d+)<|"[A-Z]{1,3}(\d+)"', part))
    if not found:
        return stuffed(part, dice)
    spot = dice.choice(found)
    start, end = next(spot.span(group) for group in (1, 2, 3) if spot[group] is not None)
    return part[:start] + dice.choice(_FAR_OFF) + part[end:]


def deep(part: bytes, dice: random.Random) -> bytes:
    """Elements within elements, or a word that stands for many words."""
    if dice.random() < 0.5:
        at = part.find(b">", part.find(b"?>") + 2) + 1
        return part[:at] + b"<a>" * 100_000 + b"</a>" * 100_000 + part[at:]
    words = b"".join(b'<!ENTITY w%d "%s">' % (n, b"&w%d;" % (n - 1) * 10) for n in range(1, 10))
    kind = b'<!DOCTYPE x [<!ENTITY w0 "ha">%s]>' % words
    at = part.find(b"?>") + 2 if b"?>" in part else 0
    return part[:at] + kind + part[at:].replace(b"</", b"&w9;</", 1)


def huge(part: bytes, dice: random.Random) -> bytes:
    """A cell at the far end of the sheet, or a range that says the sheet is full."""
    if b"</sheetData>" in part:
        far = dice.choice((b"XFD1048576", b"A1048576", b"XFD1", b"ZZZ99999999", b"A0", b"A"))
        row = b'<row r="%s"><c r="%s"><v>1</v></c></row>' % (re.sub(rb"\D", b"", far), far)
        part = part.replace(b"</sheetData>", row + b"</sheetData>")
        return re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', part)
    return re.sub(rb'number-(rows|columns)-repeated="\d+"', rb'number-\1-repeated="1048576"', part)


def bomb(content: bytes, dice: random.Random) -> bytes:
    """A part that is nothing when packed and hundreds of megabytes when not."""
    parts = _parts(content)
    name = dice.choice(sorted(parts))
    filler = dice.choice((b" ", b"<row/>", b"<c/>", b"\x00", b"<si><t/></si>"))
    parts[name] = parts[name][: len(parts[name]) // 2] + filler * ((300 << 20) // len(filler))
    return _packed(parts, dice, level=1)


ZIPPED: tuple[Mangle, ...] = (inside_zip, inside_zip, inside_zip, inside_zip, parts_astray, zip_directory)
"""What may happen to .xlsx, .xlsb and .ods besides."""


def ole_header(content: bytes, dice: random.Random) -> bytes:
    """The head of an .xls: where its sectors are said to lie."""
    bad = bytearray(content)
    for _ in range(dice.choice((1, 2, 5))):
        at = dice.randrange(24, 512) & ~3
        bad[at : at + 4] = dice.choice((b"\xff\xff\xff\xff", b"\xfe\xff\xff\xff", bytes(4), dice.randbytes(4)))
    return bytes(bad)


def records(content: bytes, dice: random.Random) -> bytes:
    """Records of an .xls with another kind, length or row number: the sectors hold, the sheet does not."""
    bad = bytearray(content)
    for _ in range(dice.choice((1, 3, 10))):
        at = dice.randrange(512, len(bad) - 4) & ~1
        bad[at : at + 2] = dice.choice((b"\xff\xff", b"\x00\x00", b"\x0a\x00", b"\xff\x7f", dice.randbytes(2)))
    return bytes(bad)


COMPOUND: tuple[Mangle, ...] = (ole_header, records, records, records)
"""What may happen to an .xls besides."""

MARKED: tuple[Mangle, ...] = (lying, deep, lying)
"""What may happen to XML and web pages besides."""


def fitting(content: bytes) -> tuple[Mangle, ...]:
    """All that may happen to a file with this content."""
    if content.startswith(b"PK"):
        return ANYWHERE + ZIPPED
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return ANYWHERE + COMPOUND
    return ANYWHERE + MARKED if content.lstrip(b"\xef\xbb\xbf")[:1] == b"<" else ANYWHERE


def _block(content: bytes, dice: random.Random) -> tuple[int, int]:
    size = dice.choice((1, 16, 512, 512, 4096))
    return dice.randrange(max(len(content) - size, 1)), size


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(parts: dict[str, bytes], dice: random.Random, level: int = 6) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return target.getvalue()
