"""libssh, through its C interface; it keeps no comments."""

import ctypes
import os
import tempfile
from ctypes import POINTER, byref, c_char_p, c_int, c_void_p

libssh = ctypes.CDLL("libssh.so.4")


def function(name, result, *arguments):
    found = getattr(libssh, name)
    found.restype, found.argtypes = result, arguments
    return found


get_version = function("ssh_version", c_char_p, c_int)
read_private_file = function(
    "ssh_pki_import_privkey_file",
    c_int, c_char_p, c_char_p, c_void_p, c_void_p, POINTER(c_void_p),
)
read_public_file = function("ssh_pki_import_pubkey_file", c_int, c_char_p, POINTER(c_void_p))
public_half = function("ssh_pki_export_privkey_to_pubkey", c_int, c_void_p, POINTER(c_void_p))
base64_of = function("ssh_pki_export_pubkey_base64", c_int, c_void_p, POINTER(c_char_p))
write_private_file = function(
    "ssh_pki_export_privkey_file", c_int, c_void_p, c_char_p, c_void_p, c_void_p, c_char_p
)
write_public_file = function("ssh_pki_export_pubkey_file", c_int, c_void_p, c_char_p)
type_of = function("ssh_key_type", c_int, c_void_p)
name_of_type = function("ssh_key_type_to_char", c_char_p, c_int)


def check(status, what):
    if status != 0:
        raise ValueError(f"libssh could not {what}")


def version():
    return get_version(0).decode().split("/")[0]


def private_key(path, passphrase):
    key = c_void_p()
    # An empty passphrase rather than none: for none, libssh would ask on the terminal.
    status = read_private_file(path.encode(), passphrase or b"", None, None, byref(key))
    check(status, "read the private key")
    return key


def line(key):
    text = c_char_p()
    check(base64_of(key, byref(text)), "export the public key")
    return f"{name_of_type(type_of(key)).decode()} {text.value.decode()}\n"


def public_key(key):
    public = c_void_p()
    check(public_half(key, byref(public)), "give the public half")
    return public


def read_private(path, passphrase):
    return line(public_key(private_key(path, passphrase))), None


def read_public(path):
    key = c_void_p()
    check(read_public_file(path.encode(), byref(key)), "read the public key")
    return line(key), None


def write(source, passphrase):
    try:
        key = private_key(source["openssh"], None)
    except ValueError:
        return
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "key")
        for lock in (None, passphrase):
            if write_private_file(key, lock, None, None, path.encode()) == 0:
                yield "export_privkey_file", lock is not None, open(path, "rb").read()
        if write_public_file(public_key(key), path.encode()) == 0:
            yield "export_pubkey_file", False, open(path, "rb").read()
