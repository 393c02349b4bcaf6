"""What the forms of a page would send, untouched."""

from tests.web.pages import CONTROLS
from tests.web.reader import Reader


def form_to(reader: Reader, address: str, which: int = -1) -> dict[str, str]:
    """The fields of the page's form that is sent to an address (of several, the last).

    Of a choice what is chosen, or nothing; of a list what is selected, else its first.
    """
    (main,) = reader.page.iter("main")
    form = [each for each in main.iter("form") if each.get("action") == address][which]
    fields: dict[str, str] = {}
    for control in form.iter():
        name, kind = control.get("name"), control.get("type")
        if not name or control.tag not in {*CONTROLS, "select"}:
            continue
        if control.tag == "select":
            options = list(control.iter("option"))
            chosen = [o for o in options if o.get("selected") is not None] or options[:1]
            fields[name] = chosen[0].get("value", "") if chosen else ""
        elif kind not in ("radio", "checkbox") or control.get("checked") is not None:
            fields[name] = control.get("value") or control.text or ""
    return fields
