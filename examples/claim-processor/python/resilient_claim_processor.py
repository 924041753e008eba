"""The claim processor that may crash at any line: started again, it neither analyses nor asks anything twice."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

from ask_reviewer import ask_reviewer, say_pending
from claim import Claim
from claim_agent import app, assess_claim
from claim_arguments import claim_arguments
from claim_assessment import ClaimAssessment
from claim_decision import claim_decision
from sayso import Approval


class ClaimRun(NamedTuple):
    """What a caller may change of a run; `run_claims.py` does."""

    assess: Callable[[Claim], Awaitable[ClaimAssessment]] = assess_claim
    expires_in_hours: float = 24
    on_pending: Callable[[Approval], None] = say_pending


@app.reasoner("resilient-claim-processor")
async def resilient_claim_processor(claim: Claim, run: ClaimRun | None = None) -> dict[str, Any]:
    """Takes up the wait of a run before it, if there is one."""
    assess, expires_in_hours, on_pending = run or ClaimRun()

    # Did we crash while waiting? The reviewer may have decided already; if not, this waits on. It needs no time-out of
    # its own: the server ends every approval when it expires.
    resumed = await app.wait_for_resume(f"claim-{claim.claim_id}", on_pending=on_pending)
    if resumed:
        app.note(f"Resumed after a restart: {resumed.decision}", tags=["recovery"])
        return claim_decision(resumed)

    # Nothing was asked before: run the full analysis.
    assessment = await assess(claim)
    app.note(f"Risk score: {assessment.risk_score}/100", tags=["assessment"])
    if assessment.risk_score < 40 and claim.amount < 10_000:
        app.note("Auto-approved: low risk, low value", tags=["decision"])
        return {"decision": "approved", "method": "automatic"}

    app.note(
        f"Escalating for human review: risk={assessment.risk_score}, amount=${claim.amount:,.2f}",
        tags=["escalation"],
    )
    result = await ask_reviewer(claim, assessment, expires_in_hours, on_pending)
    app.note(f"Decided: {result.decision}. Feedback: {result.feedback or 'none'}", tags=["decision"])
    return claim_decision(result)


async def main() -> None:
    """python resilient_claim_processor.py 42 12000 "Water damage in the kitchen", then kill it and start it again"""
    claim = claim_arguments("resilient_claim_processor.py")
    async with app.client:
        print(await resilient_claim_processor.with_execution_id(f"claim-{claim.claim_id}")(claim))


if __name__ == "__main__":
    asyncio.run(main())
