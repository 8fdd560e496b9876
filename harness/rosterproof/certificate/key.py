"""The key that certificates are signed with: an Ed25519 key in a file of its own, never beside what it signs."""

import os
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from rosterproof.errors import SetupError

_HOW_TO_MAKE = "make one with: openssl genpkey -algorithm ed25519 -out key.pem"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key. `note` says where it is new that it was made, and what to do about it."""

    private: Ed25519PrivateKey
    note: str = ""

    @property
    def public(self) -> str:
        """The public key as certificates show it: base64 of its 32 bytes."""
        return b64encode(self.private.public_key().public_bytes_raw()).decode()

    def sign(self, content: bytes) -> str:
        """The signature, in base64."""
        return b64encode(self.private.sign(content)).decode()


def is_signed(content: bytes, signature: str, public: str) -> bool:
    """Whether a signature over these bytes was made with the private half of this public key."""
    try:
        Ed25519PublicKey.from_public_bytes(_bytes(public)).verify(_bytes(signature), content)
    except (InvalidSignature, ValueError, NotBase64):
        return False
    return True


def signing_key(file: Path | None, *, run: Path, environment: Mapping[str, str]) -> SigningKey:
    """The key of a file, or the user's own, which is made the first time.

    Raises:
        SetupError: the file holds no such key, or lies in the folder of the run, which is meant to be handed on.
    """
    if file is None:
        return _own(home(environment))
    if run.resolve() in file.resolve().parents:
        hint = "the folder of a run is handed on; keep the key elsewhere"
        raise SetupError("a signing key must not lie in the folder of a run", where=str(file), hint=hint)
    return SigningKey(_read(file))


def _bytes(text: str) -> bytes:
    """Read base64 in its one canonical form: other last letters may mean the same bytes, but were not written here."""
    content = b64decode(text, validate=True)
    if b64encode(content).decode() != text:
        raise ValueError("not canonical base64")
    return content


def home(environment: Mapping[str, str]) -> Path:
    """Where the user's own key lies, outside of every project."""
    data = environment.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(data) / "rosterproof" / "signing-key.pem"


def public_key(text: str) -> str:
    """A public key that somebody trusts: base64 as a certificate shows it, or the path of a PEM file.

    Raises:
        SetupError: it is neither.
    """
    file = Path(text)
    try:
        if file.is_file():
            key = serialization.load_pem_public_key(file.read_bytes())
            if isinstance(key, Ed25519PublicKey):
                return b64encode(key.public_bytes_raw()).decode()
        elif len(_bytes(text)) == 32:
            return text
    except (OSError, ValueError, UnsupportedAlgorithm, NotBase64):
        pass
    hint = "give the 44 characters that a certificate shows, or a PEM file"
    raise SetupError("this is not a public Ed25519 key", where=text, hint=hint)


def _own(file: Path) -> SigningKey:
    try:
        if file.is_file():
            return SigningKey(_read(file))
        made = Ed25519PrivateKey.generate()
        _keep(made, file)
    except OSError as problem:
        key = SigningKey(Ed25519PrivateKey.generate())
        lost = f"no signing key could be kept at {file} ({problem.strerror}), so one was made for this run alone"
        return SigningKey(key.private, f"{lost}; name your own with --key")
    key = SigningKey(_read(file))
    note = f"made a signing key, once: {file}; whoever has it signs in your name. Its public half is {key.public}"
    return SigningKey(key.private, note)


def _keep(key: Ed25519PrivateKey, file: Path) -> None:
    """Write a key for its owner's eyes only; where somebody else was faster, theirs stays."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = file.with_name(f"{file.name}.{os.getpid()}")
    written = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
        opened.write(written)
    try:
        os.link(aside, file)
    except FileExistsError:
        pass
    finally:
        aside.unlink()


def _read(file: Path) -> Ed25519PrivateKey:
    try:
        key = serialization.load_pem_private_key(file.read_bytes(), password=None)
    except OSError as problem:
        raise SetupError(f"cannot be read: {problem.strerror}", where=str(file), hint=_HOW_TO_MAKE) from None
    except TypeError:
        raise SetupError("this key is locked by a passphrase", where=str(file), hint="give an unlocked one") from None
    except (ValueError, UnsupportedAlgorithm):
        raise SetupError("this is not a private key in PEM form", where=str(file), hint=_HOW_TO_MAKE) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise SetupError("this is not an Ed25519 key", where=str(file), hint=_HOW_TO_MAKE)
    return key
