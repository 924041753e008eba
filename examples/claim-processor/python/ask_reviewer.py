"""What the reviewer is shown: the question, the case, and exactly what will be done on a yes."""

import re
from collections.abc import Callable

from claim import Claim
from claim_agent import app, assessor
from claim_assessment import ClaimAssessment
from sayso import Approval, ApprovalResult


def say_pending(approval: Approval) -> None:
    """Says where the claim can be decided."""
    print(f"Waiting for a decision: {approval.approval_request_url}", flush=True)


async def ask_reviewer(
    claim: Claim,
    assessment: ClaimAssessment,
    expires_in_hours: float = 24,
    on_pending: Callable[[Approval], None] = say_pending,
) -> ApprovalResult:
    """Pauses until a person has decided, five minutes or five days from now."""
    by = "fixed rules, not AI" if app.model is None else assessor()
    indicators = "\n".join(f"- {_plain(indicator)}" for indicator in assessment.fraud_indicators)
    context = (
        f"**Risk {assessment.risk_score} of 100** (assessed by {_plain(by)})",
        _plain(assessment.summary),
        indicators,
        f"**Claim:** {_plain(claim.description)}",
        f"Recommended: {assessment.recommended_action.replace('_', '-')}",
    )
    return await app.pause(
        approval_request_id=f"claim-{claim.claim_id}",
        expires_in_hours=expires_in_hours,
        title=f"Pay ${claim.amount:,.2f} for claim {claim.claim_id}?",
        context="\n\n".join(part for part in context if part),
        action={
            "name": "pay_claim",
            "arguments": {"claimId": claim.claim_id, "amount": claim.amount, "currency": "USD"},
        },
        metadata={
            "claimId": claim.claim_id,
            "amount": claim.amount,
            "risk": assessment.risk_score,
            "assessor": assessor(),
        },
        on_pending=on_pending,
    )


def _plain(text: str) -> str:
    """The text as text: what comes from a file or a model must not format the reviewer's page."""
    return re.sub(r"([\\`*_\[\]<>#|!~])", r"\\\1", re.sub(r"[\r\n]+", " ", text))
