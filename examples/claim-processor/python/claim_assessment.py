"""What an assessor says of a claim, whether it is an AI model or a set of rules."""

from typing import Literal

from pydantic import BaseModel, Field


class ClaimAssessment(BaseModel):
    """An assessment."""

    risk_score: int = Field(ge=0, le=100)
    fraud_indicators: list[str]
    recommended_action: Literal["auto_approve", "review", "reject"]
    summary: str
