"""Keeps what the fourteen say now: to be read, and then to be held against."""

from pathlib import Path
from tempfile import TemporaryDirectory

from tests.factories import a_unit, some_settings
from tests.reports.fourteen import SNAPSHOTS, fourteen

if __name__ == "__main__":
    with TemporaryDirectory() as folder, a_unit(some_settings(Path(folder))) as act:
        for name, report in fourteen(act).items():
            (SNAPSHOTS / f"{name}.txt").write_text(report.text)
