"""Packages are read as the standards say, and a bad one is refused with the reason, before anything is unpacked."""

import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from content.packed import (
    CMI5_NS,
    COURSE,
    UNIT,
    cmi5,
    manifest_12,
    manifest_2004,
    packed,
    scorm_12,
    scorm_2004,
    structure,
    text,
    unit,
)

from rosterproof_sim.content import archive
from rosterproof_sim.content.package import read_package
from rosterproof_sim.content.refusal import Refusal
from rosterproof_sim.domain.words.content import Launchable, Package

ZIP = "application/zip"
XML = "text/xml"
ABSOLUTE = "https://content.example.test/psm/index.html"


def refused(content: bytes, media_type: str = ZIP) -> dict[str, str]:
    """Why a package is refused: code -> what is said of the first of that code."""
    with pytest.raises(Refusal) as caught:
        read_package(content, media_type)
    found: dict[str, str] = {}
    for each in caught.value.objections:
        found.setdefault(each.code, f"{each.where}: {each.what}")
    return found


def test_a_cmi5_package_is_read() -> None:
    more = "<launchParameters>a=1</launchParameters><entitlementKey>k</entitlementKey>"
    assert read_package(cmi5(structure(unit(more=more))), ZIP) == Package(
        standard="cmi5",
        publisher_id=COURSE,
        title="Process Safety",
        launchables=(
            Launchable(
                launch_id=UNIT,
                title="Process safety",
                url="content/index.html",
                mastery_score=0.8,
                move_on="Passed",
                launch_parameters="a=1",
                entitlement_key="k",
            ),
        ),
    )


def test_a_course_structure_may_come_alone() -> None:
    (found,) = read_package(structure(unit(url=ABSOLUTE, attributes="")).encode(), XML).launchables
    assert (found.url, found.mastery_score, found.move_on, found.launch_method) == (
        ABSOLUTE,
        None,
        "NotApplicable",
        "AnyWindow",
    )


def test_units_in_blocks_keep_their_order_and_extensions_are_passed_over() -> None:
    block = (
        f'<block id="https://example.test/b">{text("title", "B")}{text("description", "")}{unit("urn:au:2")}</block>'
    )
    extension = '<x:note xmlns:x="urn:x"><x:au id="no"/></x:note>'
    read = read_package(cmi5(structure(unit("urn:au:1") + block + unit("urn:au:3") + extension)), ZIP)
    assert [each.launch_id for each in read.launchables] == ["urn:au:1", "urn:au:2", "urn:au:3"]


def test_more_than_a_thousand_units_are_taken() -> None:
    units = "".join(unit(f"urn:au:{number}") for number in range(1500))
    assert len(read_package(cmi5(structure(units)), ZIP).launchables) == 1500


def test_a_byte_order_mark_and_hostile_names_are_carried() -> None:
    named = structure().replace("Process Safety", "&lt;script&gt;alert(1)&lt;/script&gt; Sicherheit für 李")
    read = read_package(packed({"cmi5.xml": b"\xef\xbb\xbf" + named.encode(), "content/index.html": ""}), ZIP)
    assert read.title == "<script>alert(1)</script> Sicherheit für 李"


def test_a_scorm_12_package_is_read() -> None:
    assert read_package(scorm_12(), ZIP) == Package(
        standard="scorm_1.2",
        publisher_id="M1",
        title="Forklift",
        launchables=(Launchable(launch_id="I1", title="Handling", url="sco/index.html", mastery_score=0.8),),
    )


@pytest.mark.parametrize("edition", ["2004 3rd Edition", "2004 4th Edition"])
def test_a_scorm_2004_package_is_read(edition: str) -> None:
    read = read_package(scorm_2004(manifest_2004(version=edition)), ZIP)
    assert (read.standard, read.title) == ("scorm_2004", "Ladders")
    assert read.launchables == (Launchable(launch_id="I1", title="Climbing", url="index.html", mastery_score=0.8),)


def test_a_measure_counts_only_where_the_objective_is_satisfied_by_it() -> None:
    (found,) = read_package(scorm_2004(manifest_2004(by_measure="false")), ZIP).launchables
    assert found.mastery_score is None


def test_an_asset_is_not_launched_and_a_base_is_put_before_what_it_leads_to() -> None:
    items = '<item identifier="A" identifierref="R0"/><item identifier="B" identifierref="R1" parameters="?x=1"/>'
    resources = (
        '<resource identifier="R0" adlcp:scormtype="asset" href="sco/index.html"/>'
        '<resource identifier="R1" adlcp:scormtype="sco" href="index.html" xml:base="sco/"/>'
    )
    (found,) = read_package(scorm_12(manifest_12(items=items, resources=resources)), ZIP).launchables
    assert (found.launch_id, found.title, found.url) == ("B", "B", "sco/index.html?x=1")


SECOND = '<resource identifier="R1" adlcp:scormtype="sco" href="sco/index.html"/>'
BLOCK = '<block id="{0}">' + text("title", "B") + text("description", "B") + unit("urn:au:{0}") + "</block>"
OBJECTIVES = '<objectives><objective idref="urn:o:1"/></objectives>'


@pytest.mark.parametrize(
    ("code", "bad", "says"),
    [
        ("wrong-namespace", structure(namespace="urn:else"), "urn:else"),
        ("wrong-root", f'<course xmlns="{CMI5_NS}"/>', "course"),
        ("nothing-to-launch", structure(""), "no au"),
        ("id-not-iri", structure(unit("au-1")), "au au-1"),
        ("id-not-iri", structure(unit("https://example.test/a b")), "full IRI"),
        ("id-not-iri", structure(course="psm"), "course psm"),
        ("duplicate-id", structure(unit() + unit()), UNIT),
        (
            "duplicate-id",
            structure(BLOCK.format("urn:b:1") + BLOCK.format("urn:b:1").replace("au:urn", "z:urn")),
            "block",
        ),
        ("attribute-missing", structure(unit().replace(f'id="{UNIT}"', "")), "no id"),
        ("element-missing", structure(head=""), "no course"),
        ("element-missing", structure(unit().replace("<url>content/index.html</url>", "")), "no url"),
        ("element-missing", structure(unit(url="  ")), "url is empty"),
        ("element-missing", structure(unit().replace(text("title", "Process safety"), "")), "no title"),
        ("element-missing", structure(unit().replace(text("title", "Process safety"), "<title/>")), "langstring"),
        ("element-unknown", structure(unit(more="<launchParamaters/>")), "launchParamaters"),
        ("value-not-allowed", structure(unit(attributes='moveOn="Pass"')), "'Pass', none of Passed"),
        ("value-not-allowed", structure(unit(attributes='moveOn=""')), "moveOn"),
        ("value-not-allowed", structure(unit(attributes='launchMethod="Popup"')), "OwnWindow, AnyWindow"),
        ("value-not-allowed", structure(unit(attributes='masteryScore="1.01"')), "from 0 to 1"),
        ("value-not-allowed", structure(unit(attributes='masteryScore="-0.1"')), "from 0 to 1"),
        ("value-not-allowed", structure(unit(attributes='masteryScore="nan"')), "nan"),
        ("value-not-allowed", structure(unit(attributes='masteryScore="8e-1"')), "8e-1"),
        ("file-missing", structure(unit(url="content/other.html?x=1")), "content/other.html"),
        ("file-missing", structure(unit(url="content/INDEX.html")), "INDEX"),
        ("file-unsafe", structure(unit(url="../index.html")), "leads out"),
        ("file-unsafe", structure(unit(url="/content/index.html")), "leads out"),
        ("url-invalid", structure(unit(url="javascript:alert(1)")), "http"),
        ("url-invalid", structure(unit(url="file:///etc/passwd")), "http"),
        ("url-invalid", structure(unit(url="http://[::1/index.html")), "no url"),
        ("url-query-taken", structure(unit(url="content/index.html?a=1&amp;fetch=x&amp;actor=y")), "actor, fetch"),
        ("reference-unknown", structure(unit(more=OBJECTIVES)), "urn:o:1"),
        ("xml-entities", structure(before='<!DOCTYPE c [<!ENTITY a "b">]>'), "DTD"),
        ("xml-entities", structure(before='<!DOCTYPE c SYSTEM "file:///etc/passwd">'), "DTD"),
        ("xml-entities", structure(before='<!DOCTYPE c [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x">%p;]>'), "DTD"),
        ("xml-malformed", structure()[:-5], "cannot be read"),
        ("xml-malformed", structure().replace("Process Safety", "&#x1;"), "cannot be read"),
        ("xml-malformed", structure().replace("Process Safety", "&nbsp;"), "cannot be read"),
        ("xml-malformed", "", "cannot be read"),
        ("xml-encoding", structure().replace("UTF-8", "UTF-16"), "declares UTF-16"),
        ("xml-encoding", structure().replace("UTF-8", "UTF-7"), "declares UTF-7"),
        ("xml-encoding", structure().replace("Process Safety", "a\0b"), "NUL"),
        ("xml-too-large", structure(f"{'<x>' * 100}{'</x>' * 100}"), "deep"),
        ("xml-too-large", structure(unit(attributes=" ".join(f'a{n}="1"' for n in range(100)))), "attributes"),
        ("xml-too-large", structure(unit(more=f"<launchParameters>{'x' * 70_000}</launchParameters>")), "characters"),
        ("xml-too-large", structure(unit(attributes=f'moveOn="{"x" * 70_000}"')), "characters"),
    ],
)
def test_a_cmi5_structure_that_is_wrong(code: str, bad: str, says: str) -> None:
    found = refused(cmi5(bad))
    assert says in found[code], found


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16", "utf-32"])
def test_what_is_not_utf_8_is_refused_whatever_it_declares(encoding: str) -> None:
    text_ = structure().replace("Process Safety", "Sicherheit für Ada")
    assert "UTF-8" in refused(packed({"cmi5.xml": text_.encode(encoding)}))["xml-encoding"]


def test_all_that_is_wrong_is_told_at_once() -> None:
    found = refused(cmi5(structure(unit("x", url="../a", attributes='moveOn="No" masteryScore="2"') + unit("x"))))
    assert set(found) == {"id-not-iri", "file-unsafe", "value-not-allowed"}


def test_a_billion_laughs_are_not_heard() -> None:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    bomb = structure(before=f"<!DOCTYPE c [{entities}]>").replace("Process Safety", "&l9;")
    assert set(refused(cmi5(bomb))) == {"xml-entities"}


@pytest.mark.parametrize(
    ("code", "bad", "says"),
    [
        ("wrong-namespace", manifest_12(namespace="urn:else"), "urn:else"),
        ("wrong-root", "<courseStructure/>", "courseStructure"),
        ("version-unknown", manifest_12(version="1.3"), "'1.3'"),
        ("version-unknown", manifest_12(version="2004 4th Edition"), "1.2"),
        ("element-missing", manifest_12().replace("<schemaversion>1.2</schemaversion>", ""), "schemaversion"),
        (
            "organization-missing",
            manifest_12(default="").replace("<organization ", "<o ").replace("</organization>", "</o>"),
            "no organ",
        ),
        ("reference-unknown", manifest_12(default=' default="NONE"'), "NONE"),
        ("reference-unknown", manifest_12(items='<item identifier="I1" identifierref="R9"/>'), "R9"),
        ("nothing-to-launch", manifest_12(items='<item identifier="I1"/>'), "no item"),
        ("nothing-to-launch", manifest_12(resources=SECOND.replace('"sco"', '"asset"')), "no item"),
        ("value-not-allowed", manifest_12(resources=SECOND.replace('"sco"', '"SCO"')), "'SCO'"),
        ("value-not-allowed", manifest_12(resources=SECOND.replace(' adlcp:scormtype="sco"', "")), "None"),
        ("value-not-allowed", manifest_12(mastery="<adlcp:masteryscore>101</adlcp:masteryscore>"), "from 0 to 100"),
        ("value-not-allowed", manifest_12(mastery="<adlcp:masteryscore>high</adlcp:masteryscore>"), "high"),
        ("duplicate-id", manifest_12(resources=SECOND + SECOND), "R1"),
        ("duplicate-id", manifest_12(resources=SECOND + SECOND.replace("R1", "I1")), "I1"),
        ("attribute-missing", manifest_12(resources=SECOND.replace(' href="sco/index.html"', "")), "without href"),
        ("attribute-missing", manifest_12(items='<item identifierref="R1"/>'), "no identifier"),
        ("file-missing", manifest_12(href="sco/other.html"), "sco/other.html"),
        ("file-unsafe", manifest_12(href="../index.html"), "leads out"),
        ("file-unsafe", manifest_12(href="%2e%2e/index.html"), "leads out"),
        ("file-unsafe", manifest_12(href="C:\\\\index.html"), "leads out"),
        ("file-unsafe", manifest_12(href="file:///etc/passwd"), "leads out"),
        ("xml-entities", '<!DOCTYPE m [<!ENTITY a "b">]>' + manifest_12(), "DTD"),
    ],
)
def test_a_scorm_12_manifest_that_is_wrong(code: str, bad: str, says: str) -> None:
    found = refused(scorm_12(bad))
    assert says in found[code], found


@pytest.mark.parametrize(
    ("code", "bad", "says"),
    [
        ("version-unknown", manifest_2004(version="CAM 1.3"), "CAM 1.3"),
        ("version-unknown", manifest_2004(version="1.2"), "2004 3rd Edition"),
        ("value-not-allowed", manifest_2004(measure="80"), "from -1 to 1"),
        ("value-not-allowed", manifest_2004(scorm_type="Sco"), "'Sco'"),
        # 1.2 writes the attribute with small letters, and so is not meant.
        ("value-not-allowed", manifest_2004().replace("scormType", "scormtype"), "adlcp:scormType"),
    ],
)
def test_a_scorm_2004_manifest_that_is_wrong(code: str, bad: str, says: str) -> None:
    found = refused(scorm_2004(bad))
    assert says in found[code], found


@pytest.mark.parametrize(
    ("content", "media_type", "code", "says"),
    [
        (b"", ZIP, "not-a-zip", "cannot be read"),
        (b"<html/>", ZIP, "not-a-zip", "cannot be read"),
        (cmi5()[:-30], ZIP, "not-a-zip", "cannot be read"),
        (cmi5(), XML, "not-xml", "application/zip"),
        (structure().encode(), XML, "url-relative", "no package"),
        (b"x" * (archive.LARGEST_MANIFEST + 1), XML, "manifest-too-large", "bytes"),
        (packed({}), ZIP, "manifest-missing", "neither"),
        (packed({"course/cmi5.xml": structure()}), ZIP, "manifest-missing", "course/cmi5.xml stands in the wrong"),
        (packed({"IMSMANIFEST.XML": manifest_12()}), ZIP, "manifest-missing", "IMSMANIFEST.XML stands"),
    ],
)
def test_what_is_no_package(content: bytes, media_type: str, code: str, says: str) -> None:
    assert says in refused(content, media_type)[code]


@pytest.mark.parametrize(
    "name", ["../x", "a/../../x", "/abs", "C:\\x", "C:x", "..\\x", "a\\b", "\\\\host\\x", "a//b", "./a", "a\x07b"]
)
def test_a_name_that_leads_out_of_the_package_is_refused(name: str) -> None:
    assert "leads out" in refused(cmi5(**{name: "x"}))["zip-unsafe-name"]


def test_a_name_is_refused_that_hides_behind_a_nul() -> None:
    hidden = cmi5(safeXhtml="x").replace(b"safeXhtml", b"safe\0html")
    assert "leads out" in refused(hidden)["zip-unsafe-name"]


def test_nothing_is_written_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    refused(cmi5(**{"../escaped": "x"}))
    read_package(cmi5(), ZIP)
    assert list(tmp_path.rglob("*")) == []
    assert not (tmp_path.parent / "escaped").exists()


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["content/index.html", "content/INDEX.html"])
def test_a_name_that_stands_there_twice_is_refused(name: str) -> None:
    made = BytesIO(cmi5())
    with zipfile.ZipFile(made, "a") as opened:
        opened.writestr(name, "another")
    assert "twice" in refused(made.getvalue())["zip-duplicate-name"]


def entry(change: Callable[[zipfile.ZipInfo], None]) -> bytes:
    info = zipfile.ZipInfo("extra")
    change(info)
    made = BytesIO(cmi5())
    with zipfile.ZipFile(made, "a") as opened:
        opened.writestr(info, "/etc/passwd")
    return made.getvalue()


def test_a_link_is_refused() -> None:
    def link(info: zipfile.ZipInfo) -> None:
        info.create_system, info.external_attr = 3, 0o120777 << 16

    assert "link" in refused(entry(link))["zip-link"]


def test_a_packing_that_few_know_is_refused() -> None:
    def lzma(info: zipfile.ZipInfo) -> None:
        info.compress_type = zipfile.ZIP_LZMA

    assert "method 14" in refused(entry(lzma))["zip-method"]


def test_an_encrypted_file_is_refused() -> None:
    content = bytearray(cmi5())
    at = content.rindex(b"PK\x01\x02")
    (flags,) = struct.unpack_from("<H", content, at + 8)
    struct.pack_into("<H", content, at + 8, flags | 1)
    assert "encrypted" in refused(bytes(content))["zip-encrypted"]


@pytest.mark.parametrize("name", ["inner.zip", "a/INNER.ZIP", "x.tar", "x.gz"])
def test_an_archive_in_the_archive_is_refused(name: str) -> None:
    assert "inside" in refused(cmi5(**{name: "x"}))["zip-nested"]


def test_a_thousand_to_one_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = cmi5(**{"video.mp4": b"\0" * (20 * 1024 * 1024)})
    assert len(bomb) < 100_000
    monkeypatch.setattr(zipfile.ZipFile, "open", None)
    assert "to one" in refused(bomb)["zip-bomb"]


def test_a_manifest_that_lies_of_its_size_is_read_no_further() -> None:
    size = archive.LARGEST_MANIFEST + 10
    bomb = packed({"cmi5.xml": b" " * size})
    told = bomb.replace(struct.pack("<I", size), struct.pack("<I", 1_000))
    assert told != bomb
    assert set(refused(told)) <= {"not-a-zip", "manifest-too-large"}
    assert "manifest-too-large" in refused(packed({"cmi5.xml": b" " * size}, method=zipfile.ZIP_STORED))


def test_a_bomb_of_many_files_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST_UNPACKED", 1000)
    assert "unpacked" in refused(cmi5(more="x" * 2000))["zip-bomb"]


def test_too_many_entries_are_refused() -> None:
    many = packed({f"f{number}": "" for number in range(archive.MOST_ENTRIES + 1)}, method=zipfile.ZIP_STORED)
    assert str(archive.MOST_ENTRIES) in refused(many)["zip-too-many-entries"]
