"""Files are read strictly, and found by what they are called."""

from pathlib import Path

import pytest

from rosterproof.document import read
from rosterproof.document.reading import MAX_BYTES
from rosterproof.errors import InvalidFile, NothingSelected, SetupError
from rosterproof.scenario.library import lookup, select, stories
from rosterproof.scenario.parse import read_story
from rosterproof.scenario.profile import read_profile
from rosterproof.stopwatch import Stopwatch


def told(file: Path) -> str:
    with pytest.raises(InvalidFile) as raised:
        read(file, what="scenario")
    return str(raised.value).removeprefix(f"{file}")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert told(tmp_path / "a.yaml") == ": there is no such file\n  hint: give the path of a scenario"


def test_a_folder(tmp_path: Path) -> None:
    assert told(tmp_path).startswith(": is a folder, not a file")


def test_a_file_larger_than_a_mebibyte_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"#" * (MAX_BYTES + 1))
    assert told(tmp_path / "a.yaml") == ": is larger than 1 MiB\n  hint: split it into several files"


def test_a_device_is_not_read() -> None:
    assert told(Path("/dev/zero")).startswith(": there is no such file")


def test_bytes_that_are_not_utf_8_are_told_by_line(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"title: x\nwhy: caf\xe9\n")
    assert told(tmp_path / "a.yaml") == ":2: is not UTF-8\n  hint: save the file as UTF-8"


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbftitle: x\n")
    assert read(tmp_path / "a.yaml").data == {"title": "x"}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('{"a": 1,}', ":1: is not JSON"),
        ('{"a": 1, "a": 2}', ": the key 'a' is there twice"),
        ('{"a": NaN}', ": NaN is not a number that JSON knows"),
        ('{"a": "\\ud800"}', ": holds half a character"),
        ("[" * 100_000, ": is nested too deep"),
        ("", ":1: is not JSON"),
    ],
)
def test_json_is_read_as_strictly(tmp_path: Path, text: str, what: str) -> None:
    (tmp_path / "a.json").write_text(text)
    assert told(tmp_path / "a.json").startswith(what)


def test_json_knows_its_lines_although_tabs_indent_it(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{\n\t"a": 1,\n\t"b": [\n\t\t2\n\t]\n}')
    document = read(tmp_path / "a.json")
    assert document.data == {"a": 1, "b": [2]}
    assert (document.line(["b"]), document.line(["b", 0])) == (3, 4)


@pytest.mark.parametrize(
    "text", ["[" * 1_000_000, "- " * 300_000, "{a: " * 200_000], ids=["brackets", "dashes", "keys"]
)
def test_a_file_made_to_be_slow_is_refused_at_once(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.yaml").write_text(text)
    watch = Stopwatch()
    assert told(tmp_path / "a.yaml")
    assert watch.seconds < 3


def test_a_story_is_selected_by_id_by_the_end_of_it_by_pattern_and_by_file() -> None:
    by_id = select("smoke/lc-12")
    assert by_id == select("lc-12") == select("smoke/lc-12*") == select(str(by_id[0].file))
    assert len(select("smoke/lc-*")) == 5


def test_selecting_what_there_is_not_selects_nothing_and_says_so() -> None:
    with pytest.raises(NothingSelected, match=r"no scenario is called 'lc-99'") as raised:
        select("lc-99")
    assert raised.value.exit_code == 4
    with pytest.raises(SetupError, match="there is no such file"):
        select("no/such/story.yaml")


def test_the_smoke_profile_names_stories_that_are_there() -> None:
    profile = read_profile("smoke")
    assert set(profile.scenarios) <= set(stories())
    assert profile.severities["account.present"] == "must"


def test_the_core_profile_names_what_is_a_matter_of_safety_and_law_and_how_people_are_told_apart() -> None:
    whole = {"lifecycle", "assignment", "audit", "write-back"}
    safety = {
        name
        for name, story in ((name, read_story(file)) for name, file in stories().items())
        if name.partition("/")[0] in whole and "s1" in story.tags
    }
    joined = {f"mapping/mp-{number}" for number in ("06", "07", "10", "11", "12")}
    smoke = {name for name in stories() if name.startswith("smoke/")}
    assert set(read_profile("core").scenarios) == safety | joined | smoke


def test_the_full_profile_names_every_story_that_there_is() -> None:
    full = read_profile("full")
    assert set(full.scenarios) == set(stories())
    assert full.severities == read_profile("core").severities
    assert full.weights == {"s3": "should", "s4": "info"}


def test_a_pattern_that_fits_no_story_is_told(tmp_path: Path) -> None:
    profile = tmp_path / "profile.yaml"
    profile.write_text('name: mine\ntitle: Mine\nscenarios: ["smoke/lc-*", "smok/*", smoke/lc-01]\nseverities: smoke\n')
    with pytest.raises(InvalidFile, match=r"profile\.yaml:3: there is no scenario like 'smok/\*'"):
        read_profile(str(profile))
    profile.write_text('name: mine\ntitle: Mine\nscenarios: ["smoke/lc-*", smoke/lc-01]\nseverities: smoke\n')
    assert read_profile(str(profile)).scenarios == tuple(one for one in stories() if one.startswith("smoke/lc-"))


@pytest.mark.parametrize("name", ["full", "profile.yaml"])
def test_severities_are_taken_from_a_profile_that_says_them_itself(tmp_path: Path, name: str) -> None:
    profile = tmp_path / "profile.yaml"
    profile.write_text(f"name: mine\ntitle: Mine\nscenarios: [smoke/lc-01]\nseverities: {name}\n")
    with pytest.raises(InvalidFile, match=f"profile '{name}' has no severities of its own"):
        read_profile(str(profile))


def test_a_profile_that_is_not_there_is_told_with_the_nearest() -> None:
    with pytest.raises(SetupError, match="there is no profile 'smoky'") as raised:
        read_profile("smoky")
    assert raised.value.hint == "did you mean 'smoke'?"


def test_a_profile_may_name_stories_beside_it(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("title: x\nwhy: y\nsteps: []\n")
    profile = tmp_path / "profile.yaml"
    profile.write_text("name: mine\ntitle: Mine\nscenarios: [mine.yaml, smoke/lc-01]\nseverities: {}\n")
    assert read_profile(str(profile)).scenarios == ("mine", "smoke/lc-01")


def test_a_catalog_is_found_by_name_or_by_path(tmp_path: Path) -> None:
    assert lookup("plant", kind="catalog").name == "plant.yaml"
    assert lookup("mine.yaml", kind="catalog", beside=tmp_path) == tmp_path / "mine.yaml"
