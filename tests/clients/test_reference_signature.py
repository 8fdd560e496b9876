"""Webhooks signed by the Standard Webhooks library, which knows nothing of the connector, and checked by it."""

import base64
from datetime import UTC, datetime

import pytest
from standardwebhooks import Webhook

from rosterproof.reference.signature import MOST_SIGNATURES, genuine

SECRET = f"whsec_{base64.b64encode(b'a key of twenty-four byte').decode()}"
OTHER = f"whsec_{base64.b64encode(b'another key, of somebody').decode()}"
BODY = '{"type": "employee.hired", "data": {"employee_id": "E0000042", "name": "Zoë"}}'
SENT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NOW = SENT.timestamp()


def signed(secret: str = SECRET, body: str = BODY, message_id: str = "msg_1") -> dict[str, str]:
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(NOW)),
        "webhook-signature": Webhook(secret).sign(message_id, SENT, body),
    }


def taken(headers: dict[str, str], body: str = BODY, now: float = NOW) -> bool:
    return genuine(SECRET, headers, body.encode(), now)


def test_a_genuine_webhook_is_taken() -> None:
    assert taken(signed())


def test_another_key_is_refused() -> None:
    assert not taken(signed(OTHER))


@pytest.mark.parametrize("body", [BODY + " ", BODY.replace("42", "43"), BODY.replace(": ", ":"), ""])
def test_a_changed_body_is_refused_and_be_it_the_same_json(body: str) -> None:
    assert not taken(signed(), body)


def test_the_id_is_signed_too() -> None:
    assert not taken({**signed(), "webhook-id": "msg_2"})


def test_the_time_is_signed_too() -> None:
    assert not taken({**signed(), "webhook-timestamp": str(int(NOW) + 1)})


@pytest.mark.parametrize(("seconds", "fresh"), [(-301, False), (-300, True), (300, True), (301, False)])
def test_five_minutes_either_way_are_fresh(seconds: int, fresh: bool) -> None:
    assert taken(signed(), now=NOW + seconds) is fresh


@pytest.mark.parametrize("name", ["webhook-id", "webhook-timestamp", "webhook-signature"])
@pytest.mark.parametrize("instead", [None, ""])
def test_without_a_header_it_is_refused(name: str, instead: str | None) -> None:
    headers = signed()
    del headers[name]
    assert not taken(headers if instead is None else {**headers, name: instead})


def test_one_good_signature_in_a_list_is_enough_while_keys_are_changed() -> None:
    mine, others = signed(), signed(OTHER)
    both = f"{others['webhook-signature']} v1a,ofanotherkind {mine['webhook-signature']}"
    assert taken({**mine, "webhook-signature": both})


@pytest.mark.parametrize("mine", [SECRET, OTHER], ids=["the new one", "the old one"])
def test_either_of_the_two_signatures_of_the_overlap_is_enough(mine: str) -> None:
    """The sender signs with the new secret first; a connector that holds either takes the message."""
    both = " ".join(signed(secret)["webhook-signature"] for secret in (SECRET, OTHER))
    assert genuine(mine, {**signed(), "webhook-signature": both}, BODY.encode(), NOW)


@pytest.mark.parametrize("wrong", ["v1", "v1,", ",", "v1,\xff\xfe", "v2," + "A" * 44, "v1," + "A" * 100_000])
def test_a_list_of_wrong_signatures_is_refused(wrong: str) -> None:
    assert not taken({**signed(), "webhook-signature": f"{signed(OTHER)['webhook-signature']} {wrong}"})


def test_only_so_many_signatures_are_looked_at() -> None:
    headers = signed()
    flood = f"{'v1,no ' * MOST_SIGNATURES}{headers['webhook-signature']}"
    assert not taken({**headers, "webhook-signature": flood})


def test_the_signature_of_another_version_is_refused() -> None:
    headers = signed()
    assert not taken({**headers, "webhook-signature": headers["webhook-signature"].replace("v1,", "v2,")})


@pytest.mark.parametrize("timestamp", ["soon", "-1", "1e9", "²", "١٧٧٢", "9" * 5000, f"{NOW}", f" {int(NOW)}"])
def test_a_time_that_is_none_is_refused(timestamp: str) -> None:
    assert not taken({**signed(), "webhook-timestamp": timestamp})
