"""Whatever happens to the bytes of a package, it is read or refused with a reason, and nothing else comes of it."""

import pytest
from content.packed import cmi5, manifest_12, manifest_2004, scorm_12, scorm_2004, structure
from hypothesis import given, settings
from hypothesis import strategies as st

from rosterproof_sim.content.package import read_package
from rosterproof_sim.content.refusal import Refusal
from rosterproof_sim.domain.words.content import Objection

PACKAGES = (cmi5(), scorm_12(), scorm_2004())
MANIFESTS = (structure(), manifest_12(), manifest_2004())
#: Where to cut, what to put there, and how much to drop.
DAMAGE = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.binary(max_size=6), st.integers(0, 40)), min_size=1, max_size=4
)
SNIPPETS = st.sampled_from(
    [
        *("", "<", ">", '"', "&", "&amp;", "]]>", "<![CDATA[", "<!--", "<?x ?>", "<!DOCTYPE x>", "\x00", "xmlns='y'"),
        *("<au/>", "</au>", "<item/>", "../", "id=''", "masteryScore='1e9'", "urn:x:", "\u202e", "https://[::1", "%zz"),
    ]
)


def survives(content: bytes, media_type: str = "application/zip") -> None:
    found: tuple[Objection, ...] = ()
    try:
        assert read_package(content, media_type).launchables
    except Refusal as no:
        found = no.objections
    assert all(each.code and each.where and each.what for each in found)
    assert sum(len(each.where) + len(each.what) for each in found) < 200_000


@settings(max_examples=150, deadline=None)
@given(package=st.sampled_from(PACKAGES), damage=DAMAGE)
def test_damaged_bytes(package: bytes, damage: list[tuple[float, bytes, int]]) -> None:
    content = package
    for place, put, drop in damage:
        at = int(place * len(content))
        content = content[:at] + put + content[at + drop :]
    survives(content)


@settings(max_examples=150, deadline=None)
@given(
    which=st.integers(0, 2),
    damage=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), SNIPPETS, st.integers(0, 60)), min_size=1, max_size=4),
)
def test_damaged_manifests(which: int, damage: list[tuple[float, str, int]]) -> None:
    manifest = MANIFESTS[which]
    for place, put, drop in damage:
        at = int(place * len(manifest))
        manifest = manifest[:at] + put + manifest[at + drop :]
    survives((cmi5, scorm_12, scorm_2004)[which](manifest))
    survives(manifest.encode(), "text/xml")


@pytest.mark.parametrize("package", PACKAGES)
def test_every_single_byte_turned_over(package: bytes) -> None:
    for at in range(len(package)):
        survives(package[:at] + bytes([package[at] ^ 0xFF]) + package[at + 1 :])
