"""Apache PDFBox Preflight, a validator of PDF/A-1b that is none of ours, where it is installed.

Debian has it as libpdfbox2-java with libactivation-java and libjaxb-api-java.
"""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

_JARS = ("preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "javax.activation", "jaxb-api")
_FOLDER = Path("/usr/share/java")
_CLASSES = [_FOLDER / f"{name}.jar" for name in _JARS]


def installed() -> bool:
    """Whether Java and everything Preflight needs are on this machine."""
    return shutil.which("java") is not None and all(path.is_file() for path in _CLASSES)


def complaints(papers: Sequence[Path]) -> dict[str, str]:
    """What Preflight finds wrong, by file; nothing for a valid archive file. Each file is judged by its own words."""
    found = {}
    for paper in papers:
        path = ":".join(map(str, _CLASSES))
        command = ["java", "-cp", path, "org.apache.pdfbox.preflight.Validator_A1b", str(paper)]
        told = subprocess.run(command, capture_output=True, text=True, check=False)
        said = told.stdout + told.stderr
        if "is a valid PDF/A-1b file" not in said:
            found[paper.name] = said
    return found
