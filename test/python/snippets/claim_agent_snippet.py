from pydantic import BaseModel, Field

from sayso import Agent

app = Agent("claim-processor", model="anthropic:claude-sonnet-4-5")


class ClaimAssessment(BaseModel):
    risk_score: int = Field(ge=0, le=100)
    summary: str


@app.reasoner()
async def process_claim(claim_id: str, amount: float, description: str) -> str:
    # After a crash: take up the wait instead of analysing and asking again.
    pending = await app.wait_for_resume(f"claim-{claim_id}")
    if pending:
        return pending.decision

    assessment = await app.ai(
        system="You are an insurance claim assessor. Evaluate risk and fraud indicators.",
        user=f"Claim #{claim_id}: ${amount:,.2f} - {description}",
        schema=ClaimAssessment,
    )
    app.note(f"Risk score: {assessment.risk_score}/100", tags=["assessment"])
    if assessment.risk_score < 40 and amount < 10_000:
        return "approved"

    result = await app.pause(
        f"claim-{claim_id}",
        title=f"Pay ${amount:,.2f} for claim {claim_id}?",
        context=assessment.summary,
        action={"name": "pay_claim", "arguments": {"claimId": claim_id, "amount": amount}},
        expires_in_hours=24,
    )
    return result.decision


if __name__ == "__main__":
    app.serve()  # POST /reasoners/process_claim {"claim_id": "42", "amount": 12000, "description": "Water damage"}
