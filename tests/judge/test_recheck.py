"""A stored run is judged again from its folder alone, to the same verdict, or it is said why not."""

from pathlib import Path

import pytest
from judge.story_evidence import Asked, Story

from rosterproof import recheck
from rosterproof.checks import judge
from rosterproof.errors import SetupError
from rosterproof.evidence import folder
from rosterproof.verdict import Standing, run_verdict


def stored(run: Path) -> Asked:
    story = Story()
    story.hire(department="CLN", given_name="Zoë \U0001f600")
    with story.cycle():
        ada = story.open_account(location="HOU")
        story.enrolled(ada, "ORI-100", "2026-03-09", "everyone")
    story.later(days=1)
    story.tries(ada, let_in=True)
    story.checkpoint()
    folder.write(story.evidence(), recheck.evidence_folder(run, "tiny/story"))
    asked = Asked()
    recheck.remember(run, asked, played=("tiny/story",), seconds={"tiny/story": 1.0})
    return asked


def test_the_verdict_is_the_same(tmp_path: Path) -> None:
    asked = stored(tmp_path)
    first = run_verdict([judge(folder.read(recheck.evidence_folder(tmp_path, "tiny/story")), asked)], asked)
    again = recheck.recheck(tmp_path)
    assert again.verdict == first
    assert again.verdict.standing is Standing.BROKEN
    assert again.seconds == {"tiny/story": 1.0}


def test_another_profile_may_judge(tmp_path: Path) -> None:
    stored(tmp_path)
    again = recheck.recheck(tmp_path, Asked(name="lenient", severities={"account.present": "must"}))
    assert (again.verdict.profile, again.verdict.standing) == ("lenient", Standing.CERTIFIED)


def test_a_folder_that_is_no_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="there is no run here"):
        recheck.recheck(tmp_path)
    (tmp_path / recheck.MANIFEST).write_text("{}")
    with pytest.raises(SetupError, match="not the manifest of a run"):
        recheck.recheck(tmp_path)


def test_an_altered_journal_is_noticed(tmp_path: Path) -> None:
    stored(tmp_path)
    journal = recheck.evidence_folder(tmp_path, "tiny/story") / folder.JOURNAL
    journal.write_text(journal.read_text().replace("HOU", "CHI"))
    with pytest.raises(recheck.AlteredEvidence, match=r"journal\.jsonl:2: this row is not as it was recorded"):
        recheck.recheck(tmp_path)


def test_a_missing_row_is_noticed(tmp_path: Path) -> None:
    stored(tmp_path)
    journal = recheck.evidence_folder(tmp_path, "tiny/story") / folder.JOURNAL
    lines = journal.read_text().splitlines(keepends=True)
    journal.write_text("".join(lines[:1] + lines[2:]))
    with pytest.raises(recheck.AlteredEvidence):
        recheck.recheck(tmp_path)
