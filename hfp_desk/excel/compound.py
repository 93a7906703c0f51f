"""The workbook stream of an .xls, alone in a fresh container: a reader cannot lose its way in the old one.

Sector chains of a damaged file may run in circles or name more sectors than there are; olefile notices, calamine
does not always. Only the stream is handed on.
"""

import io
import struct

from hfp_desk.excel.archives import damaged

_SECTOR, _SHORTEST = 512, 4096
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_IN_HEADER, _PER_SECTOR = 109, 128


def workbook_stream(content: bytes, name: str) -> bytes:
    """The workbook inside an .xls; a refusal when its container is damaged."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            return bytes(ole.openstream("Workbook" if ole.exists("Workbook") else "Book").read())
    except Exception as error:  # olefile raises whatever it trips over
        raise damaged(name) from error


def repacked(stream: bytes) -> bytes:
    """A container that holds nothing but this workbook stream."""
    stream = stream.ljust(_SHORTEST, b"\0")
    data = -(-len(stream) // _SECTOR)
    fats = lists = 0
    while fats * _PER_SECTOR < data + 1 + fats + lists:
        fats += 1
        lists = max(0, -(-(fats - _IN_HEADER) // (_PER_SECTOR - 1)))
    first_fat, first_list, directory = data, data + fats, data + fats + lists
    table = [*range(1, data), _END, *[_FAT] * fats, *[_FAT - 1] * lists, _END]
    table += [_FREE] * (fats * _PER_SECTOR - len(table))
    places = list(range(first_fat, first_fat + fats))
    sectors = [stream.ljust(data * _SECTOR, b"\0"), struct.pack(f"<{len(table)}I", *table)]
    sectors += _lists(places[_IN_HEADER:], first_list, lists)
    return b"".join([_header(places, first_list, lists, directory), *sectors, _directory(len(stream))])


def _lists(places: list[int], first: int, count: int) -> list[bytes]:
    """The sectors that say where the sector tables lie which the header has no room for."""
    found = []
    for number in range(count):
        part = places[number * (_PER_SECTOR - 1) : (number + 1) * (_PER_SECTOR - 1)]
        after = first + number + 1 if number + 1 < count else _END
        found.append(struct.pack("<128I", *part, *[_FREE] * (_PER_SECTOR - 1 - len(part)), after))
    return found


def _header(places: list[int], first_list: int, lists: int, directory: int) -> bytes:
    known = places[:_IN_HEADER]
    return struct.pack(
        "<8s16s5H6x9I109I",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        bytes(16),
        *(0x3E, 3, 0xFFFE, 9, 6),
        *(0, len(places), directory, 0, _SHORTEST, _END, 0),
        *(first_list if lists else _END, lists),
        *known,
        *[_FREE] * (_IN_HEADER - len(known)),
    )


def _directory(size: int) -> bytes:
    root = _entry("Root Entry", 5, 1, _END, 0)
    return root + _entry("Workbook", 2, _FREE, 0, size) + bytes(2 * 128)


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    written = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<III", _FREE, _FREE, child)
    return struct.pack("<64sHBB12s36xIQ", written, len(written), kind, 1, links, start, size)
