"""A small run with its certificate, made of tiny stories and a key of the test's own."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from judge.story_evidence import POLICY, Asked, Story

from rosterproof import notary, recheck
from rosterproof.certificate import Certificate, Tested
from rosterproof.certificate.key import SigningKey
from rosterproof.evidence import folder
from rosterproof.settings.build import Build

ISSUED = datetime(2026, 11, 24, 12, tzinfo=UTC)
KEY = SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
BUILD = Build(files=2, digest="b" * 64)


def bad() -> Story:
    """A story in which two people have no account for a day and for ten more days."""
    story = Story()
    for number in (1, 2):
        story.hire(f"E{number:07d}", department="CLN", family_name="Łukasz")
    with story.cycle():
        pass
    story.later(days=1)
    story.checkpoint()
    story.later(days=10)
    story.checkpoint()
    return story


def certified(run: Path, story: Story, *, build: Build | None = BUILD, whole: bool = True) -> Certificate:
    """Write a run of one story, and certify it."""
    asked = Asked(
        severities={"account.present": "must", "error.reported": "should"},
        scenarios=("tiny/story",) if whole else ("tiny/story", "tiny/other"),
    )
    tested = Tested(hris="core", lms="core", build=build, file="f" * 64, policy=POLICY, valid_days=30)
    place = recheck.evidence_folder(run, "tiny/story")
    folder.write(story.evidence(), place)
    (place / folder.LOG).write_bytes(b"listening\nsynchronized\n")
    recheck.remember(run, asked, played=("tiny/story",), issued_at=ISSUED, tested=tested)
    return notary.issue(run, recheck.recheck(run), tested, KEY)


def answers(run: Path, **asked: object) -> Mapping[str, tuple[bool, str]]:
    """What verifying the run answers, question by question."""
    found = notary.verify(run, **{"at": ISSUED, **asked})  # type: ignore[arg-type]
    return {answer.asked: (answer.good, answer.told) for answer in found.answers}
