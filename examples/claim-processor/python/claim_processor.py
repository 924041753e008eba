"""Settles small, harmless claims by itself and asks a person about all others."""

import asyncio
from typing import Any

from ask_reviewer import ask_reviewer
from claim import Claim
from claim_agent import app, assess_claim
from claim_arguments import claim_arguments
from claim_decision import claim_decision


@app.reasoner("process-claim")
async def process_claim(claim: Claim) -> dict[str, Any]:
    """The whole agent: analyse, note, pause, act on the decision."""
    assessment = await assess_claim(claim)
    app.note(f"Risk score: {assessment.risk_score}/100", tags=["assessment"])

    # Low risk: no person is needed.
    if assessment.risk_score < 40 and claim.amount < 10_000:
        app.note("Auto-approved: low risk, low value", tags=["decision"])
        return {"decision": "approved", "method": "automatic"}

    # High risk or high value: pause until a person has decided.
    app.note(
        f"Escalating for human review: risk={assessment.risk_score}, amount=${claim.amount:,.2f}",
        tags=["escalation"],
    )
    result = await ask_reviewer(claim, assessment)

    if result.approved:
        app.note(f"Approved by reviewer. Feedback: {result.feedback}", tags=["decision"])
    elif result.changes_requested:
        app.note(f"Changes requested: {result.feedback}", tags=["decision"])
    elif result.decision == "expired":
        app.note("Nobody answered in time: escalating", tags=["decision"])
    elif result.decision == "rejected":
        app.note(f"Rejected by reviewer. Reason: {result.feedback}", tags=["decision"])
    return claim_decision(result)


async def main() -> None:
    """python claim_processor.py 42 12000 "Water damage in the kitchen" """
    async with app.client:
        print(await process_claim(claim_arguments("claim_processor.py")))


if __name__ == "__main__":
    asyncio.run(main())
