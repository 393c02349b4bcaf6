"""The set-up: what is locked, what is given to the browser, and what ./run and ./test say."""

import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements.txt", "requirements-checks.txt", "setup/uv.txt", "setup/npm.txt")
VENDOR = ROOT / "static" / "vendor"
STYLES = VENDOR / "dkfds" / "css" / "dkfds.min.css"


def locked(name: str) -> dict[str, str]:
    """Package and version of every requirement in a lock; a marker is part of the name."""
    lines = re.findall(r"^(\S+?)==(\S+)(.*?) \\$", (ROOT / name).read_text(), re.MULTILINE)
    return {package + marker: version for package, version, marker in lines}


def started(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_locked_with_hashes_and_without_a_registry(name: str) -> None:
    text = (ROOT / name).read_text()
    requirements = re.split(r"\n(?=\w)", text.replace("\\\n", ""))[1:]
    assert requirements
    assert all("==" in line and "--hash=sha256:" in line for line in requirements)
    assert "://" not in text
    assert "--index" not in text


def test_the_checks_run_on_the_versions_that_are_shipped() -> None:
    assert locked("requirements.txt").items() <= locked("requirements-checks.txt").items()


def test_npm_packages_are_exact_and_name_no_registry() -> None:
    manifest = json.loads((ROOT / "package.json").read_text())
    lock = json.loads((ROOT / "package-lock.json").read_text())
    wanted = manifest["dependencies"] | manifest["devDependencies"]
    found = {
        path.removeprefix("node_modules/"): package["version"]
        for path, package in lock["packages"].items()
        if path
    }
    assert found == wanted
    assert "resolved" not in json.dumps(lock)
    assert all(package["integrity"] for path, package in lock["packages"].items() if path)


def test_every_picture_and_font_that_the_design_system_names_is_there() -> None:
    named = set(
        re.findall(r"url\(\"?(\.\./[^)\"?#]+\.(?:woff2?|eot|ttf|svg|png))", STYLES.read_text())
    )
    assert len(named) > 50
    assert [name for name in sorted(named) if not (STYLES.parent / name).is_file()] == []


@pytest.mark.parametrize("style", ["Regular", "Italic", "Medium", "SemiBold", "Bold"])
def test_the_pdfs_have_their_fonts_with_their_licence(style: str) -> None:
    font = VENDOR / "fonts" / f"IBMPlexSans-{style}.ttf"
    assert font.read_bytes()[:4] == b"\x00\x01\x00\x00"
    assert (font.parent / "license.txt").is_file()


def test_nothing_of_others_is_committed() -> None:
    listed = started("git", "ls-files", "static/vendor", "node_modules", "*.ttf", "*.woff2")
    assert listed.stdout == ""


def test_run_says_how_it_is_used() -> None:
    helped = started("./run", "--help")
    assert (helped.returncode, helped.stderr) == (0, "")
    assert "--setup" in helped.stdout
    assert "--port" in helped.stdout


@pytest.mark.parametrize("arguments", [["--stop"], ["--port"], ["--port", "five"]])
def test_run_refuses_what_it_does_not_know(arguments: list[str]) -> None:
    refused = started("./run", *arguments)
    assert refused.returncode == 2
    assert refused.stdout == ""
    assert "Usage" in refused.stderr


def in_shell(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run some lines of shell in a folder with the set-up's functions at hand."""
    source = f'set -euo pipefail; source "$1"; {script}'
    command = ["bash", "-c", source, "bash", str(ROOT / "setup" / "steps.sh")]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_missing_system_packages_are_named_in_a_line_to_run(tmp_path: Path) -> None:
    as_anyone = "is_root() { return 1; }; apt_install chromium poppler-utils"
    told = in_shell(as_anyone, tmp_path)
    assert told.returncode == 1
    assert "sudo apt-get install --no-install-recommends chromium poppler-utils" in told.stderr


def test_what_was_done_is_not_done_again_until_something_changes(tmp_path: Path) -> None:
    script = """
        mkdir -p .tools .venv/bin static/vendor
        touch .venv/bin/tracker && chmod +x .venv/bin/tracker
        is_done run 'one' && echo early
        echo one >.tools/run.stamp
        is_done run 'one' && echo done
        is_done run 'two' || echo changed
        is_done checks 'one' || echo more
    """
    assert in_shell(script, tmp_path).stdout.split() == ["done", "changed", "more"]
