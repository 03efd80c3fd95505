"""Lets one of the Python libraries beside this file read or write many key files in one process.

usage: peer.py MODULE <REQUEST >REPLY, both in JSON.

A request {"read": [{path, isPublic, passphrase?}]} is answered with what each file holds, {text,
comment} or {error}; a request {"write": [{kind, openssh, pkcs8, isThorough}], "passphrase": P} with every
file that the library can write of each key, {kind, variant, isEncrypted, file}: under every cipher
only where isThorough says so. The text is a public key
in any form.
"""

import base64
import importlib
import json
import sys

library = importlib.import_module(sys.argv[1])


def read(path, isPublic, passphrase=None):
    try:
        if isPublic:
            text, comment = library.read_public(path)
        else:
            text, comment = library.read_private(path, passphrase and passphrase.encode())
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}
    return {"text": text, "comment": comment}


def write(source, passphrase):
    for variant, is_encrypted, file in library.write(source, passphrase.encode()):
        file = file if isinstance(file, bytes) else file.encode()
        yield {
            "kind": source["kind"],
            "variant": variant,
            "isEncrypted": is_encrypted,
            "file": base64.b64encode(file).decode(),
        }


request = json.load(sys.stdin)
reply = {"version": library.version()}
if "read" in request:
    reply["read"] = [read(**file) for file in request["read"]]
if "write" in request:
    files = (write(source, request["passphrase"]) for source in request["write"])
    reply["written"] = [file for each in files for file in each]
json.dump(reply, sys.stdout)
