"""`rosterproof audit` as a stranger runs it: what it prints, what it leaves, how it ends."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from stories.runs import rosterproof

MAPPING = Path(__file__).parents[2] / "harness" / "rosterproof" / "reference" / "mapping.json"
NOWHERE = ("--hris", "http://127.0.0.1:1", "--api-key", "key")


def test_a_dirty_company_ends_in_1_and_every_form_says_the_same(tmp_path: Path) -> None:
    page, comment = tmp_path / "audit.html", tmp_path / "audit.md"
    ran = rosterproof("audit", "--data-quality", "messy", "--json", "--html", page, "--summary", comment)
    assert ran.code == 1
    told = ran.report
    assert told["defects"] == sum(finding["defect"] for finding in told["findings"]) > 20
    assert {finding["kind"] for finding in told["findings"]} >= {"missing-value", "duplicate-person", "unmapped-field"}
    headline = f"{told['defects']:,} DEFECTS"
    assert headline in page.read_text(encoding="utf-8")
    assert headline in comment.read_text(encoding="utf-8")
    shown = rosterproof("audit", MAPPING, "--data-quality", "messy")
    assert (shown.code, headline in shown.out) == (1, True)


def test_the_same_seed_is_the_same_audit() -> None:
    one, other = (rosterproof("audit", "--seed", "3", "--size", "40", "--json").report for _ in range(2))
    assert one["findings"] == other["findings"]
    assert rosterproof("audit", "--seed", "4", "--size", "40", "--json").report["findings"] != one["findings"]


def test_a_clean_company_ends_in_0() -> None:
    ran = rosterproof("audit", "--data-quality", "clean", "--size", "40")
    assert (ran.code, "NOTHING WRONG was found" in ran.out) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (NOWHERE, "does not answer"),
        (("--hris", "http://127.0.0.1:1"), "--hris needs --api-key, or --client-id and --client-secret"),
        (("--hris", "http://127.0.0.1:1", "--client-id", "us"), "--hris needs --api-key"),
        (("--hris", "127.0.0.1:7401", "--api-key", "key"), "is no address of an HRIS"),
        (("nowhere.json", *NOWHERE), "nowhere.json: there is no such file"),
        (("--data-quality", "dirty"), "'dirty' is not one of"),
    ],
)
def test_what_cannot_be_read_ends_in_2(arguments: tuple[str, ...], said: str) -> None:
    ran = rosterproof("audit", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in " ".join(ran.err.split())


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ("{", "mapping.json:1"),
        ('{"fields": []}', "must not be empty"),
        ('{"fields": [{"hris": "departmnt", "lms": "department"}]}', "did you mean 'department'?"),
        ('{"fields": [{"hris": "title", "lms": "job_title", "match": "folded"}]}', "means nothing without 'values'"),
        ("[1]", "must be keys and values"),
    ],
)
def test_a_malformed_mapping_ends_in_2(tmp_path: Path, mapping: str, said: str) -> None:
    file = tmp_path / "mapping.json"
    file.write_text(mapping)
    ran = rosterproof("audit", file, *NOWHERE)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


class Wicked(BaseHTTPRequestHandler):
    """Answers as an HRIS might whose people are called like programs; `broken` answers what no HRIS does."""

    broken: str | None = None
    name = "<script>alert(1)</script> \x1b[31m|`$"

    def do_GET(self) -> None:
        rows: dict[str, object] = {"data": [], "next_cursor": None}
        if self.path.startswith("/v1/employees"):
            rows["data"] = [
                {
                    "employee_id": "E0000001",
                    "status": "active",
                    "given_name": self.name,
                    "title": self.name,
                    "custom": {},
                }
            ]
        body = (self.broken if self.broken is not None else json.dumps(rows)).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        """Say nothing."""


@contextmanager
def wicked(broken: str | None = None) -> Iterator[str]:
    handler = type("Handler", (Wicked,), {"broken": broken})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize(
    "body",
    [
        "<html>",
        "[]",
        "{}",
        '{"data": [], "next_cursor": null',
        '{"data": [], "next_cursor": "again"}',
        '{"data": [1], "next_cursor": null}',
        '{"data": 7, "next_cursor": null}',
        '{"data": [{"employee_id": "E1"}], "next_cursor": null}',
        '{"data": [{"employee_id": "E1", "status": "active", "email": 7}], "next_cursor": null}',
        '{"data": [{"employee_id": "E1", "status": "active", "custom": []}], "next_cursor": null}',
    ],
)
def test_what_is_no_hris_is_told_so(body: str) -> None:
    with wicked(body) as url:
        ran = rosterproof("audit", "--hris", url, "--api-key", "key")
    assert (ran.code, ran.out) == (2, "")
    assert "is no HRIS of the core contract" in ran.err


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.seen.add(tag)


def test_values_are_shown_and_never_run(tmp_path: Path) -> None:
    page, comment = tmp_path / "audit.html", tmp_path / "audit.md"
    with wicked() as url:
        ran = rosterproof("audit", "--hris", url, "--api-key", "key", "--html", page, "--summary", comment)
    assert ran.code == 1
    assert "\x1b" not in ran.out + page.read_text(encoding="utf-8") + comment.read_text(encoding="utf-8")
    tags = Tags()
    tags.feed(page.read_text(encoding="utf-8"))
    assert "script" not in tags.seen
    assert "&lt;script&gt;" in page.read_text(encoding="utf-8")
    assert "<script>" not in comment.read_text(encoding="utf-8")
