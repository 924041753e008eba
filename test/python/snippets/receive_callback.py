import os
from http.server import BaseHTTPRequestHandler, HTTPServer

from sayso import SaysoError, verify_callback

keys = [os.environ["SAYSO_PUBLIC_KEY"]]  # whpk_…, from GET /v1/keys


class Callbacks(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        try:
            result = verify_callback(body, dict(self.headers), keys)
        except SaysoError as error:
            self.send_error(400, error.code)
            return
        print(result.approval_request_id, result.decision, flush=True)
        self.send_response(204)
        self.end_headers()


HTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8080"))), Callbacks).serve_forever()
