"""The certificate as a file: the statement, the public key, and the signature over the statement.

`certificate.schema.json` beside this file says what it looks like. The signature is over the statement written as JSON
with sorted keys, no spaces and in ASCII, so that anybody can check it without this program.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from rosterproof.certificate.canonical import canonical
from rosterproof.certificate.key import SigningKey, is_signed
from rosterproof.certificate.ledger import Head
from rosterproof.certificate.statement import Statement
from rosterproof.errors import SetupError

CERTIFICATE = "certificate.json"
FORMAT = "rosterproof.certificate/1"
ALGORITHM = "Ed25519"
SCHEMA = Path(__file__).with_name("certificate.schema.json")


@dataclass(frozen=True, kw_only=True, slots=True)
class Certificate:
    """A signed statement."""

    statement: Statement
    public_key: str
    signature: str

    @classmethod
    def signed(cls, statement: Statement, key: SigningKey) -> "Certificate":
        """Sign a statement."""
        return cls(statement=statement, public_key=key.public, signature=key.sign(canonical(statement)))

    @property
    def genuine(self) -> bool:
        """Whether nothing was altered since the owner of the key signed it."""
        return is_signed(canonical(self.statement), self.signature, self.public_key)

    @property
    def valid_until(self) -> datetime | None:
        """Until when it is valid; None for a run that earned no certificate."""
        until = self.statement["valid_until"]
        return datetime.fromisoformat(until) if until else None

    @property
    def issued_at(self) -> datetime:
        """When it was issued."""
        return datetime.fromisoformat(self.statement["issued_at"])

    @property
    def head(self) -> Head:
        """What holds the ledger of the evidence."""
        evidence = self.statement["evidence"]
        return Head(files=evidence["files"], records=evidence["records"], head=evidence["head"])

    def write(self, file: Path) -> None:
        """Write it down."""
        content: dict[str, Any] = {
            "format": FORMAT,
            "statement": self.statement,
            "signature": {"algorithm": ALGORITHM, "public_key": self.public_key, "signature": self.signature},
        }
        file.write_bytes(orjson.dumps(content, option=orjson.OPT_INDENT_2) + b"\n")

    @classmethod
    def read(cls, file: Path) -> "Certificate":
        """Read one back; whether it is genuine is another question.

        Raises:
            SetupError: there is none, or it is none.
        """
        try:
            content = orjson.loads(file.read_bytes())
            signed = content["signature"]
            found = cls(statement=content["statement"], public_key=signed["public_key"], signature=signed["signature"])
            shown = content["format"], signed["algorithm"], found.head, found.issued_at, found.valid_until
        except FileNotFoundError:
            hint = "name the folder that certify wrote with --out, or the certificate"
            raise SetupError("there is no certificate here", where=str(file), hint=hint) from None
        except (OSError, KeyError, TypeError, ValueError) as problem:
            raise SetupError(f"this is not a certificate: {problem!r}", where=str(file)) from None
        if shown[:2] != (FORMAT, ALGORITHM):
            raise SetupError(f"this is a certificate of another format: {shown[0]}, {shown[1]}", where=str(file))
        return found
