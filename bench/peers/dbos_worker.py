"""DBOS as its documentation has it: a workflow that waits in `recv`, `send` from an endpoint."""

import asyncio
import sys

import uvloop
from dbos import DBOS, SetWorkflowID
from http_worker import resumed, serve

FOR_DAYS = 72 * 3600
waits: dict[str, asyncio.Event] = {}


@DBOS.workflow()
async def review(claim_id: str, title: str, context: str, amount: int) -> str:
    waits.pop(claim_id).set()
    decision: str = await DBOS.recv_async("decision", timeout_seconds=FOR_DAYS)
    resumed(claim_id)
    return decision


async def pause(claim_id: str) -> None:
    waiting = waits[claim_id] = asyncio.Event()
    with SetWorkflowID(claim_id):
        await DBOS.start_workflow_async(review, claim_id, "Pay claim 42", "The claimant lost a **suitcase**.", 71_610)
    await waiting.wait()


async def decide(claim_id: str) -> None:
    await DBOS.send_async(claim_id, "approved", "decision")


async def main(database: str) -> None:
    DBOS(config={"name": "bench", "system_database_url": database, "log_level": "WARNING"})
    DBOS.launch()
    try:
        await serve(pause, decide)
    finally:
        DBOS.destroy()


uvloop.run(main(sys.argv[1]))
