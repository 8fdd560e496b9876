"""The kill matrix, in words and for programs."""

from io import StringIO
from typing import Any

import orjson
from rich.console import Console
from rich.table import Table
from rich.text import Text

from rosterproof.prove.proof import Proof, Result
from rosterproof.report.plain import plain
from rosterproof.verdict import Standing

_WIDTH = 130


def render(proof: Proof, *, color: bool = False) -> str:
    """The matrix as text."""
    out = StringIO()
    console = Console(file=out, width=_WIDTH, highlight=False, force_terminal=color, no_color=not color)
    table = Table(box=None, pad_edge=False)
    for name in ("mutant", "what it does wrong", "story", "must be caught by", "", "also caught by"):
        table.add_column(name, overflow="fold", header_style="dim")
    for result in proof.of("mutant"):
        table.add_row(*_row(result))
    console.print(table)
    console.print()
    for result in (*proof.of("vacuous"), *proof.of("honest")):
        console.print(_line(result))
    for mutant in proof.unwitnessed:
        console.print(Text(f"{mutant}: the honest connector did not pass this check there", style="red"))
    for story in proof.idle:
        console.print(
            Text(f"{story}: no mutant must be caught in it, so nothing shows what it is good for", style="red")
        )
    for check in proof.unproven:
        console.print(Text(f"{check}: no mutant made this must-check fail, so nothing shows that it can", style="red"))
    if proof.unproven_others:
        console.print(Text(f"no mutant made fail, but no must: {', '.join(proof.unproven_others)}", style="dim"))
    console.print(_headline(proof))
    return out.getvalue()


def as_json(proof: Proof) -> str:
    """The matrix as JSON."""
    content = {
        "stands": proof.stands,
        "trials": [_trial(result) for result in proof.results],
        "unwitnessed": proof.unwitnessed,
        "idle": proof.idle,
        "unproven": proof.unproven,
        "unproven_others": proof.unproven_others,
    }
    return orjson.dumps(content, option=orjson.OPT_INDENT_2).decode() + "\n"


def told(result: Result) -> str:
    """A trial in one line, for progress."""
    return f"{result.trial.id:<8} {_ending(result)}"


def _trial(result: Result) -> dict[str, Any]:
    trial = result.trial
    return {
        "id": trial.id,
        "kind": trial.kind,
        "title": trial.title,
        "stories": [plan.story.id for plan in trial.run.plans],
        "must_be_caught_by": trial.kills or None,
        "lives_in": result.lives_in,
        "caught_by": result.caught,
        "must_checks_passed": result.must_checks_passed,
        "verdict": result.verdict.standing,
        "as_it_must": result.as_it_must,
    }


def _row(result: Result) -> tuple[str | Text, ...]:
    trial = result.trial
    also = [check for check in result.caught if check not in trial.kills.values()]
    stories, checks = "\n".join(trial.kills), "\n".join(trial.kills.values())
    return trial.id, trial.title, stories, checks, Text(_ending(result), style=_style(result)), ", ".join(also)


def _ending(result: Result) -> str:
    match result.trial.kind:
        case "mutant" if result.as_it_must:
            return "killed"
        case "mutant" if result.verdict.standing is Standing.INCONCLUSIVE:
            return "NOT JUDGED"
        case "mutant":
            return f"LIVES in {', '.join(result.lives_in)}"
        case "vacuous":
            passed = result.must_checks_passed
            return f"passes {len(passed)} must-checks" + (f": {', '.join(passed)}" if passed else "")
        case "honest":
            return str(result.verdict.standing)


def _line(result: Result) -> Text:
    line = Text(f"{result.trial.id:<9}{result.trial.title}: ").append(_ending(result), style=_style(result))
    if not result.as_it_must:
        line.append("".join(f"\n         {plain(reason)}" for reason in result.verdict.reasons))
    return line


def _style(result: Result) -> str:
    return "green" if result.as_it_must else "bold red"


def _headline(proof: Proof) -> Text:
    mutants = proof.of("mutant")
    killed = sum(result.as_it_must for result in mutants)
    passes = sum(len(result.must_checks_passed) for result in proof.of("vacuous"))
    word = Text("PROVEN" if proof.stands else "NOT PROVEN", style="bold green" if proof.stands else "bold red")
    return word.append(
        f"  {killed} of {len(mutants)} mutants killed by their own check; vacuous passes {passes}", "default"
    )
