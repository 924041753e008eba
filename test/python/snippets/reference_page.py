from sayso import Agent
from pydantic import BaseModel

app = Agent("claim-processor")

class ClaimAssessment(BaseModel):
    risk_score: int  # 0-100
    fraud_indicators: list[str]
    recommended_action: str  # "auto_approve", "review", "reject"
    summary: str

@app.reasoner()
async def process_claim(claim_id: str, amount: float, description: str):
    # AI analyzes the claim
    assessment = await app.ai(
        system="You are an insurance claim assessor. Evaluate risk and fraud indicators.",
        user=f"Claim #{claim_id}: ${amount:,.2f} - {description}",
        schema=ClaimAssessment,
    )

    app.note(f"Risk score: {assessment.risk_score}/100", tags=["assessment"])

    # Low risk: auto-approve
    if assessment.risk_score < 40 and amount < 10000:
        app.note("Auto-approved: low risk, low value", tags=["decision"])
        return {"decision": "approved", "method": "automatic"}

    # High risk or high value: pause for human review
    app.note(
        f"Escalating for human review: risk={assessment.risk_score}, amount=${amount:,.2f}",
        tags=["escalation"],
    )

    result = await app.pause(
        approval_request_id=f"claim-{claim_id}",
        approval_request_url=f"https://dashboard.example.com/claims/{claim_id}",
        expires_in_hours=24,
    )

    if result.approved:
        app.note(f"Approved by reviewer. Feedback: {result.feedback}", tags=["decision"])
        return {"decision": "approved", "method": "human", "feedback": result.feedback}

    if result.changes_requested:
        app.note(f"Changes requested: {result.feedback}", tags=["decision"])
        return {"decision": "needs_review", "feedback": result.feedback}

    app.note(f"Rejected by reviewer. Reason: {result.feedback}", tags=["decision"])
    return {"decision": "rejected", "reason": result.feedback}
