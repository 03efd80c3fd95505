"""Runs a server that speaks on its standard input and output for each connection, as inetd does.

inetd.py PORT PROGRAM [ARGUMENT ...]
"""

import socket
import subprocess
import sys
import threading

listener = socket.create_server(("127.0.0.1", int(sys.argv[1])), backlog=64)
while True:
    peer, _ = listener.accept()
    with peer:
        server = subprocess.Popen(sys.argv[2:], stdin=peer, stdout=peer)
    threading.Thread(target=server.wait, daemon=True).start()
