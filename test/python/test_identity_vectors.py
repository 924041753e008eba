"""Who is asking, against what all SDKs agree on."""

from typing import Any

import pytest

from call_client import call_client
from sayso import AsyncClient, AwsCredentials, IamAuth, SaysoError, iam_signer
from shared_vectors import snake, vectors
from stub_server import StubServer

Case = dict[str, Any]


def client_of(url: str, options: Case) -> AsyncClient:
    given = snake(options)
    credentials, region = given.pop("credentials", None), given.pop("region", None)
    if credentials is not None:
        keys = AwsCredentials(credentials["accessKeyId"], credentials["secretAccessKey"], credentials["sessionToken"])
        reads_as: Any = "reviewer" if given["auth"] == "iam-review" else "agent"
        given["auth"] = IamAuth(region, lambda: keys, reads_as)
    return AsyncClient(url, **given)


@pytest.fixture(autouse=True)
def _fresh_session(monkeypatch: pytest.MonkeyPatch) -> Any:
    """botocore remembers what it has found, and would find what this machine has."""
    for name in ("ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "SESSION_TOKEN", "REGION", "DEFAULT_REGION", "PROFILE"):
        monkeypatch.delenv(f"AWS_{name}", raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nowhere")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nowhere")
    iam_signer._session.cache_clear()
    yield
    iam_signer._session.cache_clear()


@vectors("identities.json")
async def test_identities(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in case["environment"].items():
        monkeypatch.setenv(name, value)
    async with StubServer(lambda _: {"status": 400, "body": {}}) as stub:
        with pytest.raises(SaysoError) as raised:
            async with client_of(stub.url, case["options"]) as client:
                await call_client(client, case["call"], case["arguments"])
        assert raised.value.code == case.get("error", "invalid_request")
        if "error" in case:
            assert stub.requests == []
            return
    [sent], expected = stub.requests, case["request"]
    assert sent.path == expected["path"]
    assert {name: sent.headers.get(name) for name in expected["headers"]} == expected["headers"]
    assert sent.body == expected.get("body", sent.body)
    if "signed" in expected:
        key, region = expected["signed"]["accessKeyId"], expected["signed"]["region"]
        scope = f"{key}/{sent.headers['x-amz-date'][:8]}/{region}/execute-api/aws4_request"
        assert sent.headers["authorization"].split(",")[0] == f"AWS4-HMAC-SHA256 Credential={scope}"
