"""A bucket on loopback that answers as S3 does, as far as an object store is used here."""

import hashlib
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


class Bucket:
    """What lies in it, by name, and the parts of uploads that are not complete."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self.uploads: dict[str, dict[int, bytes]] = {}
        self.is_broken = False
        self.url = ""


@contextmanager
def bucket_on_loopback() -> Iterator[Bucket]:
    bucket = Bucket()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(bucket))
    bucket.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield bucket
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(bucket: Bucket) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: Any) -> None:
            pass

        def do_GET(self) -> None:
            if not self.has_key():
                self.list_names()
            elif self.key not in bucket.objects:
                self.answer(404, b"<Error><Code>NoSuchKey</Code></Error>")
            else:
                self.give(bucket.objects[self.key])

        do_HEAD = do_GET

        def do_PUT(self) -> None:
            body = self.body()
            if "uploadId" in self.query:
                bucket.uploads[self.query["uploadId"][0]][int(self.query["partNumber"][0])] = body
            else:
                bucket.objects[self.key] = body
            self.answer(200, b"", etag=hashlib.md5(body).hexdigest())

        def do_POST(self) -> None:
            body = self.body().decode()
            if "delete" in self.query:
                names = re.findall("<Key>([^<]+)</Key>", body)
                for name in names:
                    bucket.objects.pop(name, None)
                gone = "".join(f"<Deleted><Key>{name}</Key></Deleted>" for name in names)
                self.answer(200, f"<DeleteResult>{gone}</DeleteResult>".encode())
                return
            if "uploads" in self.query:
                name = str(len(bucket.uploads))
                bucket.uploads[name] = {}
                self.answer(200, f"<R><UploadId>{name}</UploadId></R>".encode())
                return
            parts = bucket.uploads.pop(self.query["uploadId"][0])
            bucket.objects[self.key] = b"".join(data for _, data in sorted(parts.items()))
            self.answer(200, b'<R><ETag>"x"</ETag></R>')

        def list_names(self) -> None:
            prefix = self.query.get("prefix", [""])[0]
            items = "".join(
                f"<Contents><Key>{name}</Key><Size>{len(data)}</Size>"
                "<LastModified>2026-01-01T00:00:00Z</LastModified><ETag>x</ETag></Contents>"
                for name, data in sorted(bucket.objects.items())
                if name.startswith(prefix)
            )
            self.answer(200, f"<R><IsTruncated>false</IsTruncated>{items}</R>".encode())

        def give(self, data: bytes) -> None:
            wanted = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("range", ""))
            if not wanted:
                self.answer(200, data)
                return
            start, end = int(wanted[1]), min(int(wanted[2]) + 1, len(data))
            self.answer(206, data[start:end], content_range=f"bytes {start}-{end - 1}/{len(data)}")

        @property
        def query(self) -> dict[str, list[str]]:
            return parse_qs(urlsplit(self.path).query, keep_blank_values=True)

        @property
        def key(self) -> str:
            return unquote(urlsplit(self.path).path).lstrip("/").partition("/")[2]

        def has_key(self) -> bool:
            return bool(self.key)

        def body(self) -> bytes:
            return self.rfile.read(int(self.headers.get("content-length", 0)))

        def answer(self, status: int, data: bytes, **headers: str) -> None:
            if bucket.is_broken:
                status, data = 403, b"<Error><Code>AccessDenied</Code></Error>"
            self.send_response(status)
            named = {"etag": "x", "last-modified": "Thu, 01 Jan 2026 00:00:00 GMT", **headers}
            for name, value in named.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(data)

    return Handler
