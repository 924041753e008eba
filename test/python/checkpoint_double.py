"""Stands in for Lambda's own store of checkpoints, to which AWS's client talks as it would to Lambda."""

import base64
import json
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_STATUS_AFTER = {"START": "STARTED", "SUCCEED": "SUCCEEDED", "FAIL": "FAILED"}
_DETAILS = {"STEP": "StepDetails", "CONTEXT": "ContextDetails", "CALLBACK": "CallbackDetails"}

Operation = dict[str, Any]


class CheckpointDouble:
    """Keeps what one execution has written down, apart from the processes that run it, so that these can be killed. It
    knows steps, child contexts and callbacks."""

    def __init__(self, arn: str, payload: Any) -> None:
        self._arn = arn
        self.operations: dict[str, Operation] = {}
        self.killed: list[str] = []
        self.kill_at: Callable[[str], bool] = lambda _: False
        """Asked for each thing that a process does; where it says so the process is killed, and what it wrote lost."""
        self.kill: Callable[[], None] = lambda: None
        self.model_calls = 0
        """Questions that the model has answered."""
        details = {"InputPayload": json.dumps(payload)}
        self._put({"Id": arn.rpartition("/")[2], "Type": "EXECUTION", "Status": "STARTED", "ExecutionDetails": details})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()

    def close(self) -> None:
        """Ends its thread."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def event(self) -> Any:
        """What Lambda would invoke the function with now. Times are milliseconds here and seconds in an answer."""
        operations = [
            {**it, "StartTimestamp": int(it["StartTimestamp"] * 1000)} if "StartTimestamp" in it else it
            for it in self.operations.values()
        ]
        state = {"Operations": operations, "NextMarker": ""}
        return {"DurableExecutionArn": self._arn, "CheckpointToken": "token", "InitialExecutionState": state}

    def call_back(self, pause: str, result: Any) -> None:
        """Calls the callback of that pause."""
        own = [it["Id"] for it in self.operations.values() if it.get("Name") == pause]
        callback = next(it for it in self.operations.values() if it["Type"] == "CALLBACK" and it.get("ParentId") in own)
        details = {**callback["CallbackDetails"], "Result": json.dumps(result)}
        self._put({**callback, "Status": "SUCCEEDED", "CallbackDetails": details})

    def _answer(self, path: str, body: Any) -> Any:
        if path == "/model":
            if self._kills("model"):
                return None
            self.model_calls += 1
            return {}
        updates = body["Updates"]
        if any(self._kills(self._words_for(update, updates)) for update in updates):
            return None
        changed = [self._apply(update) for update in updates]
        return {"CheckpointToken": "token", "NewExecutionState": {"Operations": changed}}

    def _words_for(self, update: Operation, together: list[Operation]) -> str:
        """Such as ``SUCCEED note 1``; what is inside a pause takes the pause's name."""
        parents = [it for it in together if it["Id"] == update.get("ParentId")]
        parent = parents[0] if parents else self.operations.get(update.get("ParentId", ""))
        if parent is not None and parent.get("Name") is not None:
            return f"{update['Action']} {update['Type'].lower()} of {parent['Name']}"
        return f"{update['Action']} {update.get('Name')}"

    def _kills(self, what: str) -> bool:
        if not self.kill_at(what):
            return False
        self.killed.append(what)
        self.kill()
        return True

    def _apply(self, update: Operation) -> Operation:
        before = self.operations.get(update["Id"]) or {}
        named: Operation = {
            name: update[name] for name in ("Id", "ParentId", "Name", "Type", "SubType") if name in update
        }
        operation: Operation = {
            **before,
            **named,
            "Status": _STATUS_AFTER[update["Action"]],
            "StartTimestamp": time.time(),
        }
        given = {"Result": update.get("Payload"), "Error": update.get("Error")}
        details: Operation = {name: value for name, value in given.items() if value is not None}
        if update["Type"] == "STEP":
            details["Attempt"] = 1
        if update["Type"] == "CALLBACK":
            details = {"CallbackId": base64.b64encode(update["Id"].encode()).decode()}
        operation[_DETAILS[update["Type"]]] = details
        self._put(operation)
        return operation

    def _put(self, operation: Operation) -> None:
        self.operations[operation["Id"]] = operation

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        double = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["content-length"])) or "{}")
                answer = double._answer(self.path, body)
                if answer is None:
                    self.close_connection = True
                    return
                text = json.dumps(answer).encode()
                self.send_response(200)
                self.send_header("content-length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, *_: object) -> None:
                pass

        return Handler
