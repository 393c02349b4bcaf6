"""The addresses of listening: the log, and those who take part."""

from flask import Blueprint

from tracker.listening import import_views, log_views, people_views

blueprint = Blueprint("listening", __name__)

_LOG = "/processes/<int:number>/log"
_PEOPLE = "/processes/<int:number>/participants"
_PERSON = f"{_PEOPLE}/<int:person>"
_IMPORT = "/processes/<int:number>/import"
_FILE = f"{_IMPORT}/<int:file>"
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
blueprint.add_url_rule(_IMPORT, view_func=import_views.import_, methods=_FORM)
blueprint.add_url_rule(_FILE, view_func=import_views.import_file, methods=_FORM)
blueprint.add_url_rule(f"{_FILE}/try", view_func=import_views.import_try, methods=_FORM)
blueprint.add_url_rule(f"{_FILE}/drop", view_func=import_views.import_drop, methods=["POST"])
blueprint.add_url_rule(f"{_FILE}/undo", view_func=import_views.import_undo, methods=["POST"])
