"""The manifest of SCORM 1.2 and SCORM 2004 (3rd and 4th edition): imsmanifest.xml.

A SCO is launched by an item of the organization that is shown by default; an asset is only shown, and tells no results.
"""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from rosterproof_sim.content.archive import is_unsafe
from rosterproof_sim.content.document import base, local, space
from rosterproof_sim.content.refusal import refusal
from rosterproof_sim.content.value import Reading, number
from rosterproof_sim.domain.words.content import ContentStandard, Launchable, Package

_FILE = "imsmanifest.xml"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Version:
    """What a version of the standard calls things."""

    standard: ContentStandard
    #: Of the manifest, and of what SCORM adds to it.
    manifest: str
    adlcp: str
    #: The attribute that tells a SCO from an asset; its letters differ from version to version.
    scorm_type: str
    editions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Resource:
    """A resource, and the path that its files begin at."""

    element: Element
    start: str


_VERSIONS = (
    _Version(
        standard="scorm_1.2",
        manifest="http://www.imsproject.org/xsd/imscp_rootv1p1p2",
        adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2",
        scorm_type="scormtype",
        editions=("1.2",),
    ),
    _Version(
        standard="scorm_2004",
        manifest="http://www.imsglobal.org/xsd/imscp_v1p1",
        adlcp="http://www.adlnet.org/xsd/adlcp_v1p3",
        scorm_type="scormType",
        editions=("2004 3rd Edition", "2004 4th Edition"),
    ),
)
_IMSSS = "http://www.imsglobal.org/xsd/imsss"


def read(root: Element, files: Set[str]) -> Package:
    """Read a manifest of a package with these files. Raises Refusal."""
    if local(root) != "manifest":
        raise refusal("wrong-root", _FILE, f"it begins with {local(root)[:64]}, not with manifest")
    version = next((each for each in _VERSIONS if each.manifest == space(root)), None)
    if version is None:
        wanted = " or ".join(each.manifest for each in _VERSIONS)
        what = f"its manifest is of {space(root)[:128] or 'no namespace'}, not of {wanted}"
        raise refusal("wrong-namespace", _FILE, what)
    return _Manifest(root, version, files).package()


class _Manifest:
    """One manifest being read; what is wrong with it is gathered, so that all of it is told at once."""

    def __init__(self, root: Element, version: _Version, files: Set[str]) -> None:
        self._root = root
        self._version = version
        self._files = files
        self._reading = Reading(_FILE)
        self._ids: set[str] = set()

    def package(self) -> Package:
        """Return what it says."""
        self._check_version()
        for element in self._root.iter():
            if element.tag in {self._own(each) for each in ("organization", "item", "resource")}:
                self._check_id(element)
        resources = self._resources()
        organization = self._organization()
        self._reading.refuse()
        if organization is None:
            raise refusal("organization-missing", _FILE, "it has no organization")
        launchables = tuple(self._launchables(organization, resources))
        if not launchables:
            self._reading.no("nothing-to-launch", "organizations", "no item leads to a SCO")
        self._reading.refuse()
        return Package(
            standard=self._version.standard,
            publisher_id=self._root.get("identifier", ""),
            title=self._title(organization) or self._root.get("identifier", ""),
            launchables=launchables,
        )

    def _check_version(self) -> None:
        schema = self._root.findtext(f"{self._own('metadata')}/{self._own('schemaversion')}")
        if schema is None:
            self._reading.no("element-missing", "metadata", "it has no schemaversion")
        elif schema.strip() not in self._version.editions:
            what = f"schemaversion is {schema.strip()[:64]!r}, none of {', '.join(self._version.editions)}"
            self._reading.no("version-unknown", "metadata", what)

    def _check_id(self, element: Element) -> None:
        identity = element.get("identifier")
        if not identity:
            self._reading.no("attribute-missing", local(element), "it has no identifier")
        elif identity in self._ids:
            self._reading.no("duplicate-id", f"{local(element)} {identity}", "this identifier stands there twice")
        else:
            self._ids.add(identity)

    def _resources(self) -> dict[str, _Resource]:
        """Return the resources by id, and say which of the files that they name are not there."""
        found: dict[str, _Resource] = {}
        for group in self._root.findall(self._own("resources")):
            for resource in group.findall(self._own("resource")):
                where = f"resource {resource.get('identifier', '')}"
                start = base(self._root) + base(group) + base(resource)
                found[resource.get("identifier", "")] = _Resource(element=resource, start=start)
                if resource.get("href") is not None:
                    self._check_file(start + resource.get("href", ""), where)
                for file in resource.findall(self._own("file")):
                    self._check_file(start + file.get("href", ""), where)
        return found

    def _check_file(self, href: str, where: str) -> None:
        try:
            parts = urlsplit(href)
        except ValueError:
            self._reading.no("url-invalid", where, f"{href[:200]} is no url")
            return
        if parts.scheme in ("http", "https"):
            return
        path = unquote(parts.path)
        if parts.scheme or parts.netloc or is_unsafe(path):
            self._reading.no("file-unsafe", where, f"{href[:200]} leads out of the package")
        elif path not in self._files and parts.path not in self._files:
            self._reading.no("file-missing", where, f"{path[:200]} is not in the package")

    def _organization(self) -> Element | None:
        """Return the organization that is shown by default: the one that is named, or else the first."""
        group = self._root.find(self._own("organizations"))
        every = [] if group is None else group.findall(self._own("organization"))
        named = None if group is None else group.get("default")
        if named is None:
            return every[0] if every else None
        found = next((each for each in every if each.get("identifier") == named), None)
        if found is None:
            self._reading.no("reference-unknown", "organizations", f"the default is {named[:200]}, which is not there")
        return found

    def _launchables(self, organization: Element, resources: dict[str, _Resource]) -> Iterator[Launchable]:
        for item in organization.iter(self._own("item")):
            name = item.get("identifierref")
            if name is None:
                continue
            where = f"item {item.get('identifier', '')}"
            resource = resources.get(name)
            if resource is None:
                self._reading.no(
                    "reference-unknown", where, f"it leads to the resource {name[:200]}, which is not there"
                )
            elif self._is_sco(resource.element, where):
                yield self._launchable(item, resource, where)

    def _is_sco(self, resource: Element, where: str) -> bool:
        kind = resource.get(f"{{{self._version.adlcp}}}{self._version.scorm_type}")
        if kind not in ("sco", "asset"):
            name = f"adlcp:{self._version.scorm_type}"
            self._reading.no("value-not-allowed", where, f"the {name} of its resource is {kind!r}, not sco or asset")
        return kind == "sco"

    def _launchable(self, item: Element, resource: _Resource, where: str) -> Launchable:
        href = resource.element.get("href", "")
        if not href:
            self._reading.no("attribute-missing", where, "its resource is a SCO without href")
        return Launchable(
            launch_id=item.get("identifier", ""),
            title=self._title(item) or item.get("identifier", ""),
            url=resource.start + href + item.get("parameters", ""),
            mastery_score=self._mastery(item, where),
        )

    def _mastery(self, item: Element, where: str) -> float | None:
        """Return the score that passes an item, scaled: 1.2 counts to 100, 2004 from -1 to 1."""
        if self._version.standard == "scorm_1.2":
            text = item.findtext(f"{{{self._version.adlcp}}}masteryscore")
            found = number(self._reading, where, "masteryscore", text, lowest=0, highest=100)
            return None if found is None else found / 100
        sequencing = item.find(f"{{{_IMSSS}}}sequencing/{{{_IMSSS}}}objectives/{{{_IMSSS}}}primaryObjective")
        if sequencing is None or sequencing.get("satisfiedByMeasure", "false") not in ("true", "1"):
            return None
        text = sequencing.findtext(f"{{{_IMSSS}}}minNormalizedMeasure")
        found = number(self._reading, where, "minNormalizedMeasure", text, lowest=-1, highest=1)
        # The standard: satisfied by measure without saying by which, the measure is 1.
        return 1.0 if found is None else found

    def _title(self, element: Element) -> str:
        return (element.findtext(self._own("title")) or "").strip()

    def _own(self, name: str) -> str:
        return f"{{{self._version.manifest}}}{name}"
