"""Packages of content, made in code: good ones, from which a test makes a bad one."""

import io
import zipfile
from collections.abc import Mapping

CMI5_NS = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"
COURSE = "https://example.test/courses/psm"
UNIT = "https://example.test/courses/psm/au/1"

_TEXT = '<{0}><langstring lang="en-US">{1}</langstring></{0}>'


def text(name: str, said: str) -> str:
    return _TEXT.format(name, said)


def unit(
    identity: str = UNIT,
    url: str = "content/index.html",
    attributes: str = 'moveOn="Passed" masteryScore="0.8"',
    more: str = "",
) -> str:
    return (
        f'<au id="{identity}" {attributes}>{text("title", "Process safety")}{text("description", "All of it")}'
        f"<url>{url}</url>{more}</au>"
    )


def structure(
    units: str | None = None,
    *,
    course: str = COURSE,
    namespace: str = CMI5_NS,
    before: str = "",
    head: str | None = None,
) -> str:
    title = f'<course id="{course}">{text("title", "Process Safety")}{text("description", "A course")}</course>'
    inner = (title if head is None else head) + (unit() if units is None else units)
    declared = '<?xml version="1.0" encoding="UTF-8"?>'
    return f'{declared}{before}<courseStructure xmlns="{namespace}">{inner}</courseStructure>'


def manifest_12(
    *,
    version: str = "1.2",
    href: str = "sco/index.html",
    items: str | None = None,
    resources: str | None = None,
    namespace: str = "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
    mastery: str = "<adlcp:masteryscore>80</adlcp:masteryscore>",
    default: str = ' default="ORG"',
) -> str:
    item = f'<item identifier="I1" identifierref="R1"><title>Handling</title>{mastery}</item>'
    resource = f'<resource identifier="R1" adlcp:scormtype="sco" href="{href}"><file href="{href}"/></resource>'
    return (
        f'<manifest identifier="M1" xmlns="{namespace}" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">'
        f"<metadata><schema>ADL SCORM</schema><schemaversion>{version}</schemaversion></metadata>"
        f'<organizations{default}><organization identifier="ORG"><title>Forklift</title>'
        f"{item if items is None else items}</organization></organizations>"
        f"<resources>{resource if resources is None else resources}</resources></manifest>"
    )


def manifest_2004(
    *, version: str = "2004 4th Edition", measure: str = "0.8", by_measure: str = "true", scorm_type: str = "sco"
) -> str:
    return (
        '<manifest identifier="M2" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" '
        'xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss">'
        f"<metadata><schema>ADL SCORM</schema><schemaversion>{version}</schemaversion></metadata>"
        '<organizations default="ORG"><organization identifier="ORG"><title>Ladders</title>'
        '<item identifier="I1" identifierref="R1"><title>Climbing</title><imsss:sequencing><imsss:objectives>'
        f'<imsss:primaryObjective satisfiedByMeasure="{by_measure}">'
        f"<imsss:minNormalizedMeasure>{measure}</imsss:minNormalizedMeasure></imsss:primaryObjective>"
        "</imsss:objectives></imsss:sequencing></item></organization></organizations>"
        f'<resources><resource identifier="R1" type="webcontent" adlcp:scormType="{scorm_type}" href="index.html">'
        '<file href="index.html"/></resource></resources></manifest>'
    )


def packed(files: Mapping[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def cmi5(content: str | None = None, **more: str | bytes) -> bytes:
    files = {"cmi5.xml": structure() if content is None else content, "content/index.html": "<p>Learn.</p>"}
    return packed({**files, **more})


def scorm_12(content: str | None = None) -> bytes:
    return packed({"imsmanifest.xml": manifest_12() if content is None else content, "sco/index.html": "<p>Learn.</p>"})


def scorm_2004(content: str | None = None) -> bytes:
    return packed({"imsmanifest.xml": manifest_2004() if content is None else content, "index.html": "<p>Learn.</p>"})
