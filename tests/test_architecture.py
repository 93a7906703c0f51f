"""The rules of the house that no other tool proves: sizes, words for the reader, what must stay outside."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).resolve().parent.parent
FILE_LIMIT, FILE_MEDIAN = 300, 120
FUNCTION_LIMIT, FUNCTION_MEDIAN = 40, 10
HEAVY = {
    *("openpyxl", "xlsxwriter", "python_calamine", "msoffcrypto", "charset_normalizer"),
    *("reportlab", "pypdfium2", "PIL", "fontTools", "pypinyin"),
}
NETWORK = {"socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "requests", "PySide6.QtNetwork"}
READ = ("*.md", "*.toml", "LICENSE", ".gitignore", ".ci/*", "docs/**/*", "packaging/**/*", "resources/**/*")
# Names that are spelt like addresses: XML and PDF vocabularies, which nothing ever opens.
VOCABULARY = r"(www\.w3\.org|purl\.(org|oclc\.org)|ns\.adobe\.com|www\.aiim\.org|schemas\.(openxmlformats|microsoft)\.)"
FORBIDDEN = re.compile(rf"(https?|ftp)://(?!{VOCABULARY})|/(work|home|root|Users)/\w|\b[A-Z]:\\Users\\")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def sources(*folders: str) -> list[Path]:
    """Python files of some top-level folders, or of the whole program when none is named."""
    top = [*ROOT.glob("*.py")] if not folders else []
    names = folders or ("hfp_desk", "ui", "packaging", "tests")
    return sorted(top + [path for name in names for path in (ROOT / name).rglob("*.py")])


@cache
def tree(path: Path) -> ast.Module:
    """The parsed file, once for all tests."""
    return ast.parse(path.read_text(encoding="utf-8"))


def place(path: Path, node: ast.AST | None = None) -> str:
    """Where something is, as an editor understands it."""
    return path.relative_to(ROOT).as_posix() + (f":{getattr(node, 'lineno', 0)}" if node else "")


def length(path: Path) -> int:
    """Lines of a file."""
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(path: Path) -> Iterator[tuple[Function, int]]:
    """Each function of a file with its lines, decorators not counted."""
    for node in ast.walk(tree(path)):
        if isinstance(node, Function):
            yield node, (node.end_lineno or node.lineno) - node.lineno + 1


def imports(path: Path) -> set[str]:
    """Full names of the modules a file imports, wherever it does."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.update({node.module}, {f"{node.module}.{alias.name}" for alias in node.names})
    return found


def public(node: ast.Module | ast.ClassDef) -> Iterator[ast.ClassDef | Function]:
    """Classes and functions others may use, methods included."""
    for child in node.body:
        if isinstance(child, ast.ClassDef | Function) and not child.name.startswith("_"):
            yield child
            if isinstance(child, ast.ClassDef):
                yield from public(child)


def test_no_file_is_too_long() -> None:
    long = [f"{place(path)}: {length(path)} lines" for path in sources() if length(path) > FILE_LIMIT]
    assert not long, "\n".join(long)


def test_no_function_is_too_long() -> None:
    long = [
        f"{place(path, node)} {node.name}: {lines} lines"
        for path in sources()
        for node, lines in functions(path)
        if lines > FUNCTION_LIMIT
    ]
    assert not long, "\n".join(long)


def test_files_and_functions_are_short_as_a_rule() -> None:
    files = [length(path) for path in sources("hfp_desk", "ui")]
    bodies = [lines for path in sources("hfp_desk", "ui") for _, lines in functions(path)]
    assert median(files) <= FILE_MEDIAN
    assert median(bodies) <= FUNCTION_MEDIAN


def test_everything_public_says_what_it_is() -> None:
    silent = [place(path) for path in sources("hfp_desk", "ui") if not ast.get_docstring(tree(path))]
    silent += [
        f"{place(path, node)} {node.name}"
        for path in sources("hfp_desk", "ui")
        for node in public(tree(path))
        if not ast.get_docstring(node)
    ]
    assert not silent, "\n".join(silent)


def test_only_the_command_line_prints() -> None:
    prints = [
        place(path, node)
        for path in sources("hfp_desk", "ui")
        if (ROOT / "hfp_desk" / "command") not in path.parents
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert not prints, "\n".join(prints)


@pytest.mark.parametrize(
    ("folder", "outside"),
    [
        ("hfp_desk", {"PySide6", "shiboken6", "ui"}),
        ("ui", {"peewee", "playhouse", "sqlcipher3", "sqlite3", "openpyxl", "reportlab", "python_calamine"}),
    ],
)
def test_floors_keep_to_their_tools(folder: str, outside: set[str]) -> None:
    strangers = [
        f"{place(path)}: {name}"
        for path in sources(folder)
        for name in sorted(imports(path))
        if name.partition(".")[0] in outside
    ]
    assert not strangers, "\n".join(strangers)


def test_the_program_never_talks_to_a_network() -> None:
    talkers = [f"{place(path)}: {imports(path) & NETWORK}" for path in sources("hfp_desk", "ui")]
    assert not [line for line in talkers if not line.endswith("set()")]


def test_files_name_no_machine_and_no_address() -> None:
    found: list[str] = []
    for path in {*sources(), *(path for pattern in READ for path in ROOT.glob(pattern))} - {Path(__file__)}:
        # The licence of a font is handed on word for word, with its author's address.
        if not path.name.startswith("LICENSE-"):
            found += [f"{place(path)}: {match}" for match in forbidden(path)]
    assert not found, "\n".join(sorted(found))


def forbidden(path: Path) -> list[str]:
    """Paths of somebody's machine and addresses in a text file; a file that is no text has none."""
    try:
        text = path.read_text(encoding="utf-8") if path.is_file() and "__pycache__" not in path.parts else ""
    except UnicodeDecodeError:
        return []
    return [text[found.start() : found.end() + 40].splitlines()[0] for found in FORBIDDEN.finditer(text)]


def test_addresses_and_machine_paths_would_be_seen(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("see https:" + "//example.org/a\nin /ho" + "me/wang/desk\n")
    assert forbidden(page) == ["https:" + "//example.org/a", "/ho" + "me/wang/desk"]
    page.write_text('<svg xmlns="http:' + '//www.w3.org/2000/svg">')
    assert forbidden(page) == []


def pinned(name: str) -> dict[str, str]:
    """Versions of a requirements file; names as package indexes compare them."""
    lines = (ROOT / "packaging" / name).read_text(encoding="utf-8").splitlines()
    pairs = (line.partition(";")[0].partition("==") for line in lines if line and not line.startswith("#"))
    return {re.sub(r"[-_.]+", "-", package).lower(): version.strip() for package, _, version in pairs}


def test_every_package_is_pinned_once() -> None:
    run, tools = pinned("requirements.txt"), pinned("requirements-test.txt")
    assert all((run | tools).values())
    assert not run.keys() & tools.keys()


def test_every_foreign_import_is_pinned() -> None:
    own = {"hfp_desk", "ui", *sys.stdlib_module_names}
    names = {name.partition(".")[0] for path in sources("hfp_desk", "ui") for name in imports(path)} - own
    owners = packages_distributions()
    packages = {re.sub(r"[-_.]+", "-", owner).lower() for name in names for owner in owners.get(name, [name])}
    assert not packages - pinned("requirements.txt").keys()


def test_requirements_are_the_dependencies_of_the_project() -> None:
    dynamic = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["dynamic"]
    assert dynamic["dependencies"]["file"] == ["packaging/requirements.txt"]
    assert dynamic["optional-dependencies"]["test"]["file"] == ["packaging/requirements-test.txt"]


@pytest.mark.parametrize("module", ["hfp_desk.store", "hfp_desk.command", "ui.app", "ui.main_window"])
def test_start_up_does_not_wait_for_heavy_libraries(module: str) -> None:
    code = f"import sys, {module}; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    loaded = {name.partition(".")[0] for name in told.stdout.split()}
    assert not loaded & HEAVY
