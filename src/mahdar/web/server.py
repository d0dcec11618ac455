"""How the explorer is served: an address of its own, and a server with limits of its own."""

from __future__ import annotations

import socket

import uvicorn
from fastapi import FastAPI

from mahdar.errors import UsageError

#: Bytes of a request's head; visitors at once; seconds that a silent line is kept.
HEAD, VISITORS, SILENT = 64 * 1024, 256, 10


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens on an address; port 0 takes a free one. Raises UsageError where it cannot."""
    opened = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        opened.bind((host, port))
    except OSError as error:
        opened.close()
        raise UsageError(f"cannot listen on {host}:{port} ({error.strerror}); choose another --port") from error
    return opened


def server(app: FastAPI) -> uvicorn.Server:
    """A server of the explorer: plain HTTP/1.1, no name of its own, nothing believed that a proxy says."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            http="h11",
            ws="none",
            lifespan="off",
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            h11_max_incomplete_event_size=HEAD,
            limit_concurrency=VISITORS,
            timeout_keep_alive=SILENT,
            timeout_graceful_shutdown=5,
        )
    )
