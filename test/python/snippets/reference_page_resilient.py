@app.reasoner()
async def resilient_claim_processor(claim_id: str, amount: float, description: str):
    # Check if we crashed while waiting for a previous approval
    pending = await app.wait_for_resume(
        approval_request_id=f"claim-{claim_id}",
        timeout=3600,
    )

    if pending:
        # We had a pending approval — the reviewer may have already decided
        if pending.approved:
            app.note("Resumed after crash: claim was approved", tags=["recovery"])
            return {"decision": "approved", "method": "human", "feedback": pending.feedback}
        if pending.changes_requested:
            return {"decision": "needs_review", "feedback": pending.feedback}
        return {"decision": "rejected", "reason": pending.feedback}

    # No pending approval — run the full analysis
    assessment = await app.ai(
        system="You are an insurance claim assessor.",
        user=f"Claim #{claim_id}: ${amount:,.2f} - {description}",
        schema=ClaimAssessment,
    )

    if assessment.risk_score < 40 and amount < 10000:
        return {"decision": "approved", "method": "automatic"}

    result = await app.pause(
        approval_request_id=f"claim-{claim_id}",
        approval_request_url=f"https://dashboard.example.com/claims/{claim_id}",
        expires_in_hours=24,
    )

    if result.approved:
        return {"decision": "approved", "method": "human", "feedback": result.feedback}

    return {"decision": "rejected", "reason": result.feedback}
