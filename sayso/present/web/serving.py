"""The server: one process on this machine, at 127.0.0.1 and nowhere else."""

import secrets
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Thread

import uvicorn

from sayso.case import open_case
from sayso.errors import SaysoError
from sayso.present.web.app import make_app
from sayso.store.event_columns import load_event_columns

HOST = "127.0.0.1"


def serve(folder: Path, *, port: int, announce: Callable[[str], None]) -> None:
    """The pages of the case are there until the process is stopped.

    Args:
        port: 0 takes any that is free.
        announce: called with the link, which carries the token, when the server listens.
    """
    with open_case(folder):
        pass  # says what is wrong with the case before anything is announced
    token = secrets.token_urlsafe(24)
    listener = _listen(port)
    settings = uvicorn.Config(
        make_app(folder, token), log_level="warning", access_log=False, server_header=False, lifespan="off", ws="none"
    )
    Thread(target=warm, args=(folder,), daemon=True).start()
    announce(f"http://{HOST}:{listener.getsockname()[1]}/?token={token}")
    with listener:
        uvicorn.Server(settings).run(sockets=[listener])


def warm(folder: Path) -> None:
    """What pages count in is read before somebody asks; whoever asks meanwhile waits for it as for any page."""
    with suppress(SaysoError), open_case(folder) as case:
        load_event_columns(case.store)
        case.count_disputes()


def _listen(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen(64)
    except OSError as error:
        listener.close()
        hint = "Name another with --port, or take any that is free with --port 0"
        raise SaysoError(f"port {port} cannot be had ({error.strerror})", hint=hint) from None
    return listener
