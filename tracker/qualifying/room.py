"""The room's blueprint, on which each of its modules of views stands."""

from flask import Blueprint

blueprint = Blueprint("qualifying", __name__)
