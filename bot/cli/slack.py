"""`desk slack` and `desk check slack`: the app's manifest, and whether all is set up."""

import json
from typing import Annotated

import typer

from bot.cli.console import fail_clearly, read_settings

slack = typer.Typer(help="What setting up Slack needs.", no_args_is_help=True)


@slack.callback()
def _of_slack() -> None:
    """Keep `manifest` a command of its own where it is the only one."""


@slack.command("manifest")
def print_manifest(
    url: Annotated[
        str | None, typer.Option(help="For HTTP and OAuth: the desk's https address.")
    ] = None,
) -> None:
    """Print the app's manifest, to be pasted into Slack; without an address for Socket Mode."""
    from bot.slack.manifest import http_manifest, socket_mode_manifest

    with fail_clearly():
        if url is None:
            manifest = socket_mode_manifest()
        else:
            address = read_settings(public_url=url).public_url
            if address is None or not address.startswith("https://"):
                raise typer.BadParameter("Slack takes https only", param_hint="--url")
            manifest = http_manifest(address)
        print(json.dumps(manifest, ensure_ascii=False, indent=2))


def check_slack_setup() -> None:
    """Check tokens, scopes, address, clock, channels and events; say what to mend."""
    from bot.slack.checking import check_slack
    from bot.slack.known import known_of
    from bot.wiring import build_database

    with fail_clearly():
        findings = []
        settings = read_settings()
        for finding in check_slack(settings, known_of(settings, build_database(settings))):
            print(finding, flush=True)
            findings.append(finding)
        if any(finding.kind == "mend" for finding in findings):
            raise typer.Exit(1)
