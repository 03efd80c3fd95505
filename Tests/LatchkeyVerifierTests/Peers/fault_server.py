"""A real SSH server (paramiko's) that misbehaves at one message, for the verifier's tests.

    fault_server.py PORT HOST_KEY AUTHORIZED_KEY SCRIPT

SCRIPT is a file that is read for each connection: `MESSAGE ACTION`, the number of the SSH message
before or in place of which ACTION is done (RFC 4250 section 4.1.2), or nothing. An ACTION that is a
number is the message that is sent instead; 0 stands for none.
"""

import socket
import struct
import sys
import threading
import time

import paramiko
from paramiko.packet import Packetizer

EVER = 3600


def answer(number):
    """A message that can stand in the place of another."""
    message = paramiko.Message()
    message.add_byte(bytes([number or 2]))
    if number == 51:  # SSH_MSG_USERAUTH_FAILURE
        message.add_string("publickey")
        message.add_boolean(False)
    elif number == 0:
        message.add_string("SSH_MSG_IGNORE")
    elif number == 92:  # SSH_MSG_CHANNEL_OPEN_FAILURE
        message.add_int(0)
        message.add_int(1)
        message.add_string("no sessions today")
        message.add_string("en")
    elif number == 100:  # SSH_MSG_CHANNEL_FAILURE
        message.add_int(0)
    return message


class Faulty(Packetizer):
    """Sends what it is told to, until the message at which it does something else."""

    message = 0
    action = ""
    peer = None
    padding = 0
    is_mac_wrong = False
    is_slow = False

    def send_message(self, data):
        if data.asbytes()[0] != self.message:
            return super().send_message(data)
        action, self.message = self.action, 0
        if action == "slow":
            self.is_slow = True
        elif action == "stall":
            time.sleep(EVER)
        elif action == "half":
            self.is_cut = True
        elif action == "close":
            self.peer.shutdown(socket.SHUT_RDWR)
            raise EOFError
        elif action == "reset":
            self.peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.peer.close()
            raise EOFError
        elif action == "disconnect":
            last = paramiko.Message()
            last.add_byte(b"\x01")
            last.add_int(11)
            last.add_string("gone for lunch")
            last.add_string("en")
            super().send_message(last)
            time.sleep(EVER)
        elif action in ("words", "greeting"):
            # SSH_MSG_USERAUTH_BANNER, and then the end: at once, or in place of what follows.
            words = paramiko.Message()
            words.add_byte(b"\x35")
            words.add_string("closed for today\n")
            words.add_string("")
            super().send_message(words)
            if action == "greeting":
                self.message, self.action = 52, "close"
                return super().send_message(data)
            self.peer.shutdown(socket.SHUT_RDWR)
            raise EOFError
        elif action.isdigit():
            return super().send_message(answer(int(action)))
        elif action == "mac":
            self.is_mac_wrong = True
        elif action == "unaligned":
            self.padding = 3
        elif action == "short":
            self.padding = -1
        elif action == "unexpected":
            strange = paramiko.Message()
            strange.add_byte(b"\xc0")
            super().send_message(strange)
        elif action in ("ignored", "unknown"):
            # SSH_MSG_IGNORE, or a message that nobody knows, without end.
            flood = paramiko.Message()
            flood.add_byte(b"\x02" if action == "ignored" else b"\xc0")
            flood.add_string(b"x" * 10)
            while True:
                super().send_message(flood)
        elif action == "long":
            self.padding = 60_000
        super().send_message(data)
        if action in ("mac", "unaligned", "short", "long", "half"):
            time.sleep(EVER)

    is_cut = False

    def _build_packet(self, payload):
        if self.padding == -1:
            # Four bytes in all: less than a block.
            return struct.pack(">IB", 4, 3) + bytes(11)
        packet = super()._build_packet(payload)
        if self.padding:
            length = struct.unpack(">I", packet[:4])[0] + self.padding
            more = packet[4] if self.padding > 255 else packet[4] + self.padding
            packet = struct.pack(">IB", length, more) + packet[5:] + bytes(self.padding)
        return packet

    def write_all(self, out):
        if self.is_mac_wrong:
            out = out[:-1] + bytes([out[-1] ^ 1])
        if self.is_cut:
            out = out[: len(out) // 2]
        if not self.is_slow:
            return super().write_all(out)
        for byte in out:
            super().write_all(bytes([byte]))
            time.sleep(0.002)


class Door(paramiko.ServerInterface):
    """Lets one key in, opens sessions and runs a command that says ok."""

    def __init__(self, listed):
        self.listed = listed

    def get_allowed_auths(self, username):
        return "publickey"

    def check_auth_publickey(self, username, key):
        is_listed = key.get_base64() == self.listed
        return paramiko.AUTH_SUCCESSFUL if is_listed else paramiko.AUTH_FAILED

    def check_channel_request(self, kind, chanid):
        return paramiko.OPEN_SUCCEEDED

    def check_channel_exec_request(self, channel, command):
        def work():
            channel.sendall(b"ok\n")
            channel.send_exit_status(3)
            channel.close()

        timer = threading.Timer(0.05, work)
        timer.daemon = True
        timer.start()
        return True


def serve(peer, host_key, listed, script):
    with open(script, encoding="ascii") as file:
        words = file.read().split()
    transport = paramiko.Transport(peer)
    transport.packetizer.__class__ = Faulty
    transport.packetizer.peer = peer
    if words:
        transport.packetizer.message = int(words[0])
        transport.packetizer.action = words[1]
    transport.add_server_key(host_key)
    try:
        transport.start_server(server=Door(listed))
        transport.join(EVER)
    except (EOFError, OSError, paramiko.SSHException):
        pass


def main():
    port, host_key, listed, script = sys.argv[1:]
    key = paramiko.Ed25519Key(filename=host_key)
    listener = socket.create_server(("127.0.0.1", int(port)), backlog=64)
    while True:
        peer, _ = listener.accept()
        worker = threading.Thread(
            target=serve, args=(peer, key, listed.split()[1], script), daemon=True
        )
        worker.start()


main()
