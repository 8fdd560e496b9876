"""The course structure of cmi5 (Quartz, 1st edition): cmi5.xml in a package, or alone.

Elements of other namespaces are extensions, which the standard lets anybody add; they are passed over.
"""

import re
from collections.abc import Iterable, Iterator, Set
from urllib.parse import parse_qsl, urlsplit
from xml.etree.ElementTree import Element

from rosterproof_sim.content.archive import is_unsafe
from rosterproof_sim.content.document import local, space
from rosterproof_sim.content.refusal import refusal
from rosterproof_sim.content.value import Reading, number, one_of
from rosterproof_sim.domain.words.content import Launchable, Package

NAMESPACE = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"
MOVE_ON = ("Passed", "Completed", "CompletedAndPassed", "CompletedOrPassed", "NotApplicable")
LAUNCH_METHODS = ("OwnWindow", "AnyWindow")
#: What the LMS itself puts into the query of a launch.
TAKEN = frozenset({"endpoint", "fetch", "actor", "registration", "activityId"})

_FILE = "cmi5.xml"
#: Absolute, as RFC 3987 has it: a scheme, and nothing that has no place in an IRI.
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+")


def read(root: Element, files: Set[str] | None) -> Package:
    """Read a course structure; `files` are those of its package, None where it came alone. Raises Refusal."""
    if root.tag != f"{{{NAMESPACE}}}courseStructure":
        found = f"{local(root)[:64]} of {space(root)[:128] or 'no namespace'}"
        what = f"it begins with {found}, not with courseStructure of {NAMESPACE}"
        raise refusal("wrong-namespace" if local(root) == "courseStructure" else "wrong-root", _FILE, what)
    return _Structure(root, files).package()


class _Structure:
    """One course structure being read; what is wrong with it is gathered, so that all of it is told at once."""

    def __init__(self, root: Element, files: Set[str] | None) -> None:
        self._root = root
        self._files = files
        self._reading = Reading(_FILE)

    def package(self) -> Package:
        """Return what it says."""
        course = self._child(self._root, "course", "courseStructure")
        units = list(_descendants(self._root, "au"))
        self._check_ids("course", [] if course is None else [course])
        self._check_ids("au", units)
        self._check_ids("block", _descendants(self._root, "block"))
        self._check_objectives()
        self._check_elements(self._root)
        launchables = tuple(self._unit(each) for each in units)
        if not units:
            self._reading.no("nothing-to-launch", "courseStructure", "it has no au")
        title = "" if course is None else self._text(course, "title", "course")
        if course is not None:
            self._text(course, "description", "course")
        for block in _descendants(self._root, "block"):
            self._text(block, "title", f"block {block.get('id', '')}")
        self._reading.refuse()
        identity = "" if course is None else course.get("id", "")
        return Package(standard="cmi5", publisher_id=identity, title=title, launchables=launchables)

    def _unit(self, unit: Element) -> Launchable:
        identity = unit.get("id", "")
        where = f"au {identity}"
        read = self._reading
        return Launchable(
            launch_id=identity,
            title=self._text(unit, "title", where),
            url=self._url(unit, where),
            mastery_score=number(read, where, "masteryScore", unit.get("masteryScore"), lowest=0, highest=1),
            move_on=one_of(read, where, "moveOn", unit.get("moveOn"), MOVE_ON, "NotApplicable"),
            launch_method=one_of(read, where, "launchMethod", unit.get("launchMethod"), LAUNCH_METHODS, "AnyWindow"),
            launch_parameters=_plain(unit, "launchParameters"),
            entitlement_key=_plain(unit, "entitlementKey"),
        )

    def _url(self, unit: Element, where: str) -> str:
        found = self._child(unit, "url", where)
        url = "" if found is None else (found.text or "").strip()
        if found is not None and not url:
            self._reading.no("element-missing", where, "its url is empty")
        if not url:
            return ""
        try:
            parts = urlsplit(url)
            names = {name for name, _ in parse_qsl(parts.query, keep_blank_values=True, max_num_fields=1000)}
        except ValueError:
            self._reading.no("url-invalid", where, f"{url[:200]} is no url")
            return url
        if taken := sorted(names & TAKEN):
            what = f"its url has {', '.join(taken)} in its query, which the LMS puts there"
            self._reading.no("url-query-taken", where, what)
        if parts.scheme:
            if parts.scheme not in ("http", "https") or not parts.netloc:
                self._reading.no("url-invalid", where, f"{url[:200]} does not begin with http:// or https://")
        else:
            self._check_file(url, parts.path, where)
        return url

    def _check_file(self, url: str, path: str, where: str) -> None:
        if self._files is None:
            self._reading.no("url-relative", where, f"{url[:200]} is relative, and there is no package to find it in")
        elif is_unsafe(path):
            self._reading.no("file-unsafe", where, f"{url[:200]} leads out of the package")
        elif path not in self._files:
            self._reading.no("file-missing", where, f"{path[:200]} is not in the package")

    def _check_ids(self, kind: str, elements: Iterable[Element]) -> None:
        """An id is a whole IRI, and there once among its kind."""
        seen: set[str] = set()
        for element in elements:
            identity = element.get("id")
            if identity is None:
                self._reading.no("attribute-missing", kind, "it has no id")
            elif not _IRI.fullmatch(identity):
                self._reading.no("id-not-iri", f"{kind} {identity[:200]}", "its id is no full IRI")
            elif identity in seen:
                self._reading.no("duplicate-id", f"{kind} {identity[:200]}", f"there is another {kind} of this id")
            else:
                seen.add(identity)

    def _check_objectives(self) -> None:
        """What is referred to has to be declared, at the top of the structure."""
        known: list[Element] = []
        for group in _children(self._root, "objectives"):
            known += _children(group, "objective")
        self._check_ids("objective", known)
        declared = {each.get("id") for each in known}
        for kind in ("au", "block"):
            for element in _descendants(self._root, kind):
                for group in _children(element, "objectives"):
                    for each in _children(group, "objective"):
                        if each.get("idref") not in declared:
                            what = f"it refers to the objective {str(each.get('idref'))[:200]}, which is not declared"
                            self._reading.no("reference-unknown", f"{kind} {element.get('id', '')[:200]}", what)

    def _check_elements(self, element: Element) -> None:
        """An element of the standard's own namespace that it does not have is a slip, not an extension."""
        for each in element:
            if space(each) == NAMESPACE:
                if local(each) not in _KNOWN:
                    what = f"{local(each)[:64]} is no element of a course structure"
                    self._reading.no("element-unknown", local(element), what)
                self._check_elements(each)

    def _child(self, element: Element, name: str, where: str) -> Element | None:
        found = next(iter(_children(element, name)), None)
        if found is None:
            self._reading.no("element-missing", where, f"it has no {name}")
        return found

    def _text(self, element: Element, name: str, where: str) -> str:
        """Return the first langstring of an element's title or description."""
        found = self._child(element, name, where)
        if found is None:
            return ""
        texts = [(each.text or "").strip() for each in _children(found, "langstring")]
        if not any(texts):
            self._reading.no("element-missing", where, f"its {name} has no langstring with a text")
        return next((each for each in texts if each), "")


#: The elements that the standard has.
_KNOWN = frozenset(
    {
        *("course", "block", "au", "objectives", "objective", "title", "description", "langstring"),
        *("url", "launchParameters", "entitlementKey"),
    }
)


def _children(element: Element, name: str) -> Iterator[Element]:
    return iter(element.findall(f"{{{NAMESPACE}}}{name}"))


def _descendants(element: Element, name: str) -> Iterator[Element]:
    return element.iter(f"{{{NAMESPACE}}}{name}")


def _plain(element: Element, name: str) -> str | None:
    found = next(_children(element, name), None)
    return None if found is None else found.text or ""
