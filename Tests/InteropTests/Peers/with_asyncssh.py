"""asyncssh."""

import asyncssh

OPENSSH_CIPHERS = (
    "3des-cbc aes128-cbc aes192-cbc aes256-cbc aes128-ctr aes192-ctr aes256-ctr "
    "aes128-gcm@openssh.com aes256-gcm@openssh.com chacha20-poly1305@openssh.com"
).split()
PKCS1_CIPHERS = "aes128-cbc aes192-cbc aes256-cbc des-cbc des3-cbc".split()
PBES1_CIPHERS = "des-cbc des2-cbc des3-cbc rc4-40 rc4-128".split()
PBES2_CIPHERS = "aes128-cbc aes192-cbc aes256-cbc blowfish-cbc des-cbc des3-cbc".split()
HASHES = "md5 sha1 sha256 sha384 sha512".split()


def version():
    return asyncssh.__version__


def read_private(path, passphrase):
    key = asyncssh.read_private_key(path, passphrase)
    return key.export_public_key("openssh").decode(), key.get_comment()


def read_public(path):
    key = asyncssh.read_public_key(path)
    return key.export_public_key("openssh").decode(), key.get_comment()


def write(source, passphrase):
    key = asyncssh.read_private_key(source["openssh"])
    for form, options in private_forms(source["isThorough"]):
        # As text: of bytes it makes no UTF-16, which PKCS#12's derivation is about.
        lock = passphrase.decode() if options else None
        try:
            file = key.export_private_key(form, lock, **options)
        except (asyncssh.KeyExportError, asyncssh.KeyEncryptionError):
            continue
        yield " ".join(map(str, [form, *options.values()])), bool(options), file
    for form in ("openssh", "rfc4716", "pkcs8-pem", "pkcs8-der", "pkcs1-pem", "pkcs1-der"):
        if source["kind"] == "dsa" and form.startswith("pkcs1"):
            continue  # OpenSSL's old form of DSA public keys, which latchkey does not claim.
        try:
            file = key.export_public_key(form)
        except asyncssh.KeyExportError:
            continue
        yield f"{form} public", False, file


def private_forms(is_thorough):
    for form in ("openssh", "pkcs1-pem", "pkcs1-der", "pkcs8-pem", "pkcs8-der"):
        yield form, {}
    if not is_thorough:
        yield "openssh", {"cipher_name": "aes256-ctr", "rounds": 1}
        yield "pkcs1-pem", {"cipher_name": "aes256-cbc"}
        yield "pkcs8-pem", {"cipher_name": "aes256-cbc"}
        return
    for cipher in OPENSSH_CIPHERS:
        yield "openssh", {"cipher_name": cipher, "rounds": 1}
    for cipher in PKCS1_CIPHERS:
        yield "pkcs1-pem", {"cipher_name": cipher}
    for version, ciphers in ((1, PBES1_CIPHERS), (2, PBES2_CIPHERS)):
        for cipher in ciphers:
            for hash_name in HASHES:
                yield "pkcs8-pem", {
                    "cipher_name": cipher,
                    "hash_name": hash_name,
                    "pbe_version": version,
                }
