"""asyncssh's or paramiko's own server, for the verifier's tests.

    peer_server.py asyncssh|paramiko PORT HOST_KEY AUTHORIZED_KEYS FACTORS RSA

FACTORS is `publickey`, or `publickey,password` where the server wants both. RSA names the signatures
that asyncssh knows of RSA keys, its own host key's and users'. Commands: `flood` writes
ten million bytes, `stuck` never ends, `killed` ends by SIGTERM, any other ends with status 7.
"""

import asyncio
import socket
import sys
import threading
import time

KIND, PORT, HOST_KEY, AUTHORIZED_KEYS, FACTORS, RSA = sys.argv[1:]
IS_PARTIAL = "password" in FACTORS


def run_asyncssh():
    import asyncssh
    import asyncssh.rsa

    # As a server has them that is from before RFC 8332.
    names = [name.encode() for name in RSA.split(",")]
    asyncssh.rsa.RSAKey.sig_algorithms = tuple(names)
    asyncssh.rsa.RSAKey.all_sig_algorithms = set(names)

    class Door(asyncssh.SSHServer):
        def connection_made(self, conn):
            self.conn = conn

        def begin_auth(self, username):
            return True

        def public_key_auth_supported(self):
            return True

        def validate_public_key(self, username, key):
            line = key.export_public_key().decode().split()[1]
            with open(AUTHORIZED_KEYS, encoding="ascii") as file:
                return any(line in known for known in file)

        def validate_ca_key(self, username, key):
            return self.validate_public_key(username, key)

    async def work(process):
        command = process.command
        if command == "flood":
            for _ in range(1000):
                process.stdout.write("x" * 10_000)
                await process.stdout.drain()
        elif command == "stuck":
            await asyncio.sleep(3600)
        elif command == "killed":
            process.exit_with_signal("TERM")
            return
        process.stdout.write("ok\n")
        process.stderr.write("err\n")
        process.exit(7)

    async def main():
        await asyncssh.create_server(
            Door, "127.0.0.1", int(PORT), server_host_keys=[HOST_KEY], process_factory=work
        )
        await asyncio.Event().wait()

    asyncio.run(main())


def run_paramiko():
    import paramiko

    class Door(paramiko.ServerInterface):
        def get_allowed_auths(self, username):
            return FACTORS

        def check_auth_publickey(self, username, key):
            with open(AUTHORIZED_KEYS, encoding="ascii") as file:
                if not any(key.get_base64() in known for known in file):
                    return paramiko.AUTH_FAILED
            return paramiko.AUTH_PARTIALLY_SUCCESSFUL if IS_PARTIAL else paramiko.AUTH_SUCCESSFUL

        def check_channel_request(self, kind, chanid):
            return paramiko.OPEN_SUCCEEDED

        def check_channel_exec_request(self, channel, command):
            threading.Thread(target=work, args=(channel, command), daemon=True).start()
            return True

    def work(channel, command):
        time.sleep(0.05)
        try:
            if command == b"flood":
                for _ in range(1000):
                    channel.sendall(b"x" * 10_000)
            elif command == b"stuck":
                time.sleep(3600)
            channel.sendall(b"ok\n")
            channel.sendall_stderr(b"err\n")
            channel.send_exit_status(0xFFFFFFFF if command == b"most" else 7)
            channel.close()
        except OSError:
            pass

    def serve(peer, key):
        transport = paramiko.Transport(peer)
        transport.add_server_key(key)
        try:
            transport.start_server(server=Door())
            transport.join(3600)
        except (EOFError, OSError, paramiko.SSHException):
            pass

    key = paramiko.Ed25519Key(filename=HOST_KEY)
    listener = socket.create_server(("127.0.0.1", int(PORT)), backlog=64)
    while True:
        peer, _ = listener.accept()
        threading.Thread(target=serve, args=(peer, key), daemon=True).start()


run_asyncssh() if KIND == "asyncssh" else run_paramiko()
