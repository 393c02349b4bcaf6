"""The one blueprint of oversight, which its pages share."""

from flask import Blueprint

blueprint = Blueprint("oversight", __name__)
