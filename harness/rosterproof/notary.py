"""Issue the certificate of a run, and verify one: offline, from the folder of the run, or the certificate alone.

Five questions are put to a certificate: is it signed, and by whom; is it valid on a day; is this the connector that was
tested; is the evidence as it was; does judging it again say the same. The first altered record is named.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rosterproof import __version__, recheck
from rosterproof.certificate import CERTIFICATE, Certificate, Tested
from rosterproof.certificate.key import SigningKey
from rosterproof.certificate.ledger import LEDGER, first_altered, write
from rosterproof.certificate.statement import Statement, statement
from rosterproof.errors import RosterproofError
from rosterproof.evidence.folder import UnreadableEvidence
from rosterproof.exit_code import ExitCode
from rosterproof.report import RunReport
from rosterproof.settings import ConnectorFile
from rosterproof.verdict import Standing


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What one question came to."""

    asked: str
    good: bool
    told: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Verification:
    """A certificate, and what every question put to it came to."""

    certificate: Certificate
    answers: tuple[Answer, ...]

    @property
    def genuine(self) -> bool:
        """Whether nothing speaks against it."""
        return all(answer.good for answer in self.answers)

    @property
    def exit_code(self) -> ExitCode:
        """What the shell is told: 0 only for a certificate that is genuine, of a whole profile, and says certified."""
        said = self.certificate.statement
        if not self.genuine:
            return ExitCode.INCONCLUSIVE
        if said["verdict"] == Standing.BROKEN:
            return ExitCode.BROKEN
        return ExitCode.CERTIFIED if said["valid_until"] else ExitCode.INCONCLUSIVE


def issue(run: Path, report: RunReport, tested: Tested, key: SigningKey) -> Certificate:
    """Write the ledger of a judged run, and sign what it came to."""
    head = write(run, recheck.files(run, [story.scenario for story in report.verdict.scenarios]))
    issued_at = report.issued_at
    if issued_at is None:
        raise ValueError("a run that was not dated cannot be certified")
    said = statement(report.verdict, report.evidence, tested, version=report.version, issued_at=issued_at, head=head)
    certificate = Certificate.signed(said, key)
    certificate.write(run / CERTIFICATE)
    return certificate


def revoke(run: Path) -> None:
    """Take away the certificate of an earlier run, before its evidence is replaced."""
    for name in (CERTIFICATE, LEDGER):
        (run / name).unlink(missing_ok=True)


def verify(
    place: Path, *, at: datetime, trusted: Collection[str] = (), connector: ConnectorFile | None = None
) -> Verification:
    """Verify the certificate in the folder of a run, or, without its evidence, in a file.

    `at` is the instant at which it should be valid, `trusted` are the public keys that are trusted (any, where none is
    given), and `connector` is what should be the connector that was tested.

    Raises:
        SetupError: there is no certificate.
    """
    certificate = Certificate.read(place / CERTIFICATE if place.is_dir() else place)
    answers = [_signature(certificate, trusted), _validity(certificate, at)]
    if connector is not None:
        answers.append(_connector(certificate, connector))
    if place.is_dir():
        answers += _evidence(certificate, place)
    return Verification(certificate=certificate, answers=tuple(answers))


def _signature(certificate: Certificate, trusted: Collection[str]) -> Answer:
    key = certificate.public_key
    if not certificate.genuine:
        return Answer(asked="signature", good=False, told=f"what it states is not what was signed with {key}")
    if trusted and key not in trusted:
        return Answer(asked="signature", good=False, told=f"signed with {key}, which is none of the trusted keys")
    whose = "a trusted key" if trusted else "whose key it is, nobody said (--public-key)"
    return Answer(asked="signature", good=True, told=f"signed with {key}; {whose}")


def _validity(certificate: Certificate, at: datetime) -> Answer:
    issued, until = certificate.issued_at, certificate.valid_until
    if until is None:
        said = certificate.statement["verdict"]
        what = "only a part of the profile was played" if said == Standing.CERTIFIED else said
        return Answer(asked="validity", good=True, told=f"no certificate, but a report of {issued:%Y-%m-%d}: {what}")
    span = f"from {issued:%Y-%m-%d %H:%M} to {until:%Y-%m-%d %H:%M} UTC"
    if at < issued:
        return Answer(asked="validity", good=False, told=f"not yet valid on {at:%Y-%m-%d}: {span}")
    if at >= until:
        return Answer(asked="validity", good=False, told=f"expired: valid {span}")
    return Answer(asked="validity", good=True, told=f"valid {span}")


def _connector(certificate: Certificate, connector: ConnectorFile) -> Answer:
    tested, build = certificate.statement["connector"], connector.build
    wrong = [
        f"{name} {here}, certified was {there}"
        for name, here, there in (
            ("name", connector.name, tested["name"]),
            ("version", connector.version, tested["version"]),
            ("build", build.digest if build else "none declared", (tested["build"] or {"digest": "none"})["digest"]),
        )
        if here != there
    ]
    if wrong:
        return Answer(asked="connector", good=False, told=f"not the one that was certified: {'; '.join(wrong)}")
    if build is None:
        told = f"{connector.name} {connector.version}; it declares no build, so any program may call itself so"
        return Answer(asked="connector", good=False, told=told)
    return Answer(asked="connector", good=True, told=f"{connector.name} {connector.version}, build {build.digest}")


def _evidence(certificate: Certificate, run: Path) -> Iterator[Answer]:
    altered = first_altered(run, certificate.head)
    if altered is not None:
        yield Answer(asked="evidence", good=False, told=altered)
        return
    head = certificate.head
    yield Answer(
        asked="evidence", good=True, told=f"{head.files:,} files, {head.records:,} records, all as they were recorded"
    )
    yield _judgment(certificate, run)


def _judgment(certificate: Certificate, run: Path) -> Answer:
    said = certificate.statement
    try:
        again = _stated_again(certificate, run)
    except (RosterproofError, UnreadableEvidence) as problem:
        return Answer(asked="judgment", good=False, told=f"cannot be judged again: {problem}")
    if again == said:
        return Answer(asked="judgment", good=True, told=f"judged again: {said['verdict']}, and every word the same")
    other = sorted(part for part in again if again[part] != said.get(part))
    told = f"judged again, this differs: {', '.join(other)}"
    if said["rosterproof"] != __version__:
        told = f"Rosterproof {__version__} judges otherwise than {said['rosterproof']} did. {told}"
        return Answer(asked="judgment", good=again["verdict"] == said["verdict"], told=told)
    return Answer(asked="judgment", good=False, told=told)


def _stated_again(certificate: Certificate, run: Path) -> Statement:
    report, tested = recheck.recheck(run), recheck.tested(run)
    if tested is None or report.issued_at is None:
        raise RosterproofError("the manifest does not say what was tested", where=str(run / recheck.MANIFEST))
    return statement(
        report.verdict,
        report.evidence,
        tested,
        version=report.version,
        issued_at=report.issued_at,
        head=certificate.head,
    )
