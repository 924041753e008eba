"""Works through a file of insurance claims: small, harmless ones are settled by themselves, all others wait for a
person. Killed or stopped at any moment, the same command goes on where it was."""

import argparse
import asyncio
import contextlib
import hashlib
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from claim import Claim
from claim_agent import app, assess_claim, assessor
from claim_assessment import ClaimAssessment
from claims_journal import ClaimsJournal
from read_claims import InputError, read_claims
from resilient_claim_processor import ClaimRun, resilient_claim_processor
from sayso import Approval, SaysoError

_OUTCOMES = ("automatic", "approved", "rejected", "changes requested", "expired", "error")
_OUTCOME_OF = {"needs_review": "changes requested", "escalated": "expired", "failed": "error"}


class ClaimsRun:
    """All claims at once: a few at a time until they are settled or wait for a person, and then any number."""

    def __init__(self, claims: list[Claim], journal: ClaimsJournal, expires_in_hours: float, at_once: int) -> None:
        self.claims = claims
        self.journal = journal
        self.analyses = self.recalled = 0
        self.waiting: set[str] = set()
        self.failures: dict[str, Exception] = {}
        self._expires_in_hours = expires_in_hours
        self._places = asyncio.Semaphore(at_once)

    async def work(self) -> None:
        """Returns when each claim has its outcome, or has failed."""
        left = [claim for claim in self.claims if claim.claim_id not in self.journal.outcomes]
        await asyncio.gather(*(self._process(claim) for claim in left))

    async def _process(self, claim: Claim) -> None:
        with contextlib.ExitStack() as place:
            await self._places.acquire()
            place.callback(self._places.release)

            def on_pending(_: Approval) -> None:
                self.waiting.add(claim.claim_id)
                place.close()  # Whoever waits needs no place.

            processor = resilient_claim_processor.with_execution_id(f"claim-{claim.claim_id}")
            try:
                decision = await processor(claim, ClaimRun(self._assess, self._expires_in_hours, on_pending))
                words = decision.get("feedback") or decision.get("reason")
                self.journal.ended(claim.claim_id, _outcome(decision), words)
            except SaysoError as error:
                self.failures[claim.claim_id] = error
            finally:
                self.waiting.discard(claim.claim_id)

    async def _assess(self, claim: Claim) -> ClaimAssessment:
        known = self.journal.analysis(claim.claim_id, assessor())
        if known is not None:
            self.recalled += 1
            return known
        assessment = await assess_claim(claim)
        self.analyses += 1
        self.journal.analysed(claim.claim_id, assessor(), assessment)
        return assessment

    def counts(self) -> Counter[str]:
        """How many claims have ended how."""
        return Counter(self.journal.outcomes[it.claim_id] for it in self.claims if it.claim_id in self.journal.outcomes)

    def progress(self) -> str:
        """How it stands, in a line."""
        ended = [f"{count} {outcome}" for outcome, count in self.counts().items()]
        return " · ".join([f"{len(self.waiting)} of {len(self.claims)} claims wait for a decision", *ended])

    def summary(self) -> str:
        """How it ended."""
        counts = self.counts()
        rows = [*((outcome, counts[outcome]) for outcome in _OUTCOMES), ("total", counts.total())]
        lines = [f"  {name:<18}{count:>{len(str(counts.total()))}}" for name, count in rows]
        by = "fixed rules, not AI" if app.model is None else assessor()
        lines.append(f"Analyses in this run: {self.analyses} (by {by}); taken from the journal: {self.recalled}")
        return "\n".join(lines)


def _outcome(decision: dict[str, Any]) -> str:
    if decision.get("method") == "automatic":
        return "automatic"
    word: str = decision["decision"]
    return _OUTCOME_OF.get(word, word)


async def _tell(run: ClaimsRun) -> None:
    """A line whenever something has changed, at most one a second."""
    told = ""
    while True:
        await asyncio.sleep(1)
        if run.progress() != told:
            told = run.progress()
            print(told, flush=True)


async def main(given: argparse.Namespace) -> int:
    """The exit code: 0 done, 1 some claims left, 2 wrong input."""
    claims = read_claims(given.file)
    name = hashlib.sha256(given.file.read_bytes()).hexdigest()[:16]
    path = given.journal or Path(".sayso", "claims", f"{name}.python.ndjson")
    run = ClaimsRun(claims, ClaimsJournal(path), given.expires_in_hours, given.concurrency)
    print(f"{given.file.name}: {len(claims)} claims, {run.counts().total()} done before.", flush=True)
    async with app.client:
        telling = asyncio.create_task(_tell(run))
        await run.work()
        telling.cancel()
    print(f"{run.summary()}\nJournal: {path}")
    for claim_id, error in run.failures.items():
        print(f"! Claim {claim_id}: {error}", file=sys.stderr)
    return 1 if run.failures else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="CSV, as claims.csv beside this folder")
    parser.add_argument("--journal", type=Path, help="where the outcomes are written")
    parser.add_argument("--expires-in-hours", type=float, default=24, help="time for the reviewers")
    parser.add_argument("--concurrency", type=int, default=16, help="claims that are looked up and asked about at once")
    try:
        sys.exit(asyncio.run(main(parser.parse_args())))
    except InputError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        print("Stopped: nothing is lost. Run the same command again to go on.")
        sys.exit(130)
