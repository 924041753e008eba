"""One invocation of a durable function as a process of its own: the event comes as an argument, the outcome is
printed."""

import json
import os
import sys
import urllib.request
from typing import Any

import httpx
from pydantic_ai.messages import ModelMessage, ModelResponse, TextPart
from pydantic_ai.models.function import AgentInfo, FunctionModel

from sayso import Agent, AsyncClient

_checkpoints = os.environ["AWS_ENDPOINT_URL_LAMBDA"]


class DeliveryDouble(httpx.AsyncHTTPTransport):
    """Stands in for what only a server on AWS does: a local one refuses the resume kind `durable`, so this takes it out
    of each request. Who runs this program calls the callback."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.method == "POST" and request.url.path == "/v1/approvals":
            body = json.loads(request.content)
            assert body.pop("resume")["kind"] == "durable"
            headers = {name: value for name, value in request.headers.items() if name != "content-length"}
            request = httpx.Request("POST", request.url, headers=headers, content=json.dumps(body))
        return await super().handle_async_request(request)


def _answer(_: list[ModelMessage], __: AgentInfo) -> ModelResponse:
    asked = urllib.request.Request(f"{_checkpoints}/model", data=b"{}", method="POST")
    with urllib.request.urlopen(asked):
        return ModelResponse(parts=[TextPart("risky")])


app = Agent("claim-processor", client=AsyncClient(transport=DeliveryDouble), model=FunctionModel(_answer))


@app.reasoner()
async def process(claim_id: str) -> dict[str, Any]:
    assessment = await app.ai(user=f"Claim {claim_id}")
    app.note(f"Assessed: {assessment}")
    result = await app.pause(f"claim-{claim_id}", context=assessment)
    app.note(f"Decided: {result.decision}")
    return {"assessment": assessment, "decision": result.decision, "feedback": result.feedback}


class Invocation:
    """What Lambda hands in."""

    aws_request_id = "request-1"
    tenant_id = None
    log_group_name = log_stream_name = None

    def get_remaining_time_in_millis(self) -> int:
        return 60_000


outcome = app.durable_handler()(json.loads(sys.argv[1]), Invocation())
sys.stdout.write(json.dumps(outcome))
