"""The same desk and people as the pages of oversight have, and a browser."""

from tests.oversight.conftest import *
