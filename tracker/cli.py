"""The `tracker` command: a table of contents. Each room has its own commands."""

import importlib
import sys
from typing import Any

import click

from tracker.domain.errors import Refused
from tracker.settings import SettingsWrong

# Where each command is, and what `tracker --help` says of it without reading any of them.
COMMANDS = {
    "serve": ("tracker.serving:serve", "Serve the pages for staff and citizens."),
    "worker": ("tracker.outbound.commands:worker", "Send what waits, and keep to the clock."),
    "user": ("tracker.accounts.commands:user", "People who work here."),
    "process": ("tracker.processes.commands:process", "Processes that citizens take part in."),
    "import": ("tracker.listening.commands:import_", "Bring in contributions from a file."),
    "participant": ("tracker.listening.commands:participant", "Those who take part."),
    "contributions": ("tracker.listening.commands:contributions", "What was said."),
    "insight": ("tracker.weaving.commands:insight", "What we think we have understood."),
    "insights": ("tracker.weaving.commands:insights", "The insights of a process."),
    "weave": ("tracker.weaving.commands:weave", "Make contributions evidence for an insight."),
    "unweave": ("tracker.weaving.commands:unweave", "Take contributions out of an insight."),
    "set-aside": ("tracker.weaving.commands:set_aside", "Say that contributions are not used."),
    "round": ("tracker.returning.commands:round_", "Giving back."),
    "send": ("tracker.returning.commands:send", "Freeze a round's reports, and queue the mails."),
    "deliveries": ("tracker.returning.commands:deliveries", "What became of each report."),
    "record": ("tracker.returning.commands:record", "Record a letter, a talk, a try, a return."),
    "settle": ("tracker.returning.commands:settle", "Say whether uncertain mails were sent."),
    "report": ("tracker.returning.commands:report", "Write one person's report to a file."),
    "letters": ("tracker.returning.commands:letters", "All letters of a round in one PDF."),
    "poster": ("tracker.returning.commands:poster_", "What a round tells, as a poster."),
    "session": (
        "tracker.returning.session_commands:session",
        "Meetings about a round.",
    ),
    "respond": ("tracker.qualifying.commands:respond", "Write in an answer."),
    "responses": ("tracker.qualifying.commands:responses", "What people answered."),
    "sort": ("tracker.qualifying.commands:sort", "Say what free words mean."),
    "resolve": ("tracker.qualifying.commands:resolve", "Say what answers led to."),
    "outcome": ("tracker.qualifying.commands:outcome", "What insights were used for."),
    "except": ("tracker.oversight.commands:except_", "Say that loops cannot be walked, and why."),
    "loops": ("tracker.oversight.commands:loops", "Where each loop stands, and what comes next."),
    "close": ("tracker.closing.commands:close", "Close a process, or say what is in the way."),
    "verify": ("tracker.closing.commands:verify", "Prove a closing record from its file alone."),
    "due": ("tracker.outbound.commands:due", "Queue reminders, end windows, list the overdue."),
    "readability": ("tracker.language.commands:readability", "Measure how easily a text reads."),
    "doctor": ("tracker.doctor:doctor", "Say what works, and how to mend what does not."),
    "demo": ("tracker.demo.commands:demo", "Fill an empty database with the demo."),
}


class Contents(click.Group):
    """Reads a command's module only when the command is called; says refusals in one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name][0].split(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in COMMANDS.items()])

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run a command; whatever refuses, says so in one line and with the exit code 2."""
        try:
            return super().main(*args, **kwargs | {"standalone_mode": False})
        except Refused as refused:
            # The catalogues are read when they are needed, which is seldom.
            from tracker.options import sentence

            refuse(sentence(refused.code, refused.values))
        except SettingsWrong as wrong:
            refuse(" ".join(wrong.problems))
        except click.exceptions.NoArgsIsHelpError as bare:
            path = bare.ctx.command_path if bare.ctx else "tracker"
            refuse(f"Say what to do: {path} --help lists the commands.")
        except click.ClickException as wrong:
            refuse(wrong.format_message())
        except click.Abort:
            refuse("Stopped.")


def refuse(line: str) -> None:
    """Say why not, and end with the exit code of a refusal."""
    click.echo(" ".join(line.split()), err=True)
    sys.exit(2)


@click.command("tracker", cls=Contents)
def main() -> None:
    """Fælles Viden: records what citizens contributed, and follows it until the loop is closed."""
