"""`rosterproof certify`: play the stories against a connector and say whether it kept the learning side true."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from rosterproof.cli import options, terminal
from rosterproof.cli.outcome import exit_code, publish


@click.command()
@click.argument("connector", required=False, type=click.Path(path_type=Path), envvar="ROSTERPROOF_CONNECTOR")
@options.profile
@options.scenario
@options.seed
@options.hris
@options.lms
@options.matrix
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=options.OUT,
    show_default=True,
    envvar="ROSTERPROOF_OUT",
    help="Where evidence and reports go; an earlier run there is replaced.",
)
@click.option(
    "--dry-run", is_flag=True, envvar="ROSTERPROOF_DRY_RUN", help="Print what the stories compile to, and play nothing."
)
@options.repeat
@options.seeds
@options.timeout
@options.as_json
@options.key
@options.junit
@options.html
@options.summary
@options.no_color
@options.examples(
    "rosterproof certify                      the reference connector",
    "rosterproof certify my/connector.yaml    yours",
    "rosterproof certify --repeat 20          how steady it is",
    "rosterproof certify --seeds 1-200        in 200 companies",
    "rosterproof certify --matrix             each pair of dialects it speaks",
    "rosterproof certify -k lc-12 --dry-run   what a story compiles to",
)
def command(connector: Path | None, out: Path, **chosen: Any) -> int:
    """Play stories against a connector and judge it.

    CONNECTOR is its connector.yaml; without one, the reference connector is certified.
    """
    from rosterproof.certificate.key import signing_key
    from rosterproof.certify import REFERENCE, certify, plan
    from rosterproof.cli.progress import Progress, watching

    def run_of(seed: int) -> Any:
        asked = {name: chosen[name] for name in ("profile", "wanted", "hris", "lms")}
        return plan(connector or REFERENCE, **asked, seed=seed)

    run = run_of(chosen["seed"])
    if chosen["matrix"] and not chosen["dry_run"]:
        return _over_every_pair(connector or REFERENCE, out, run.connector.spoken.pairs, **chosen)
    if chosen["dry_run"]:
        _print_plans(run.plans, as_json=chosen["as_json"])
        return 0
    key = signing_key(chosen["key"], run=out, environment=os.environ)
    if key.note:
        terminal.say(f"key      {key.note}")
    whom = f"{run.connector.name} {run.connector.version}"
    counted = "1 story" if len(run.plans) == 1 else f"{len(run.plans)} stories"
    seeds = chosen["seeds"]
    seeded = f"seeds {seeds[0]} to {seeds[-1]}" if seeds else f"seed {chosen['seed']}"
    terminal.say(f"certifying {whom}: profile {run.profile.name}, {counted}, {seeded}")
    if seeds or chosen["repeat"] > 1:
        return _many(run_of, out, signing=key, **chosen)
    with watching("playing", no_color=chosen["no_color"]):
        report = certify(run, out, patience=chosen["timeout"], key=key, watch=Progress(len(run.plans)).judged)
    publish(report, out, **{name: chosen[name] for name in ("junit", "html", "summary", "as_json", "no_color")})
    return exit_code(report)


def _many(run_of: Callable[[int], Any], out: Path, *, signing: Any, **chosen: Any) -> int:
    """Play many runs, of one seed or of many; what they come to is the worst of them."""
    from rosterproof.certify import prepare
    from rosterproof.cli.outcome import CODES, distributed, let_go, write
    from rosterproof.cli.progress import watching
    from rosterproof.report.distribution import told
    from rosterproof.series import series

    if any(chosen[name] for name in ("junit", "html", "summary")):
        raise click.UsageError("with --repeat and --seeds each run has its own reports, in its own folder")
    seeds = chosen["seeds"]
    if seeds and chosen["repeat"] > 1:
        raise click.UsageError("--repeat plays one seed again, --seeds many once; choose one of them")
    asked = seeds or [chosen["seed"]] * chosen["repeat"]
    prepare(out)
    verdicts = []
    with watching("playing", no_color=chosen["no_color"]):
        for number, played in enumerate(
            series(map(run_of, asked), len(asked), out, patience=chosen["timeout"], key=signing)
        ):
            verdicts.append(told(played.report.verdict))
            if seeds and let_go(played):
                where = f"seed {seeds[number]}"
            else:
                write(played.report, played.place)
                where = str(played.place)
            terminal.say(f"[{len(verdicts)}/{len(asked)}] {where}  {played.report.verdict.standing}")
    return CODES[distributed(verdicts, out, seeds=seeds, as_json=chosen["as_json"])]


def _over_every_pair(connector: Path, out: Path, pairs: Any, **chosen: Any) -> int:
    """Certify the connector over every pair of dialects; what they come to is the worst of them."""
    from rosterproof.certificate.key import signing_key
    from rosterproof.certify import certify, plan
    from rosterproof.cli.outcome import CODES, many_runs, matrix, write
    from rosterproof.cli.progress import Progress, watching
    from rosterproof.report.distribution import told

    if any(chosen[name] for name in ("hris", "lms", "seeds", "junit", "html", "summary")) or chosen["repeat"] > 1:
        raise click.UsageError("--matrix plays every pair once, each with reports in a folder of its own")
    key, verdicts = signing_key(chosen["key"], run=out, environment=os.environ), {}
    many_runs(out)
    for hris, lms in pairs:
        named = {name: chosen[name] for name in ("profile", "wanted", "seed")}
        run = plan(connector, **named, hris=hris, lms=lms)
        terminal.say(f"certifying {run.connector.name}: {hris} to {lms}, {len(run.plans)} stories")
        place = out / f"run-{hris}-{lms}"
        with watching("playing", no_color=chosen["no_color"]):
            watch = Progress(len(run.plans)).judged
            report = certify(run, place, patience=chosen["timeout"], key=key, watch=watch)
        write(report, place)
        verdicts[hris, lms] = told(report.verdict)
    return CODES[matrix(verdicts, out, as_json=chosen["as_json"])]


def _print_plans(plans: Any, *, as_json: bool) -> None:
    if as_json:
        import orjson

        content = [{"scenario": plan.story.id, "title": plan.story.title, "plan": plan.lines} for plan in plans]
        terminal.data(orjson.dumps(content, option=orjson.OPT_INDENT_2).decode() + "\n")
        return
    for plan in plans:
        lines = "".join(f"  {line}\n" for line in plan.lines)
        terminal.data(terminal.inert(f"{plan.story.id}  {plan.story.title}\n{lines}"))
