"""Takes every connection and never says a word."""

import socket


class MuteServer:
    """On loopback until closed; the system takes the connections, nobody reads them."""

    def __init__(self, port: int = 0) -> None:
        self._socket = socket.create_server(("127.0.0.1", port))
        self.port = int(self._socket.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"

    def close(self) -> None:
        self._socket.close()
