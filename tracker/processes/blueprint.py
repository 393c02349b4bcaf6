"""The addresses of processes; `views` and its neighbours fill them."""

from flask import Blueprint

blueprint = Blueprint("processes", __name__)
