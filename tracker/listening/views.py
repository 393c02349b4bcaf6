"""The addresses of listening: the log, and those who take part."""

from flask import Blueprint

from tracker.listening import log_views, people_views

blueprint = Blueprint("listening", __name__)

_LOG = "/processes/<int:number>/log"
_PEOPLE = "/processes/<int:number>/participants"
_PERSON = f"{_PEOPLE}/<int:person>"
_FORM = ["GET", "POST"]

blueprint.add_url_rule(_LOG, view_func=log_views.log, methods=_FORM)
blueprint.add_url_rule(f"{_LOG}/undo", view_func=log_views.undo, methods=["POST"])
blueprint.add_url_rule(_PEOPLE, view_func=people_views.participants)
blueprint.add_url_rule(f"{_PEOPLE}/add", view_func=people_views.add_participant, methods=_FORM)
blueprint.add_url_rule(_PERSON, view_func=people_views.participant, methods=_FORM)
blueprint.add_url_rule(f"{_PERSON}/members", view_func=people_views.add_member, methods=["POST"])
blueprint.add_url_rule(
    f"{_PERSON}/members/<int:member>/leave", view_func=people_views.leave, methods=["POST"]
)
blueprint.add_url_rule(
    f"{_PERSON}/remove", view_func=people_views.remove_participant, methods=["POST"]
)
