"""Jobs: reading what was handed in to be proof-read, and throwing it away some days later."""

from uuid import UUID

from lscp.core import jobs
from lscp.core.policy import Actor
from lscp.report.policy import PROOF_READ


@jobs.job("report.proof_read", may=(PROOF_READ,), whole=False)
def proof_read(by: Actor, reading: UUID) -> None:
    """Proof-read a report that somebody handed in."""
    from lscp.report.readings import read

    read(reading, by=by)


@jobs.nightly("report.forget_proofs", may=(PROOF_READ,))
def forget_proofs(by: Actor) -> None:
    """Throw away what was proof-read some days ago."""
    from lscp.report.readings import forget_old

    forget_old(by=by)
