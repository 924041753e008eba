"""An agent that is served; says its port first."""

from typing import Any

from free_port import free_port
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
    port = free_port()
    print(port, flush=True)
    app.serve(port=port)
