"""The pages of the bare application: plain HTML that shows what the product's pages show."""

_LAYOUT = """<!doctype html><html lang="da"><title>{{ title }}</title>
<p>{{ g.user.name }}</p>
<form method="post" action="/sign-out">
<input type="hidden" name="csrf_token" value="{{ csrf_token() }}"><button>Log ud</button></form>
<nav><a href="/">Mit arbejde</a>{% if process %}
{% for page in ("log", "weave") %}<a href="/processes/{{ process.id }}/{{ page }}">{{ page }}</a>
{% endfor %}{% endif %}</nav>
<h1>{{ title }}</h1>
{% block main %}{% endblock %}</html>"""

_OCCASIONS = """<select name="occasion"><option value="">Ingen</option>
{% for each in occasions %}<option value="{{ each.id }}">{{ each.title }}</option>{% endfor %}
</select>"""

_LOG = """{% extends "layout" %}{% block main %}<form method="post">
{% for field in form %}<p>{{ field.label }} {{ field }}
{% for error in field.errors %}<b>{{ error }}</b>{% endfor %}</p>{% endfor %}
<datalist id="people">{% for each in people %}
<option value="{{ each.name }} ({{ each.id }})">{% endfor %}</datalist>
<button>Gem</button></form>
{% for each in latest %}<article><p>{{ each.words }}</p>
<p>{{ each.name }}, {{ each.how }}, {{ each.at }}, {{ each.occasion or "" }}
<a href="?mend={{ each.id }}">Ret</a></p></article>{% endfor %}{% endblock %}"""

_BECAME = """<ul>{% for how, words in became.get(each.id, ()) %}
<li>{{ how }}: {{ words }}</li>{% endfor %}</ul>"""

_LIST = """{% extends "layout" %}{% block main %}
<form>{% include "occasions" %}<input name="words" value="{{ asked }}"><button>Vis</button></form>
<form method="post"><input type="hidden" name="csrf_token" value="{{ csrf_token() }}">
{% for each in rows %}<article>
<label><input type="checkbox" name="contribution" value="{{ each.id }}">{{ each.name }}</label>
<blockquote>{{ each.words }}</blockquote>
<p><a href="/processes/{{ process.id }}/weave?person={{ each.person }}">{{ each.name }}</a>
{{ each.how }} {{ each.at }} {{ each.occasion or "" }}</p>
{% include "became" %}</article>{% endfor %}
{% if more %}<a href="?after={{ rows[-1].id }}">Flere</a>{% endif %}
{% for each in insights %}<section>
<p><a href="/processes/{{ process.id }}/insights/{{ each.id }}">{{ each.text }}</a></p>
<p>Version {{ each.version }}, {{ each.voices }} stemmer, {{ each.evidence }} bidrag</p>
<button name="insight" value="{{ each.id }}">Flet ind</button></section>{% endfor %}
<textarea name="text"></textarea><button>Ny indsigt</button>
{% for reason in reasons %}<button name="again" value="{{ reason }}">{{ reason }}</button>
{% endfor %}<textarea name="reason"></textarea><button>Læg til side</button>
</form>{% endblock %}"""

_OPEN = """{% extends "layout" %}{% block main %}
<p>{{ row.step }} {{ row.action }} {{ row.due }}</p>
{% for each in said %}<article><blockquote>{{ each.words }}</blockquote>
<p>{{ each.how }} {{ each.at }} {{ each.occasion or "" }}</p>{% include "became" %}</article>
{% endfor %}{% if more %}<a href="?said={{ said[-1].id }}">Flere</a>{% endif %}
<ol>{% for kind, at, by in facts %}<li>{{ at }} {{ kind }}, {{ by or "" }}</li>{% endfor %}</ol>
<form method="post" action="contacts">
<input type="hidden" name="csrf_token" value="{{ csrf_token() }}"><button>Vis</button></form>
{% endblock %}"""

_WORK = """{% extends "layout" %}{% block main %}<p>{{ total }} venter.</p>
{% for each in to_sign %}<p><a href="/processes/{{ each.id }}">{{ each.title }}</a></p>{% endfor %}
{% for each in tasks %}{% set first = people[each.process_id, each.action] %}
<section><h2><a href="/processes/{{ each.process_id }}">{{ each.title }}</a></h2>
<p>{{ each.action }}: {% for who in first %}{{ who.name }}, {% endfor %}
{{ each.loops }}, {{ first[0].due }}
{% if late.get((each.process_id, each.action)) %}
{{ late[each.process_id, each.action] }} for sent{% endif %}</p>
{% if each.process_id in awaiting %}<p>{{ awaiting[each.process_id] }}</p>{% endif %}</section>
{% endfor %}{% endblock %}"""

TEMPLATES = {
    "layout": _LAYOUT,
    "occasions": _OCCASIONS,
    "became": _BECAME,
    "log": _LOG,
    "list": _LIST,
    "open": _OPEN,
    "work": _WORK,
}
