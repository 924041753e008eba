"""The claim processor that may crash at any line: started again, it neither analyses nor asks anything twice."""

import asyncio
from typing import Any

from ask_reviewer import ask_reviewer, say_pending
from claim import Claim
from claim_agent import app, assess_claim
from claim_arguments import claim_arguments
from claim_decision import claim_decision


@app.reasoner("resilient-claim-processor")
async def resilient_claim_processor(claim: Claim) -> dict[str, Any]:
    """Takes up the wait of a run before it, if there is one."""
    # Did we crash while waiting? The reviewer may have decided already; if not, this waits on. It needs no time-out of
    # its own: the server ends every approval when it expires.
    resumed = await app.wait_for_resume(f"claim-{claim.claim_id}", on_pending=say_pending)
    if resumed:
        app.note(f"Resumed after a restart: {resumed.decision}", tags=["recovery"])
        return claim_decision(resumed)

    # Nothing was asked before: run the full analysis.
    assessment = await assess_claim(claim)
    app.note(f"Risk score: {assessment.risk_score}/100", tags=["assessment"])
    if assessment.risk_score < 40 and claim.amount < 10_000:
        app.note("Auto-approved: low risk, low value", tags=["decision"])
        return {"decision": "approved", "method": "automatic"}

    app.note(
        f"Escalating for human review: risk={assessment.risk_score}, amount=${claim.amount:,.2f}",
        tags=["escalation"],
    )
    result = await ask_reviewer(claim, assessment)
    app.note(f"Decided: {result.decision}. Feedback: {result.feedback or 'none'}", tags=["decision"])
    return claim_decision(result)


async def main() -> None:
    """python resilient_claim_processor.py 42 12000 "Water damage in the kitchen", then kill it and start it again"""
    claim = claim_arguments("resilient_claim_processor.py")
    async with app.client:
        print(await resilient_claim_processor.with_execution_id(f"claim-{claim.claim_id}")(claim))


if __name__ == "__main__":
    asyncio.run(main())
