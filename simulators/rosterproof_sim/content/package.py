"""From bytes to a package: which standard it is of, and what it holds."""

from rosterproof_sim.content import cmi5, scorm
from rosterproof_sim.content.archive import LARGEST_MANIFEST, Archive, is_zip
from rosterproof_sim.content.document import parse
from rosterproof_sim.content.refusal import refusal
from rosterproof_sim.domain.words.content import Package

CMI5 = "cmi5.xml"
SCORM = "imsmanifest.xml"


def read_package(content: bytes, media_type: str) -> Package:
    """Read a zip archive, or a cmi5 course structure that stands alone; raises Refusal."""
    if media_type == "text/xml":
        if is_zip(content):
            raise refusal("not-xml", CMI5, "it is a zip archive; send it as application/zip")
        if len(content) > LARGEST_MANIFEST:
            raise refusal("manifest-too-large", CMI5, f"it has {len(content)} bytes, more than {LARGEST_MANIFEST}")
        return cmi5.read(parse(CMI5, content), files=None)
    archive = Archive(content)
    if CMI5 in archive.names:
        return cmi5.read(parse(CMI5, archive.read(CMI5)), files=archive.names)
    if SCORM in archive.names:
        return scorm.read(parse(SCORM, archive.read(SCORM)), files=archive.names)
    raise refusal("manifest-missing", "package", _missing(archive.names))


def _missing(names: frozenset[str]) -> str:
    elsewhere = sorted(each for each in names if each.rpartition("/")[2].lower() in (CMI5, SCORM))
    wanted = f"there is neither {CMI5} nor {SCORM} at its root"
    return f"{wanted}; {elsewhere[0][:200]} stands in the wrong place" if elsewhere else wanted
