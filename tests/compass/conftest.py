"""The same desk and people as the pages of oversight have."""

from tests.oversight.conftest import *
