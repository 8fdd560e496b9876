"""The whole story of a run: plan, play, keep the evidence, judge, report.

Stories are played in worlds of their own, so two are played at a time. Whatever happens, no process is left behind.
"""

import shutil
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path

import rosterproof
from rosterproof import __version__, notary, recheck, report
from rosterproof.certificate import Tested
from rosterproof.certificate.key import SigningKey
from rosterproof.checks import discover, judge
from rosterproof.connector.crew import Crew
from rosterproof.connector.hosting import Hosts
from rosterproof.document import nearest
from rosterproof.driver.simulators import Simulators
from rosterproof.driver.stage import Stage, never_worked, not_played, play_story
from rosterproof.driver.troupe import Troupe
from rosterproof.errors import InvalidFile, NothingSelected, SetupError
from rosterproof.evidence import folder
from rosterproof.evidence.record import Evidence
from rosterproof.policy import Policy, read_policy
from rosterproof.scenario.compile import compile_story
from rosterproof.scenario.library import StoryFile, select
from rosterproof.scenario.parse import read_story
from rosterproof.scenario.plan import Plan
from rosterproof.scenario.profile import Profile, read_profile
from rosterproof.scenario.story import Story
from rosterproof.settings import ConnectorFile, Service, lacking, read_connector_file
from rosterproof.stopwatch import Stopwatch, today_and_now
from rosterproof.verdict import ScenarioVerdict, run_verdict

#: The reference connector's own file, certified where no other is named.
REFERENCE = Path(rosterproof.__file__).parent / "reference" / "connector.yaml"
#: Simulator processes, and stories played at a time in each of them.
WORKERS, EACH = 2, 2
#: Seconds that one cycle, or coming to rest after it, may take.
PATIENCE = 120.0
#: In a folder of many runs of the same: how they came out.
REPEATS = "repeats.json"
#: How the folders of those runs begin.
RUN = "run-"
#: What is written of a run for people and programs, and would be stale beside another.
REPORTS = ("report.html", "report.json", "junit.xml", "summary.md", "badge.svg")
#: How a connector came out over every pair of dialects, for programs and for people.
MATRIX = ("matrix.json", "matrix.md")
#: What simulators print, in the folder of the run that started them.
SIMULATORS_LOG = "simulators.log"


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """What is to be played against whom, and judged by what. Nothing random is left in it."""

    connector: ConnectorFile
    profile: Profile
    plans: tuple[Plan, ...]
    #: What the certificate says of it all.
    tested: Tested


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """One story, played and judged."""

    evidence: Evidence
    verdict: ScenarioVerdict
    seconds: float


#: A name in a file, and its path there.
Named = tuple[str, list[str | int]]
#: Told of each story as soon as it is judged, from the thread that played it.
Watch = Callable[[Judged], None]


def plan(
    connector: Path,
    *,
    profile: str = "smoke",
    wanted: Sequence[str] = (),
    seed: int = 7,
    hris: str | None = None,
    lms: str | None = None,
) -> Run:
    """Read everything that a run needs, and compile its stories; `hris` and `lms` choose what the systems speak.

    Raises:
        InvalidFile: a file holds mistakes.
        SetupError: there is no such profile or file.
        NothingSelected: `wanted` or the profile leaves no story.
    """
    by = read_profile(profile)
    file = read_connector_file(connector, hris=hris, lms=lms)
    _check_names(file, by)
    policy = Policy().with_(read_policy(file.document))
    stories = _selected(by, wanted)
    read, left_out = _carried(stories, file)
    plans = tuple(compile_story(story, seed=seed, policy=policy) for story in read)
    return Run(connector=file, profile=by, plans=plans, tested=_tested(file, by, policy, left_out))


def certify(
    run: Run,
    out: Path,
    *,
    patience: float = PATIENCE,
    simulators: Simulators | None = None,
    key: SigningKey | None = None,
    watch: Watch = lambda _: None,
) -> report.RunReport:
    """Play and judge a run; `out` gets the evidence. Simulators are started for it where none are given.

    With a key, `out` gets a certificate, too.

    Raises:
        SetupError: `out` holds something else than a run.
        SimulatorFailed: the simulators could not be started.
    """
    prepare(out)
    recheck.remember(out, run.profile, played=(), tested=run.tested)
    if simulators is None:
        with Troupe.started(min(WORKERS, len(run.plans)), out, each=EACH) as troupe:
            judged = _play_all(run, out, troupe, patience, watch)
    else:
        judged = _play_all(run, out, Troupe([simulators], each=EACH), patience, watch)
    seconds = {one.evidence.scenario: one.seconds for one in judged}
    issued_at = today_and_now()
    recheck.remember(out, run.profile, played=tuple(seconds), issued_at=issued_at, seconds=seconds, tested=run.tested)
    judgment = report.RunReport(
        verdict=run_verdict([one.verdict for one in judged], run.profile, run.tested.left_out),
        evidence=tuple(one.evidence for one in judged),
        version=__version__,
        issued_at=issued_at,
        seconds=seconds,
    )
    return replace(judgment, certificate=notary.issue(out, judgment, run.tested, key)) if key else judgment


def _play_all(run: Run, out: Path, troupe: Troupe, patience: float, watch: Watch) -> list[Judged]:
    """Play every story, the largest companies first; the results are in the order of the plans."""
    crew, hosts = Crew(), Hosts()
    hopeless: list[str] = []

    def play(plan: Plan) -> Judged:
        with troupe.lent() as simulators:
            stage = Stage(simulators=simulators, crew=crew, hosts=hosts, patience=patience)
            judged = _play(plan, run, stage, out, hopeless[0] if hopeless else "")
        if never_worked(judged.evidence):
            hopeless.append(f"the connector failed in {plan.story.id} already, before it did a single cycle")
        watch(judged)
        return judged

    with ThreadPoolExecutor(troupe.lanes, thread_name_prefix="story") as pool:
        try:
            largest_first = sorted(run.plans, key=lambda plan: -plan.story.size)
            playing = {plan.story.id: pool.submit(play, plan) for plan in largest_first}
            return [playing[plan.story.id].result() for plan in run.plans]
        except BaseException:
            # An interrupt: what the threads wait for is ended, and so they end.
            pool.shutdown(wait=False, cancel_futures=True)
            crew.dismiss()
            troupe.close()
            raise
        finally:
            crew.dismiss()


def _play(plan: Plan, run: Run, stage: Stage, out: Path, hopeless: str) -> Judged:
    stopwatch = Stopwatch()
    place = recheck.evidence_folder(out, plan.story.id)
    played = not_played(plan, run.connector, hopeless) if hopeless else None
    evidence = played or play_story(plan, run.connector, stage, place)
    if not played and _may_be_harmed(run.connector, evidence):
        evidence = play_story(plan, run.connector, replace(stage, hosts=Hosts()), place)
    folder.write(evidence, place)
    return Judged(evidence=evidence, verdict=judge(evidence, run.profile), seconds=stopwatch.seconds)


def _carried(stories: Sequence[StoryFile], connector: ConnectorFile) -> tuple[list[Story], Mapping[str, str]]:
    """The stories that the wires can carry, and why the others are left out.

    Raises:
        NothingSelected: they can carry none.
    """
    lacks = lacking(connector.hris, connector.lms)
    read, left_out = [], {}
    for file in stories:
        story = read_story(file)
        why = [lacks[each] for each in story.needs if each in lacks]
        if why:
            left_out[story.id] = why[0]
        else:
            read.append(story)
    if not read:
        raise NothingSelected("the wires carry none of these stories", hint="; ".join(sorted(set(left_out.values()))))
    return read, left_out


def _may_be_harmed(connector: ConnectorFile, evidence: Evidence) -> bool:
    """Whether a story failed in a process that it shared, and has to be played again in one of its own.

    Whoever brought the process down fails there too; those who were in it by chance do not.
    """
    shared = isinstance(connector.run, Service) and connector.run.companies is not None
    return shared and any(incident.kind != "simulator-failed" for incident in evidence.incidents)


def _tested(connector: ConnectorFile, profile: Profile, policy: Policy, left_out: Mapping[str, str]) -> Tested:
    return Tested(
        hris=connector.hris,
        lms=connector.lms,
        build=connector.build,
        file=sha256(connector.document.file.read_bytes()).hexdigest(),
        policy=asdict(policy),
        valid_days=profile.valid_days,
        left_out=left_out,
    )


def _selected(profile: Profile, wanted: Sequence[str]) -> list[StoryFile]:
    """The stories of the profile, or those that were asked for instead, each once."""
    asked = [story for word in wanted for story in select(word)] if wanted else list(profile.stories)
    stories = list({story.id: story for story in asked}.values())
    if not stories:
        raise NothingSelected(f"profile {profile.name} names no scenario", hint="an empty run proves nothing")
    return stories


def _check_names(connector: ConnectorFile, profile: Profile) -> None:
    """Checks are named in two files that are read before the checks are known."""
    known = {check.id for check in discover()}
    borrowed = isinstance(profile.document.data["severities"], str)
    weighed: list[Named] = [(name, ["severities", *([] if borrowed else [name])]) for name in profile.severities]
    omitted: list[Named] = [(name, ["omits", place, "check"]) for place, name in enumerate(connector.omits)]
    for document, named in ((profile.document, weighed), (connector.document, omitted)):
        problems = [
            document.problem(path, f"there is no check '{name}'", nearest.hint(name, known))
            for name, path in named
            if name not in known
        ]
        if problems:
            raise InvalidFile(document.file, problems)


def prepare(out: Path) -> None:
    """Make room for a run: a new folder, an empty one, or that of an earlier run, which is replaced.

    Raises:
        SetupError: the folder holds something else; nothing is touched.
    """
    if out.exists() and not out.is_dir():
        raise SetupError("this is a file, not a folder", where=str(out), hint="name another folder with --out")
    try:
        out.mkdir(parents=True, exist_ok=True)
        if any(out.iterdir()) and not any((out / name).is_file() for name in (recheck.MANIFEST, REPEATS)):
            hint = "name an empty folder, a new one or that of a run with --out"
            raise SetupError("this folder holds something else than a run", where=str(out), hint=hint)
        notary.revoke(out)
        for name in (REPEATS, *MATRIX, *REPORTS):
            (out / name).unlink(missing_ok=True)
        for place in out.iterdir():
            story = place.is_dir() and any((place / name).is_file() for name in (folder.EVIDENCE, folder.LOG))
            repeat = place.name.startswith(RUN) and (place / recheck.MANIFEST).is_file()
            if story or repeat:
                shutil.rmtree(place)
    except OSError as problem:
        raise SetupError(f"cannot be written: {problem.strerror}", where=str(out)) from None
