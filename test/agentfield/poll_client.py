"""Asks and polls with Agentfield's bare client, which has no node of its own to name."""

import asyncio
import os
import sys

from agentfield.client import AgentFieldClient


async def main(execution_id: str, approval_request_id: str) -> None:
    client = AgentFieldClient(base_url=os.environ["AGENTFIELD_SERVER"], api_key=os.environ["AGENTFIELD_API_KEY"])
    asked = await client.request_approval(execution_id, approval_request_id)
    print(asked.approval_request_url, flush=True)
    first = await client.get_approval_status(execution_id)
    print(first.status, first.response, flush=True)
    ended = await client.wait_for_approval(execution_id, poll_interval=0.1)
    print(ended.status, (ended.response or {})["feedback"], flush=True)


asyncio.run(main(sys.argv[1], sys.argv[2]))
