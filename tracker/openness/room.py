"""The room's blueprint."""

from flask import Blueprint

blueprint = Blueprint("openness", __name__)
