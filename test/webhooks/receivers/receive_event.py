import os
from http.server import BaseHTTPRequestHandler, HTTPServer

from sayso import SaysoError, verify_event

keys = [os.environ["SAYSO_WEBHOOK_SECRET"]]  # whsec_…; during a rotation, the new secret and the old one


class Hooks(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        try:
            event = verify_event(body, dict(self.headers), keys)
        except SaysoError as error:
            self.send_error(400, error.code)
            return
        print(self.headers["webhook-id"], event.type, event.data.approval_request_id, flush=True)
        self.send_response(204)
        self.end_headers()


HTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8080"))), Hooks).serve_forever()
