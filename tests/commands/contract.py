"""The commands as outside scripts know them: each with its options, and who may act by it."""

from collections.abc import Iterator

import click

from tracker.cli import main

# Word by word from the contract. What stands after "+" was added since, and breaks nobody.
CONTRACT = {
    "serve": "--host --port --demo",
    "worker": "",
    "user add": "--name --role --department --password-stdin",
    "process add": "--kind --department --language --contact --mail --public-return"
    " --days-to-return --days-to-answer --days-to-close --by + --second-thing",
    "import": "--process --map --dry-run --json --by",
    "participant add": "--process --group --member-of --email --phone --address --channel"
    " --public-return --by + --ref --name --language --perspectives --guardian --guardian-proof"
    " --no-public-return --protected --not-protected --may-quote --no-quote"
    " --large-print --usual-print --represented --not-represented --child-until",
    "participant edit": "--group --member-of --email --phone --address --channel"
    " --public-return --by + --name --language --perspectives --guardian --guardian-proof"
    " --no-public-return --protected --not-protected --may-quote --no-quote"
    " --large-print --usual-print --represented --not-represented --child-until",
    "contributions": "--process --format --by",
    "insight add": "--process --text --evidence --by",
    "insight edit": "--text --reason --because --wording-only --by",
    "insight merge": "--text --reason --by",
    "insight split": "--into --reason --by",
    "insight translate": "--language --text --by",
    "insight withdraw": "--reason --by",
    "insights": "--process --format --by",
    "weave": "--stance --by",
    "unweave": "--reason --by",
    "set-aside": "--reason --by",
    "round add": "--process --purpose --insights --days --to --by + --question",
    "send": "--hold --reason-readability --reason-words --by",
    "deliveries": "--format --by",
    "record": "--participant --how --at --reminder --note --by",
    "settle": "--as --by",
    "session add": "--round --at --place --present --insights --by + --place-kind --planned",
    "session plan": "+ --round --at --place --place-kind --minutes --insights --expected --note"
    " --by",
    "session sheets": "+ --round --only --out --by",
    "respond": "--round --participant --insight --contribution --move --text --by",
    "responses": "--process --format --by",
    "sort": "--as --insight --contribution --by",
    "resolve": "--as --reason --text --version --by + --shareable",
    "outcome add": "--insight --use --reason --decider --expected --decided-first --by",
    "except": "--process --participant --because --reason --by",
    "report": "--round --participant --format --out --large-print --by",
    "letters": "--out --by + --protected --no-index",
    "poster": "+ --out --by",
    "loops": "--process --department --format --now --verify --by",
    "due": "--now",
    "close": "--by --out",
    "verify": "--key",
    "readability": "--language --json",
    "doctor": "",
    "demo": "",
}

CHOICES = {
    ("user add", "--role"): "caseworker manager administrator",
    ("process add", "--kind"): "development case",
    ("process add", "--language"): "da en",
    ("process add", "--mail"): "notice report",
    ("contributions", "--format"): "table json",
    ("insights", "--format"): "table json",
    ("deliveries", "--format"): "table json",
    ("responses", "--format"): "table json",
    ("loops", "--format"): "table json csv",
    ("report", "--format"): "html pdf txt eml",
    ("weave", "--stance"): "supports nuances contradicts",
    ("round add", "--purpose"): "qualify closing update",
    ("record", "--how"): "posted told tried returned public",
    ("settle", "--as"): "sent not-sent",
    ("respond", "--move"): "said recognise nuance correct add disagree withdraw no-thanks",
    ("sort", "--as"): "nuance correct add disagree recognise withdraw",
    ("resolve", "--as"): "changed dissent declined added answered",
    ("outcome add", "--use"): "used partly not undecided",
    ("except", "--because"): "no-contact asked-not died other",
    ("readability", "--language"): "da en",
}


def leaves(
    command: click.Command = main, path: tuple[str, ...] = ()
) -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, by its words."""
    if not isinstance(command, click.Group):
        yield " ".join(path), command
        return
    context = click.Context(command, info_name="tracker")
    for name in command.list_commands(context):
        below = command.get_command(context, name)
        assert below is not None
        yield from leaves(below, (*path, name))


def options(command: click.Command) -> dict[str, click.Option]:
    """The options of a command, by each of their names."""
    return {
        name: option
        for option in command.params
        if isinstance(option, click.Option)
        for name in (*option.opts, *option.secondary_opts)
    }
