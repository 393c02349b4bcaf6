"""The contracts of import name all there is, and nothing that is not."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "tracker"
PACKAGES = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
MODULES = {path.stem for path in PACKAGE.glob("*.py")}


def contracts() -> list[dict[str, Any]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    found: list[dict[str, Any]] = settings["tool"]["importlinter"]["contracts"]
    return found


def test_every_package_stands_in_one_layer() -> None:
    (layers,) = (each["layers"] for each in contracts() if each["type"] == "layers")
    named = [name.strip() for layer in layers for name in layer.split("|")]
    assert sorted(set(named) - {"cli", "serving"}) == sorted(PACKAGES)
    assert len(named) == len(set(named))


@pytest.mark.parametrize("library", ["smtplib", "huey"])
def test_outbound_alone_imports_smtp_and_the_queue(library: str) -> None:
    imports = re.compile(rf"^\s*(import|from) {library}\b", re.MULTILINE)
    found = {
        path.relative_to(PACKAGE).parts[0]
        for path in PACKAGE.rglob("*.py")
        if imports.search(path.read_text())
    }
    assert found == {"outbound"}


def test_the_contract_of_the_way_out_holds_for_everything_but_outbound() -> None:
    bound = {
        name.removeprefix("tracker.")
        for each in contracts()
        if "smtplib" in each.get("forbidden_modules", ())
        for name in each["source_modules"]
    }
    assert PACKAGES - {"outbound"} <= bound
    assert {"doctor", "entry", "serving", "cli"} <= bound <= PACKAGES | MODULES
