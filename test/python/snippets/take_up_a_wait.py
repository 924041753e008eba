import asyncio

from sayso import AsyncClient, WaitTimeout


async def main() -> None:
    async with AsyncClient() as client:
        try:
            result = await client.wait_for_approval("refund-1009", timeout=60)
            print(result.decision, result.reviewer and result.reviewer.name)
        except WaitTimeout:
            print("Still pending after a minute")


asyncio.run(main())
