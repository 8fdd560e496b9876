"""log.without-secrets."""

from collections.abc import Iterator

from rosterproof.checks.case import Case
from rosterproof.checks.registry import Omission, Said, check
from rosterproof.verdict import Finding, Witness


@check("log.without-secrets", cites=("METHOD-REST",), invariant="I12")
def without_secrets(case: Case) -> Iterator[Said]:
    """The connector's log holds no credential and no national id.

    Logs are copied, mailed and kept by people who may see neither. Everything that the connector prints is searched. A
    witness is a log searched in vain, of a connector that used its credentials.
    """
    search = case.evidence.log
    if search is None:
        yield Omission("Nothing that this connector prints could be read.")
        return
    for leak in search.leaks:
        yield Finding(
            subject="the connector's log",
            expected="no credential and no national id in anything that is printed",
            observed=f"{leak.what}, in line {leak.line}",
            at=case.evidence.started_at,
            where=f"line {leak.line} of connector.log",
            look_at="Print ids, not records, and never a configuration as a whole.",
        )
    exchanges = sum(row.data["caller"] == "connector" for row in case.rows.values())
    if exchanges and not search.leaks:
        seen = (
            f"{search.bytes} bytes hold none of {search.sought} secrets and national ids, after {exchanges} exchanges"
        )
        yield Witness(subject="the connector's log", seen=seen)
