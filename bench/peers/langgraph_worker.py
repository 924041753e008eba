"""LangGraph as its documentation has it: `interrupt` in a node, `Command(resume=...)` from an endpoint."""

import sys
from typing import TypedDict

import uvloop
from http_worker import resumed, serve
from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver
from langgraph.graph import END, START, StateGraph
from langgraph.types import Command, interrupt


class Claim(TypedDict, total=False):
    claim_id: str
    decision: str


async def review(claim: Claim) -> Claim:
    action = {"name": "pay_claim", "arguments": {"claimId": "42", "amount": 71_610}}
    decision = interrupt({"title": "Pay claim 42", "context": "The claimant lost a **suitcase**.", "action": action})
    resumed(claim["claim_id"])
    return {"decision": decision}


async def main(database: str) -> None:
    async with AsyncSqliteSaver.from_conn_string(database) as checkpointer:
        graph = (
            StateGraph(Claim)
            .add_node("review", review)
            .add_edge(START, "review")
            .add_edge("review", END)
            .compile(checkpointer=checkpointer)
        )

        async def pause(claim_id: str) -> None:
            answer = await graph.ainvoke({"claim_id": claim_id}, {"configurable": {"thread_id": claim_id}})
            if "__interrupt__" not in answer:
                raise RuntimeError(f"{claim_id} does not wait")

        async def decide(claim_id: str) -> None:
            answer = await graph.ainvoke(Command(resume="approved"), {"configurable": {"thread_id": claim_id}})
            if answer["decision"] != "approved":
                raise RuntimeError(f"{claim_id} has not gone on")

        await checkpointer.setup()
        async with checkpointer.conn.execute("PRAGMA synchronous") as cursor:
            print("synchronous", *(await cursor.fetchone() or ()), flush=True)
        await serve(pause, decide)


uvloop.run(main(sys.argv[1]))
