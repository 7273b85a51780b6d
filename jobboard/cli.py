"""The `jobboard` command. Groups are loaded when they are called: `--help` needs no database."""

import os
from importlib import import_module

import click

COMMANDS = {
    "serve": "jobboard.running.commands:serve",
    "worker": "jobboard.running.commands:worker",
    "demo": "jobboard.running.commands:demo",
    "prepare-demo": "jobboard.running.commands:prepare_demo",
    "database": "jobboard.running.commands:database",
    "search": "jobboard.search.commands:search",
    "lookup": "jobboard.lookup.commands:lookup",
    "postings": "jobboard.postings.commands:postings",
    "codes": "jobboard.codes.commands:codes",
    "accounts": "jobboard.accounts.commands:accounts",
    "outbox": "jobboard.outbox.commands:outbox",
    "alerts": "jobboard.alerts.commands:alerts",
    "assistant": "jobboard.assistant.commands:assistant",
    "sample": "jobboard.sample.commands:sample",
    "backup": "jobboard.running.commands:backup",
    "restore": "jobboard.running.commands:restore",
}


class Lazily(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[name].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command


@click.command(cls=Lazily, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """The job board's commands. Each reads $DATA/settings.env and the environment."""
    # What commands write holds people's data: nobody else on this machine may read it.
    os.umask(0o077)


if __name__ == "__main__":
    main()
