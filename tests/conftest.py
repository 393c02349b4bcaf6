"""Options of every test run."""

import pytest

pytest_plugins = ("tests.web.fixtures", "tests.web.browser")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rule", help="run only what stands for this rule of the loop, as R7")
    parser.addoption("--pictures", help="keep a picture of every page in this folder, to look at")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    rule = config.getoption("--rule")
    if rule:
        items[:] = [i for i in items if any(rule in m.args for m in i.iter_markers("rule"))]
