"""The table of the people of a story shows both systems as they were, right or wrong."""

from judge.story_evidence import Story
from judge.test_reports import report

from rosterproof.report import html
from rosterproof.report.actors import Open, actors


def test_what_both_systems_hold_is_shown_side_by_side() -> None:
    story = Story()
    story.hire(department="WHS", title="team-leader")
    with story.cycle():
        ada = story.open_account()
        orientation = story.enrolled(ada, "ORI-100", "2026-03-09", "everyone")
        story.enrolled(ada, "PSM-200", "2026-04-01", "leaders")
    story.completed(ada, orientation, None, None)
    story.certified(ada, "ORI-100", "2027-03-02", None)
    story.checkpoint()
    (shown,) = actors(story.evidence())
    assert (shown.name, shown.account, shown.status) == ("Ada Berg", "open", "active")
    assert shown.job[:2] == ("team-leader", "WHS")
    assert shown.certified == (("ORI-100", "2027-03-02"),)
    assert shown.open == (Open(course="PSM-200", due_on="2026-04-01", overdue=False),)
    assert shown.recorded == (), "it was never written back"


def test_no_account_and_two_of_them_are_told() -> None:
    story = Story()
    story.hire(department="CLN")
    story.checkpoint()
    assert actors(story.evidence())[0].account == "none"
    with story.cycle():
        story.open_account()
        story.close_account(story.open_account(username="ada-2"))
    story.checkpoint()
    assert actors(story.evidence())[0].account == "2 accounts, 1 open"


def test_a_run_of_one_story_opens_with_it() -> None:
    story = Story()
    story.hire(department="CLN", given_name="<b>Ada</b>")
    story.checkpoint()
    page = html.render(report(story.evidence()))
    assert page.index("<h2>The story</h2>") < page.index("<h2>Requirements</h2>")
    assert "<bdi>&lt;b&gt;Ada&lt;/b&gt; Berg</bdi>" in page
    two = html.render(report(story.evidence(), story.evidence()))
    assert two.index("<h2>Stories</h2>") > two.index("<h2>Requirements</h2>")
