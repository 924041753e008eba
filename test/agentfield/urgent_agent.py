"""An agent that waits for two approvals in one execution, the first with less patience than it asks for."""

import asyncio
import os

from agentfield import Agent

app = Agent(node_id="claim-processor")


@app.reasoner()
async def expire_claim(claim_id: str, hours: float) -> dict:
    result = await app.pause(f"claim-{claim_id}", expires_in_hours=hours, timeout=60)
    app.note(f"{result.decision}: {result.feedback}", tags=["decision"])
    return {}


@app.reasoner()
async def escalate_claim(claim_id: str) -> dict:
    first = await app.pause(f"claim-{claim_id}", expires_in_hours=24, timeout=0.5)
    app.note(f"first {first.decision}")
    second = await app.pause(f"claim-{claim_id}-senior", expires_in_hours=24)
    app.note(f"second {second.decision} as {second.approval_request_id}", tags=["decision"])
    return {}


@app.reasoner()
async def ask_both(claim_id: str) -> dict:
    both = [app.pause(f"claim-{claim_id}-{part}", expires_in_hours=24) for part in ("car", "house")]
    car, house = await asyncio.gather(*both)
    app.note(f"car {car.decision}, house {house.decision}", tags=["decision"])
    return {}


if __name__ == "__main__":
    app.serve(port=int(os.environ["PORT"]))
