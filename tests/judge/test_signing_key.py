"""The signing key: given by file or made once, with a word about it, and never beside what it signs."""

import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rosterproof.certificate.key import home, is_signed, public_key, signing_key
from rosterproof.errors import SetupError

PEM, PKCS8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
OPEN = serialization.NoEncryption()


def test_it_is_made_once_for_its_owner_only_and_said_so(tmp_path: Path) -> None:
    own = {"XDG_DATA_HOME": str(tmp_path / "data")}
    first = signing_key(None, run=tmp_path / "run", environment=own)
    assert str(home(own)) in first.note
    assert first.public in first.note
    assert home(own).stat().st_mode & 0o077 == 0
    assert [file.name for file in home(own).parent.iterdir()] == ["signing-key.pem"]
    second = signing_key(None, run=tmp_path / "run", environment=own)
    assert (second.public, second.note) == (first.public, "")


def test_where_none_can_be_kept_one_is_made_for_the_run_and_said_so(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where a folder should be")
    own = {"XDG_DATA_HOME": str(tmp_path / "data")}
    first = signing_key(None, run=tmp_path / "run", environment=own)
    assert "one was made for this run alone" in first.note
    assert signing_key(None, run=tmp_path / "run", environment=own).public != first.public


def test_a_key_of_openssl_is_taken(tmp_path: Path) -> None:
    private, public = tmp_path / "key.pem", tmp_path / "public.pem"
    made = Ed25519PrivateKey.generate()
    private.write_bytes(made.private_bytes(PEM, PKCS8, OPEN))
    public.write_bytes(made.public_key().public_bytes(PEM, serialization.PublicFormat.SubjectPublicKeyInfo))
    key = signing_key(private, run=tmp_path / "run", environment={})
    assert key.note == ""
    assert is_signed(b"said", key.sign(b"said"), public_key(str(public)))
    assert public_key(key.public) == key.public


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "cannot be read: No such file or directory"),
        (b"no key", "this is not a private key in PEM form"),
        (generate_private_key(SECP256R1()).private_bytes(PEM, PKCS8, OPEN), "this is not an Ed25519 key"),
        (
            Ed25519PrivateKey.generate().private_bytes(PEM, PKCS8, serialization.BestAvailableEncryption(b"word")),
            "this key is locked by a passphrase",
        ),
    ],
)
def test_a_file_that_holds_no_such_key_is_refused(tmp_path: Path, content: bytes | None, told: str) -> None:
    file = tmp_path / "key.pem"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(SetupError, match=told):
        signing_key(file, run=tmp_path / "run", environment={})


def test_a_key_in_the_folder_of_a_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="must not lie in the folder of a run"):
        signing_key(tmp_path / "run" / "keys" / "key.pem", run=tmp_path / "run", environment={})


@pytest.mark.parametrize("text", ["", "abc", "A" * 43 + "=x", "A" * 42 + "B=", "no/such/file.pem"])
def test_what_is_no_public_key_is_refused(text: str) -> None:
    with pytest.raises(SetupError, match="not a public Ed25519 key"):
        public_key(text)


def test_a_signature_is_written_in_one_way_only() -> None:
    """The last letters of base64 have bits to spare; a signature that uses them is another text, and refused."""
    key = signing_key(None, run=Path("run"), environment={"XDG_DATA_HOME": "/dev/null"})
    signature = key.sign(b"said")
    spare = signature[:-3] + ("R" if signature[-3] != "R" else "Q") + "=="
    assert is_signed(b"said", signature, key.public)
    assert not is_signed(b"said", spare, key.public)


def test_the_digest_of_a_build_is_the_one_that_sha256sum_gives(tmp_path: Path) -> None:
    from rosterproof.settings.build import build_of

    for name, text in (("b.py", "b"), ("a.py", "a"), ("c.txt", "c")):
        (tmp_path / name).write_text(text)
    build = build_of(tmp_path, ["*.py", "a.*"])
    listed = subprocess.run(["sha256sum", "a.py", "b.py"], cwd=tmp_path, capture_output=True, check=True).stdout
    summed = subprocess.run(["sha256sum"], input=listed, capture_output=True, check=True).stdout.decode()
    assert build is not None
    assert (build.files, build.digest) == (2, summed[:64])
