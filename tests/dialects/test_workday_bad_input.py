"""Whatever is sent to Workday's services is answered or refused, and is never our fault."""

from collections.abc import Iterator

import pytest
from contract.playground import Playground, client, playground
from dialects.test_workday_soap import criteria, filtered, logged
from dialects.workday_soap import HR, TALENT, certifications, certify, envelope, fault, one_worker, post, said, workers

from rosterproof_sim.launch import Server

_NIL = '<bsvc:Response_Filter xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>'
_DEEP = "<bsvc:Request_Criteria>" * 20_000 + "</bsvc:Request_Criteria>" * 20_000
_ENDS = ("0001-01-01", "9999-12-31")
TAKEN = [
    *(workers(filtered(As_Of_Effective_Date=day)) for day in _ENDS),
    workers(filtered(As_Of_Entry_DateTime="0001-01-01T00:00:00Z")),
    workers(filtered(As_Of_Entry_DateTime="1999-01-01T00:00:00")),
    workers(logged(Effective_From="0001-01-01T00:00:00Z", Effective_Through="9999-12-31T23:59:59Z")),
    workers(filtered(Page="1000000000", Count="1.")),
    workers(filtered(Page="<![CDATA[1]]>")),
    workers("<!-- a comment --><?a processing instruction?>"),
    workers(_NIL),
    workers(criteria("<bsvc:Country_Reference/><bsvc:Position_Reference/>")),
    workers(criteria("<bsvc:Transaction_Log_Criteria_Data/>")),
]
REFUSED = [
    workers(_DEEP),
    workers(filtered(As_Of_Entry_DateTime="9999-12-31T23:59:59-14:00")),
    workers(filtered(Page="999999999999999999")),
    workers(filtered(Count=".5")),
    workers(criteria("<bsvc:Organization_Reference/>")),
    workers("<bsvc:Request_References><bsvc:Worker_Reference><bsvc:ID/></bsvc:Worker_Reference></bsvc:Request_References>"),
    one_worker(" "),
    one_worker("1", "Nothing"),
    one_worker("1").replace("Request_References>", "Request_References bsvc:Skip_Non_Existing_Instances='maybe'>", 1),
    '<bsvc:Get_Workers_Request bsvc:version="&#x1;"/>',
]  # fmt: skip
CERTIFIED = [
    *(certify("C1").replace("2026-02-27", day).replace("2028-02-27", day) for day in _ENDS),
    certify("9" * 100_000),
    certify("a&#9;b"),
    certify("C2").replace(">92<", ">1e400<"),
    certifications(""),
]


@pytest.fixture(scope="module")
def world(server: Server) -> Iterator[Playground]:
    with playground(server, hris="workday", contract_mode="strict") as made:
        yield made


@pytest.mark.parametrize("number", range(len(TAKEN)))
def test_what_is_odd_is_answered(world: Playground, number: int) -> None:
    said(post(world, TAKEN[number]))


@pytest.mark.parametrize("number", range(len(REFUSED)))
def test_what_is_wrong_is_a_validation_fault(world: Playground, number: int) -> None:
    before = world.state()
    assert fault(post(world, REFUSED[number]))[:2] == (500, "SOAP-ENV:Client.validationError")
    assert world.state() == before


@pytest.mark.parametrize("number", range(len(CERTIFIED)))
def test_odd_certifications_are_kept_and_read_back(world: Playground, number: int) -> None:
    said(post(world, CERTIFIED[number], TALENT))
    group = "<bsvc:Response_Group><bsvc:Include_Qualifications>1</bsvc:Include_Qualifications></bsvc:Response_Group>"
    said(post(world, one_worker("1", more=group)))


@pytest.mark.parametrize(
    "raw",
    [
        b"\xff\xfe<\x00x",
        b"<?xml version='1.0' encoding='nope'?><x/>",
        b"<?xml version='1.0' encoding='utf-16'?><x/>",
        envelope(workers()).encode("utf-16"),
        b"\x00" * 100,
    ],
)
def test_bytes_that_are_no_text_are_refused(world: Playground, raw: bytes) -> None:
    asked = client(world.made["systems"]["hris"]["base_url"], **{"Content-Type": "text/xml"})
    status, code, _, _ = fault(asked.post(HR, content=raw))
    assert (status, code.partition(".")[0]) == (500, "SOAP-ENV:Client")


def test_other_methods_and_charsets_are_refused_in_the_words_of_soap(world: Playground) -> None:
    asked = client(world.made["systems"]["hris"]["base_url"])
    put = asked.put(HR, content="x")
    assert (fault(put)[:2], put.headers["Allow"]) == ((405, "SOAP-ENV:Server.processingError"), "GET, HEAD, POST")
    secret = world.made["systems"]["hris"]["client_secret"]
    sent = envelope(workers(), "connector@acme", secret)
    assert fault(asked.post(HR, content=sent, headers={"Content-Type": "text/xml; charset=latin-1"}))[0] == 415
