"""pyca/cryptography, which keeps no comments."""

import cryptography
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization as s


def version():
    return cryptography.__version__


def text(public_key):
    # The one form that it has for every kind.
    spki = public_key.public_bytes(s.Encoding.PEM, s.PublicFormat.SubjectPublicKeyInfo)
    return spki.decode()


def read_private(path, passphrase):
    data = open(path, "rb").read()
    load = s.load_ssh_private_key if b"OPENSSH" in data else s.load_pem_private_key
    return text(load(data, passphrase).public_key()), None


def read_public(path):
    data = open(path, "rb").read()
    load = s.load_pem_public_key if b"-----BEGIN" in data else s.load_ssh_public_key
    return text(load(data)), None


def write(source, passphrase):
    key = s.load_pem_private_key(open(source["pkcs8"], "rb").read(), None)
    forms = s.PrivateFormat
    locks = {
        "plain": s.NoEncryption(),
        "best available": s.BestAvailableEncryption(passphrase),
        "two rounds": forms.OpenSSH.encryption_builder().kdf_rounds(2).build(passphrase),
    }
    for encoding in (s.Encoding.PEM, s.Encoding.DER):
        for form in (forms.PKCS8, forms.TraditionalOpenSSL, forms.OpenSSH):
            for name, lock in locks.items():
                if form == forms.OpenSSH and name == "best available" and not source["isThorough"]:
                    continue  # Its derivation is a slow one.
                try:
                    file = key.private_bytes(encoding, form, lock)
                except (TypeError, ValueError, UnsupportedAlgorithm):
                    continue
                yield f"{form} {encoding} {name}", name != "plain", file
    forms = s.PublicFormat
    for encoding in (s.Encoding.PEM, s.Encoding.DER, s.Encoding.OpenSSH):
        for form in (forms.SubjectPublicKeyInfo, forms.PKCS1, forms.OpenSSH):
            try:
                file = key.public_key().public_bytes(encoding, form)
            except (TypeError, ValueError, UnsupportedAlgorithm):
                continue
            yield f"{form} {encoding}", False, file
