"""What can go wrong on the way to the server and back."""

import asyncio
import datetime
import ipaddress
import json
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from eventually import eventually
from sayso import AsyncClient, SaysoError, WaitTimeout
from stub_server import Outcome, Recorded, StubServer

_approved = json.dumps({"approvalRequestId": "claim-42", "status": "approved", "decision": "approved"})
_pending = {"approvalRequestId": "claim-42", "status": "pending", "decision": None}
_head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n"
_good = f"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{_approved}"


@asynccontextmanager
async def raw_server(*answers: str, tls: ssl.SSLContext | None = None) -> AsyncIterator[tuple[str, list[str]]]:
    """Answers every connection with these bytes, one after the other and then the last for ever, and closes it."""
    asked: list[str] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append((await reader.read(4096)).decode())
        writer.write(answers[min(len(asked), len(answers)) - 1].encode())
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls)
    async with server:
        scheme = "http" if tls is None else "https"
        yield f"{scheme}://127.0.0.1:{server.sockets[0].getsockname()[1]}", asked


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(_head + _approved[:60], id="within the body"),
        pytest.param(_head, id="after the head"),
        pytest.param("HTTP/1.1 200 OK\r\nConte", id="within the head"),
        pytest.param(f"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n{_approved[:20]}", id="in a chunk"),
        pytest.param("\x00\x01\x02", id="what is not even HTTP"),
    ],
)
async def test_an_answer_that_breaks_off_is_asked_for_again_under_the_same_key(broken: str) -> None:
    async with raw_server(broken, _good) as (url, asked), AsyncClient(url) as client:
        assert (await client.request_approval("claim-42")).status == "approved"
        keys = [line for request in asked for line in request.lower().split("\r\n") if "idempotency-key" in line]
        assert len(keys) == 2
        assert keys[0] == keys[1]
    async with raw_server(broken) as (url, _), AsyncClient(url, retry_for=0) as client:
        with pytest.raises(SaysoError) as raised:
            await client.get_approval("claim-42")
        assert (raised.value.code, raised.value.retryable) == ("network", True)
    async with raw_server(broken, _good) as (url, _), AsyncClient(url, on_problem=lambda _: None) as client:
        assert (await client.wait_for_approval("claim-42")).approved


@pytest.fixture
def authority(tmp_path: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's TLS with a certificate that nobody has signed but itself, and the file with it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.timezone.utc)
    host = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - datetime.timedelta(hours=1))
    builder = builder.not_valid_after(now + datetime.timedelta(hours=1)).add_extension(host, critical=False)
    certificate = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (tmp_path / "authority.pem").write_bytes(certificate)
    (tmp_path / "server.pem").write_bytes(secret + certificate)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "server.pem")
    return context, tmp_path / "authority.pem"


async def test_a_certificate_that_is_not_trusted_is_named_with_what_to_do(
    authority: tuple[ssl.SSLContext, Path],
) -> None:
    tls, file = authority
    async with raw_server(_good, tls=tls) as (url, asked):
        async with AsyncClient(url, retry_for=0) as client:
            with pytest.raises(SaysoError, match=r"CERTIFICATE_VERIFY_FAILED.* SSL_CERT_FILE or transport=") as raised:
                await client.get_approval("claim-42")
            assert raised.value.code == "network"
        assert asked == []
        trusting = ssl.create_default_context(cafile=file)
        async with AsyncClient(url, transport=lambda: httpx.AsyncHTTPTransport(verify=trusting)) as client:
            assert (await client.get_approval("claim-42")).status == "approved"


async def test_a_proxys_page_is_waited_out_with_502_and_is_no_server_of_ours_with_200() -> None:
    page = "<html><body>Bad gateway</body></html>"
    outcomes: list[Outcome] = [{"status": 502, "body": page}, {"status": 503, "body": page}]
    outcomes += [{"status": 200, "body": _pending}, {"status": 200, "body": page}]
    async with StubServer(lambda _: outcomes[min(len(stub.requests), 4) - 1]) as stub, AsyncClient(stub.url) as client:
        assert (await client.request_approval("claim-42")).status == "pending"
        for call in (client.get_approval, client.wait_for_approval):
            with pytest.raises(SaysoError, match="something that is not JSON: is it Sayso's address") as raised:
                await call("claim-42")
            assert (raised.value.code, raised.value.retryable) == ("network", False)


class OneApproval:
    """A server that knows one approval, and can do its work and lose the reply."""

    def __init__(self) -> None:
        self.stub = StubServer(self._answer)
        self.made: set[str] = set()
        self.lost = 0
        self.decision: str | None = None

    def _answer(self, request: Recorded) -> Outcome:
        if request.method == "POST":
            self.made.add(request.headers["idempotency-key"])
            if self.lost > 0:
                self.lost -= 1
                return {"network": "cut"}
        if self.decision is None and request.query != "":
            return {"hold": True}
        status = self.decision or "pending"
        return {"status": 200, "body": {**_pending, "status": status, "decision": self.decision}}


async def test_a_request_whose_reply_was_lost_is_one_request() -> None:
    server = OneApproval()
    server.lost = 2
    async with server.stub as stub, AsyncClient(stub.url) as client:
        assert (await client.request_approval("claim-42")).status == "pending"
        assert len(stub.requests) == 3
        assert len(server.made) == 1


async def test_a_wait_that_is_given_up_leaves_the_approval_as_it_was_and_another_takes_it_up() -> None:
    server = OneApproval()
    async with server.stub as stub, AsyncClient(stub.url) as client:
        paused = asyncio.create_task(client.pause("claim-42"))
        await eventually(lambda: stub.held == 1)
        paused.cancel()
        with pytest.raises(asyncio.CancelledError):
            await paused
        await eventually(lambda: stub.held == 0)
        with pytest.raises(WaitTimeout):
            await client.wait_for_approval("claim-42", timeout=0.05)
        assert len(stub.sent("POST")) == 1
        assert (await client.get_approval("claim-42")).status == "pending"
        server.decision = "rejected"
        resumed = await client.wait_for_resume("claim-42")
        assert resumed is not None
        assert resumed.decision == "rejected"


async def test_a_call_that_is_tried_again_ends_with_its_task() -> None:
    busy: Outcome = {"status": 503, "headers": {"retry-after": "30"}}
    async with StubServer(lambda _: busy) as stub, AsyncClient(stub.url) as client:
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(client.request_approval("claim-42"), 2)
        assert len(stub.requests) == 1
