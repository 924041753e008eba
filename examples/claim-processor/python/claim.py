"""One insurance claim, as the agent gets it."""

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel


class ClaimParts(BaseModel):
    """The parts that a claim's amount is made of, in US dollars. ``None`` stands for unknown."""

    injury: float | None = None
    property: float | None = None
    vehicle: float | None = None


class ClaimFacts(BaseModel):
    """What the claims system knows of the incident. ``None`` stands for unknown."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")

    incident_type: str | None = None
    severity: str | None = None
    authorities_contacted: str | None = None
    police_report: str | None = None
    witnesses: int | None = None
    bodily_injuries: int | None = None
    incident_hour: int | None = None
    months_as_customer: int | None = None
    parts: ClaimParts = ClaimParts()


class Claim(BaseModel):
    """A claim; its amount is US dollars."""

    claim_id: str
    amount: float
    description: str
    facts: ClaimFacts | None = None
