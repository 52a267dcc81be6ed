"""A recording peer: answers each request with the next prepared response, and keeps what it got.

It is reached as a proxy (the request line has the whole address), or directly with the address in `X-Peer-Target`.
"""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Peer:
    def __init__(self, answers):
        self.answers = answers
        self.got = []
        peer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self):
                length = int(self.headers.get("Content-Length") or 0)
                if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
                    body = self.chunks()
                else:
                    body = self.rfile.read(length)
                target = self.headers.get("X-Peer-Target") or self.path
                peer.got.append({"method": self.command, "target": target, "headers": dict(self.headers), "body": body})
                number = int(self.headers.get("X-Auth-Token", "case-0").removeprefix("case-"))
                status, answer = peer.answers[number]
                data = json.dumps(answer, ensure_ascii=False).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def chunks(self):
                body = b""
                while size := int(self.rfile.readline().split(b";")[0], 16):
                    body += self.rfile.read(size)
                    self.rfile.readline()
                self.rfile.readline()
                return body

            do_GET = do_PUT = do_POST = do_PATCH = do_DELETE = answer

            def log_message(self, *arguments):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()
