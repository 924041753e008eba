"""An agent on Agentfield's SDK, as its users write it: nothing in it knows of Sayso."""

import os

from agentfield import Agent, ApprovalResult

app = Agent(node_id="claim-processor")


def conclude(result: ApprovalResult) -> dict:
    app.note(f"{result.decision}: {result.feedback}", tags=["decision"])
    return {"decision": result.decision, "feedback": result.feedback}


@app.reasoner()
async def process_claim(claim_id: str, amount: float) -> dict:
    app.note(f"Risk score: 82/100, ${amount:,.2f}", tags=["assessment"])
    result = await app.pause(
        approval_request_id=f"claim-{claim_id}",
        expires_in_hours=24,
    )
    return conclude(result)


@app.reasoner()
async def resume_claim(claim_id: str) -> dict:
    result = await app.wait_for_resume(approval_request_id=f"claim-{claim_id}", timeout=3600)
    return conclude(result)


if __name__ == "__main__":
    app.serve(port=int(os.environ["PORT"]))
