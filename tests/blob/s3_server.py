"""A server that speaks S3, for tests: path-style, one bucket in memory. It computes every signature again and refuses
a wrong one, a body that is not what was signed, and a clock that is off by more than 15 minutes.

    s3_server.py BUCKET ACCESS_KEY SECRET_KEY REGION      prints its port, serves until it is killed

Faults are asked for by PUT /_fault/NAME?n=COUNT, unsigned: slow_down (503), internal (500), drop (the connection is
closed), big_error (an error of 1 MiB), bad_xml, doctype. GET /_count answers how many requests were served."""

import hashlib
import hmac
import sys
import time
import urllib.parse
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from xml.sax.saxutils import escape

BUCKET, ACCESS_KEY, SECRET_KEY, REGION = sys.argv[1:5]
objects = {}
faults = []
served = [0]
PAGE = 3  # a list goes over several pages


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def hmac_of(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def answer(self, status, body=b"", kind="application/xml"):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def error(self, status, code, message="no"):
        text = f'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>{code}</Code><Message>{escape(message)}</Message>' \
               "<RequestId>1</RequestId></Error>"
        self.answer(status, text.encode())

    def signature(self, path, query, hashed):
        """What the signature must be, or None when the header cannot be read."""
        auth = self.headers.get("Authorization", "")
        if not auth.startswith("AWS4-HMAC-SHA256 "):
            return None, None
        parts = dict(p.strip().split("=", 1) for p in auth[17:].split(","))
        key, date, region, service, last = parts["Credential"].split("/")
        if key != ACCESS_KEY or region != REGION or service != "s3" or last != "aws4_request":
            return None, None
        names = parts["SignedHeaders"].split(";")
        if names != sorted(names) or not {"host", "x-amz-date", "x-amz-content-sha256"} <= set(names):
            return None, None
        pairs = urllib.parse.parse_qsl(query, keep_blank_values=True)
        quoted = sorted((urllib.parse.quote(k, safe="-._~"), urllib.parse.quote(v, safe="-._~")) for k, v in pairs)
        canonical = "\n".join(
            [self.command, urllib.parse.quote(urllib.parse.unquote(path), safe="/-._~"),
             "&".join(f"{k}={v}" for k, v in quoted)]
            + [f"{n}:{self.headers.get(n, '').strip()}" for n in names]
            + ["", ";".join(names), hashed])
        when = self.headers["x-amz-date"]
        text = "\n".join(["AWS4-HMAC-SHA256", when, f"{date}/{REGION}/s3/aws4_request", sha256(canonical.encode())])
        k = hmac_of(("AWS4" + SECRET_KEY).encode(), date)
        for word in (REGION, "s3", "aws4_request"):
            k = hmac_of(k, word)
        return parts["Signature"], hmac.new(k, text.encode(), hashlib.sha256).hexdigest()

    def allowed(self, path, query, body):
        hashed = self.headers.get("x-amz-content-sha256", "")
        if hashed != sha256(body):
            return self.error(400, "XAmzContentSHA256Mismatch")
        got, want = self.signature(path, query, hashed)
        if want is None:
            return self.error(403, "InvalidAccessKeyId")
        when = datetime.strptime(self.headers["x-amz-date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=timezone.utc)
        if abs(time.time() - when.timestamp()) > 900:
            return self.error(403, "RequestTimeTooSkewed")
        if not hmac.compare_digest(got, want):
            return self.error(403, "SignatureDoesNotMatch")
        return True

    def fault(self):
        name = faults.pop(0)
        if name == "slow_down":
            self.error(503, "SlowDown")
        elif name == "internal":
            self.error(500, "InternalError")
        elif name == "big_error":
            self.answer(403, b"<Error><Code>" + b"x" * (1 << 20) + b"</Code></Error>")
        elif name == "bad_xml":
            self.answer(403, b"<Error><Code>Acc")
        elif name == "doctype":
            self.answer(403, b'<!DOCTYPE Error [<!ENTITY a "aaaa">]><Error><Code>&a;</Code></Error>')
        else:
            self.close_connection = True
            self.connection.close()

    def serve(self):
        path, _, query = self.path.partition("?")
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if path.startswith("/_fault/"):
            faults.extend([path[8:]] * int(query.partition("=")[2] or 1))
            return self.answer(200)
        if path == "/_count":
            return self.answer(200, str(served[0]).encode(), "text/plain")
        served[0] += 1
        if faults:
            return self.fault()
        if self.allowed(path, query, body):
            self.act(urllib.parse.unquote(path).split("/", 2)[1:], dict(urllib.parse.parse_qsl(query)), body)

    def act(self, words, query, body):
        if words[0] != BUCKET:
            return self.error(404, "NoSuchBucket")
        if len(words) == 1:
            return self.list(query)
        key = words[1]
        if self.command == "PUT":
            if self.headers.get("If-None-Match") == "*" and key in objects:
                return self.error(412, "PreconditionFailed")
            objects[key] = body
            return self.answer(200)
        if self.command == "DELETE":
            objects.pop(key, None)
            return self.answer(204)
        if key not in objects:
            return self.error(404, "NoSuchKey")
        data = objects[key]
        if self.headers.get("Range", "").startswith("bytes=0-"):
            return self.answer(206, data[: int(self.headers["Range"][8:]) + 1], "application/octet-stream")
        self.answer(200, data, "application/octet-stream")

    def list(self, query):
        keys = sorted(k for k in objects if k.startswith(query.get("prefix", "")))
        after = query.get("continuation-token", "")
        keys = [k for k in keys if k > after]
        page, more = keys[:PAGE], len(keys) > PAGE
        text = "<?xml version=\"1.0\"?><ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
        text += f"<IsTruncated>{str(more).lower()}</IsTruncated>"
        text += "".join(f"<Contents><Key>{escape(k)}</Key><Size>{len(objects[k])}</Size></Contents>" for k in page)
        if more:
            text += f"<NextContinuationToken>{escape(page[-1])}</NextContinuationToken>"
        self.answer(200, (text + "</ListBucketResult>").encode())

    do_GET = do_PUT = do_DELETE = do_HEAD = serve


class Server(ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        """Clients that go away are part of the tests."""


server = Server(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()
