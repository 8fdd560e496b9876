"""The certificate: what was tested, what came of it, what was left out, signed, and chained to the evidence.

`statement` says it, `ledger` holds the evidence to it, `signature` and `key` sign it, `document` is the file.
"""

from rosterproof.certificate.document import CERTIFICATE, Certificate
from rosterproof.certificate.tested import Tested

__all__ = ["CERTIFICATE", "Certificate", "Tested"]
