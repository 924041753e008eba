"""A stand-in for a model."""

from collections.abc import Callable
from typing import NamedTuple

from claim import Claim, ClaimFacts
from claim_assessment import ClaimAssessment


class _Rule(NamedTuple):
    points: int
    indicator: str
    applies: Callable[[ClaimFacts, Claim], bool]


def _many_injured_little_damage(facts: ClaimFacts, _: Claim) -> bool:
    return (facts.bodily_injuries or 0) >= 2 and facts.severity in ("Minor Damage", "Trivial Damage")


def _parts_do_not_add_up(facts: ClaimFacts, claim: Claim) -> bool:
    parts = facts.parts
    if parts.injury is None or parts.property is None or parts.vehicle is None:
        return False
    return abs(parts.injury + parts.property + parts.vehicle - claim.amount) >= 1


# Of people nothing is looked at but how long they have been customers: not their age, sex, schooling, work or hobbies,
# all of which claim files hold.
_RULES = (
    _Rule(15, "Total loss", lambda facts, _: facts.severity == "Total Loss"),
    _Rule(10, "Major damage", lambda facts, _: facts.severity == "Major Damage"),
    _Rule(10, "Severity of the damage unknown", lambda facts, _: facts.severity is None),
    _Rule(12, "No police report", lambda facts, _: facts.police_report == "NO"),
    _Rule(8, "Unknown whether there is a police report", lambda facts, _: facts.police_report is None),
    _Rule(10, "No witnesses", lambda facts, _: facts.witnesses == 0),
    _Rule(8, "No authority was called", lambda facts, _: facts.authorities_contacted == "None"),
    _Rule(12, "Several injured, yet little damage", _many_injured_little_damage),
    _Rule(
        10,
        "Theft without a police report",
        lambda facts, _: facts.incident_type == "Vehicle Theft" and facts.police_report != "YES",
    ),
    _Rule(
        5,
        "Between midnight and five in the morning",
        lambda facts, _: facts.incident_hour is not None and facts.incident_hour < 5,
    ),
    _Rule(
        10,
        "Customer for less than a year",
        lambda facts, _: facts.months_as_customer is not None and facts.months_as_customer < 12,
    ),
    _Rule(20, "The parts do not add up to the amount", _parts_do_not_add_up),
)


def assess_by_rules(claim: Claim) -> ClaimAssessment:
    """Fixed rules that add points up to a risk of 0 to 100. The assessment says of itself that it is no AI's."""
    facts = claim.facts
    found = [] if facts is None else [rule for rule in _RULES if rule.applies(facts, claim)]
    for_amount = 30 if claim.amount >= 50_000 else 15 if claim.amount >= 10_000 else 0
    risk_score = min(100, for_amount + sum(rule.points for rule in found))
    indicators = ["High amount"] if claim.amount >= 50_000 else []
    indicators += [rule.indicator for rule in found]
    reasons = "; ".join(indicators).lower() or "no indicators"
    return ClaimAssessment(
        risk_score=risk_score,
        fraud_indicators=indicators,
        recommended_action="auto_approve" if risk_score < 40 and claim.amount < 10_000 else "review",
        summary=f"Rule-based assessment (fixed rules, no AI): risk {risk_score} of 100; {reasons}.",
    )
