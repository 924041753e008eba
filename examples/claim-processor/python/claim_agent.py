"""The agent of this example. `SAYSO_SERVER_URL` and `SAYSO_API_KEY` say where its server is, `SAYSO_MODEL` which model
of pydantic-ai it asks."""

from claim import Claim
from claim_assessment import ClaimAssessment
from rule_based_assessor import assess_by_rules
from sayso import Agent

app = Agent("claim-processor")


def assessor() -> str:
    """What assesses the claims: the model's name, or `rules`."""
    return "rules" if app.model is None else str(app.model)


async def assess_claim(claim: Claim) -> ClaimAssessment:
    """Asks the agent's model, or, where none is configured, the rules."""
    if app.model is None:
        return assess_by_rules(claim)
    facts = "" if claim.facts is None else f"\nFacts: {claim.facts.model_dump_json(by_alias=True)}"
    return await app.ai(
        system="You are an insurance claim assessor. Evaluate risk (0-100) and fraud indicators.",
        user=f"Claim #{claim.claim_id}: ${claim.amount:,.2f} - {claim.description}{facts}",
        schema=ClaimAssessment,
    )
