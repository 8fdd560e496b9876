"""The server of the contract tests serves dialects too."""

from contract.conftest import receiver, server

__all__ = ["receiver", "server"]
