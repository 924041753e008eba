"""The claim of a command."""

import sys

from pydantic import ValidationError

from claim import Claim, ClaimFacts


def claim_arguments(program: str) -> Claim:
    """Of ``<claim id> <amount> ["description"] ['{"severity": …}']``; ends the program where it cannot be read."""
    match sys.argv[1:]:
        case [claim_id, amount, *rest] if len(rest) <= 2:
            description, facts = [*rest, *["", ""][len(rest) :]]
            try:
                known = ClaimFacts.model_validate_json(facts) if facts else None
                claim = Claim(claim_id=claim_id, amount=float(amount), description=description, facts=known)
            except (ValidationError, ValueError) as error:
                sys.exit(str(error))
            if claim.amount >= 0:
                return claim
    print(f'usage: python {program} <claim id> <amount> ["description"] [facts as JSON]', file=sys.stderr)
    sys.exit(2)
