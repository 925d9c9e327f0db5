"""Serves page.html with the container's name and the variable GREETING in it."""

import html
import os
import signal
import socket
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        with open("page.html", encoding="utf-8") as file:
            page = file.read()
        page = page.replace("{host}", html.escape(socket.gethostname()))
        page = page.replace("{greeting}", html.escape(os.environ.get("GREETING", "")))
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.encode())


signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
port = int(os.environ.get("PORT", "5000"))
print(f"listening on port {port}")
ThreadingHTTPServer(("0.0.0.0", port), Page).serve_forever()
