"""What is done, kept so that a run that was killed goes on where it was."""

import json
import os
from pathlib import Path
from typing import Any

from claim_assessment import ClaimAssessment
from read_claims import InputError


class ClaimsJournal:
    """One ``outcome`` line for each claim, and an ``analysed`` line for each analysis, written before anybody is
    asked."""

    def __init__(self, path: Path) -> None:
        self.outcomes: dict[str, str] = {}
        self._analyses: dict[tuple[str, str], ClaimAssessment] = {}
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("a+b")
        self._file.seek(0)
        text = self._file.read()
        whole, _, torn = text.rpartition(b"\n")
        if torn:  # A line that a crash has cut off is done over.
            self._file.truncate(len(text) - len(torn))
        try:
            for line in whole.splitlines():
                self._recall(json.loads(line))
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(f"{path} is no journal of claims: move it away, or choose another") from error

    def analysis(self, claim_id: str, assessor: str) -> ClaimAssessment | None:
        """The one that was made of the claim before, by the same assessor."""
        return self._analyses.get((claim_id, assessor))

    def analysed(self, claim_id: str, assessor: str, assessment: ClaimAssessment) -> None:
        """Keeps an analysis."""
        self._write(
            {"type": "analysed", "claimId": claim_id, "assessor": assessor, "assessment": assessment.model_dump()}
        )

    def ended(self, claim_id: str, outcome: str, feedback: str | None) -> None:
        """Keeps what became of a claim."""
        self._write({"type": "outcome", "claimId": claim_id, "outcome": outcome, "feedback": feedback})

    def _write(self, entry: dict[str, Any]) -> None:
        self._file.write(json.dumps(entry).encode() + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())
        self._recall(entry)

    def _recall(self, entry: dict[str, Any]) -> None:
        if entry["type"] == "outcome":
            self.outcomes[entry["claimId"]] = entry["outcome"]
        else:
            assessment = ClaimAssessment.model_validate(entry["assessment"])
            self._analyses[entry["claimId"], entry["assessor"]] = assessment
