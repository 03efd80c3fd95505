"""paramiko, which keeps no comments of private keys."""

import io

import paramiko


def version():
    return paramiko.__version__


def read_private(path, passphrase):
    key = paramiko.PKey.from_path(path, passphrase)
    return f"{key.get_name()} {key.get_base64()}", None


def read_public(path):
    blob = paramiko.pkey.PublicBlob.from_file(path)
    # The blob was not looked into yet.
    key = paramiko.PKey.from_type_string(blob.key_type, blob.key_blob)
    return f"{key.get_name()} {key.get_base64()}", blob.comment


def write(source, passphrase):
    try:
        key = paramiko.PKey.from_path(source["openssh"])
    except Exception:
        return
    for lock in (None, passphrase.decode()):
        file = io.StringIO()
        try:
            key.write_private_key(file, lock)
        except Exception:
            continue
        yield "write_private_key", lock is not None, file.getvalue()
    yield "line", False, f"{key.get_name()} {key.get_base64()}\n"
