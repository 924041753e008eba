"""Decides from a reviewer's own program, which holds the reviewer's secret and no sign-in."""

import hashlib
import hmac
import json
import os
import sys
import urllib.request

request_id, decision, *feedback = sys.argv[1:]
body = json.dumps({"requestId": request_id, "decision": decision, "feedback": " ".join(feedback)}).encode()
code = hmac.new(os.environ["APPROVAL_RESPONSE_SECRET"].encode(), body, hashlib.sha256).hexdigest()
request = urllib.request.Request(
    f"{os.environ['AGENTFIELD_SERVER']}/api/v1/webhooks/approval-response",
    data=body,
    headers={"content-type": "application/json", "x-webhook-signature": f"sha256={code}"},
)
with urllib.request.urlopen(request) as answer:
    print(json.load(answer))
