"""An agent that is served; says its port first."""

import socket
from typing import Any

from sayso import Agent

app = Agent("served-agent")


@app.reasoner()
async def ask(claim_id: str, amount: float) -> dict[str, Any]:
    """Asks a person."""
    result = await app.pause(claim_id, title=f"Pay {amount}?")
    return {"decision": result.decision, "amount": amount}


@app.reasoner()
async def fail() -> None:
    """Fails."""
    raise ValueError("no")


if __name__ == "__main__":
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    print(port, flush=True)
    app.serve(port=port)
