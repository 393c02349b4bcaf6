"""The addresses of weaving; `views` and its neighbours fill them."""

from flask import Blueprint

blueprint = Blueprint("weaving", __name__)
