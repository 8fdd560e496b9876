"""Pages that load nothing: what they are made of stands in them, and their policy forbids everything else."""

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256


def sealed_headers(style: str, scripts: Iterable[str]) -> dict[str, str]:
    """Forbid everything but the style and the scripts of the page itself, and requests to where it came from."""
    hashes = " ".join(_hashed(each) for each in scripts)
    policy = (
        f"default-src 'none'; style-src {_hashed(style)}; script-src {hashes}; connect-src 'self'; "
        "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
    )
    return {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-cache",
    }


def _hashed(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
