"""The `tracker` command: a table of contents. Each room has its own commands."""

import importlib
import sys
from typing import Any

import click

from tracker.domain.errors import Refused
from tracker.reports.words import interface
from tracker.settings import SettingsWrong

COMMANDS = {
    "serve": "tracker.serving:serve",
    "worker": "tracker.outbound.commands:worker",
    "user": "tracker.accounts.commands:user",
    "process": "tracker.processes.commands:process",
    "import": "tracker.listening.commands:import_",
    "participant": "tracker.listening.commands:participant",
    "contributions": "tracker.listening.commands:contributions",
    "insight": "tracker.weaving.commands:insight",
    "insights": "tracker.weaving.commands:insights",
    "weave": "tracker.weaving.commands:weave",
    "unweave": "tracker.weaving.commands:unweave",
    "set-aside": "tracker.weaving.commands:set_aside",
    "round": "tracker.returning.commands:round_",
    "send": "tracker.returning.commands:send",
    "deliveries": "tracker.returning.commands:deliveries",
    "record": "tracker.returning.commands:record",
    "settle": "tracker.returning.commands:settle",
    "report": "tracker.returning.commands:report",
    "letters": "tracker.returning.commands:letters",
    "session": "tracker.returning.commands:session",
    "respond": "tracker.qualifying.commands:respond",
    "responses": "tracker.qualifying.commands:responses",
    "sort": "tracker.qualifying.commands:sort",
    "resolve": "tracker.qualifying.commands:resolve",
    "outcome": "tracker.qualifying.commands:outcome",
    "except": "tracker.oversight.commands:except_",
    "loops": "tracker.oversight.commands:loops",
    "close": "tracker.oversight.commands:close",
    "due": "tracker.outbound.commands:due",
    "readability": "tracker.language.commands:readability",
    "doctor": "tracker.doctor:doctor",
    "demo": "tracker.demo.commands:demo",
}


class Contents(click.Group):
    """Reads a command's module only when the command is called; says refusals in one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run a command; whatever refuses, says so in one line and with the exit code 2."""
        try:
            return super().main(*args, **kwargs | {"standalone_mode": False})
        except Refused as refused:
            refuse(interface("en").say(f"refused.{refused.code}", **refused.values))
        except SettingsWrong as wrong:
            refuse(str(wrong))
        except click.ClickException as wrong:
            refuse(" ".join(wrong.format_message().split()))
        except click.Abort:
            refuse("Stopped.")


def refuse(line: str) -> None:
    """Say why not, and end with the exit code of a refusal."""
    click.echo(line, err=True)
    sys.exit(2)


@click.command(cls=Contents)
def main() -> None:
    """Fælles Viden: records what citizens contributed, and follows it until the loop is closed."""
