from sayso import Agent

app = Agent("claim-processor")


@app.reasoner()
async def process_claim(claim_id: str, amount: float) -> str:
    app.note(f"Claim {claim_id} needs a person", tags=["escalation"])
    result = await app.pause(f"claim-{claim_id}", title=f"Pay ${amount:,.2f} for claim {claim_id}?")
    return result.decision


# The event {"input": {"claim_id": "42", "amount": 12000}} runs it.
handler = app.durable_handler()
