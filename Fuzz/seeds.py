#!/usr/bin/env python3
"""Makes the fuzz targets' seeds out of the fixtures, each in the shape that its target takes.

usage: seeds.py FOLDER     writes FOLDER/KeyFile, FOLDER/PEM, … (see the comment of each target)
"""

import base64
import json
import pathlib
import re
import shlex
import struct
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parent.parent
FIXTURES = TOP / "fixtures"
# In the order of the lists in the targets.
LABELS = [
    "RSA PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY", "PRIVATE KEY", "ENCRYPTED PRIVATE KEY",
    "PUBLIC KEY", "RSA PUBLIC KEY", "OPENSSH PRIVATE KEY", "CERTIFICATE",
]
LINE_NAMES = [
    "ssh-rsa", "ssh-dss", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521",
    "ssh-ed25519", "ssh-ed448", "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com",
]
CERTIFICATE_NAMES = [
    "ssh-rsa", "ssh-dss", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521",
    "ssh-ed25519", "sk-ssh-ed25519", "sk-ecdsa-sha2-nistp256",
]


def chunk(data):
    return struct.pack(">H", len(data)) + data


def chunks(parts):
    return bytes([len(parts)]) + b"".join(map(chunk, parts))


def strings(blob):
    """The SSH strings that a blob consists of; none where it is not whole ones."""
    found, at = [], 0
    while at < len(blob):
        (size,) = struct.unpack_from(">I", blob.ljust(at + 4, b"\xff"), at)
        if at + 4 + size > len(blob):
            return []
        found.append(blob[at + 4 : at + 4 + size])
        at += 4 + size
    return found


def unarmoured(text):
    """The first PEM block: its label and what is inside, if that is base64."""
    block = re.search(rb"-----BEGIN ([^\n]*)-----\n(.*?)-----END", text.replace(b"\r", b"\n"), re.S)
    if not block:
        return None
    try:
        body = re.sub(rb"(?m)^[^\n]*:[^\n]*$|\s", b"", block.group(2))
        return block.group(1).decode("latin-1"), base64.b64decode(body, validate=True)
    except ValueError:
        return None


def pem(path, data):
    yield bytes([0, 0]) + data.partition(b"\n")[2]
    if data[:1] == b"\x30":
        yield bytes([2, 0]) + data
        yield bytes([4, 0]) + data
    found = unarmoured(data)
    if not found or found[0] not in LABELS:
        return
    label, body = found
    head = bytes([LABELS.index(label)])
    yield b"\1" + head + body
    if "Proc-Type" not in data.decode("latin-1") and body[:1] == b"\x30":
        yield b"\3" + head + body
        yield (b"\5" if label in ("PRIVATE KEY", "PUBLIC KEY") else b"\6") + head + body


def openssh(path, data):
    found = unarmoured(data)
    if not found or found[0] != "OPENSSH PRIVATE KEY":
        return
    body = found[1]
    yield bytes([0, 0]) + body
    fields = strings(body[15:-4]) if body.startswith(b"openssh-key-v1\0") else []
    parts, at = [], 15
    for index in range(5):
        if index == 3:
            at += 4
        if at + 4 > len(body):
            return
        (size,) = struct.unpack_from(">I", body, at)
        parts.append(body[at + 4 : at + 4 + size])
        at += 4 + size
    cipher, public, section = parts[0], parts[3], parts[4]
    if cipher != b"none":
        return
    yield bytes([1, 0]) + chunk(public) + section
    private, at = [], 8
    while at + 4 <= len(section):
        (size,) = struct.unpack_from(">I", section, at)
        if at + 4 + size > len(section):
            break
        private.append(section[at + 4 : at + 4 + size])
        at += 4 + size
    # One round of bcrypt is slow: one key goes through it, with a cipher of each sort.
    for cipher in (0, 0xE4, 0xF8, 0xF9, 0xFB, 0xFD) if path.name == "ed25519_plain" else (0,):
        yield bytes([2, cipher]) + chunks(strings(public)) + b"".join(map(chunk, private))


def putty(path, data):
    if not data.startswith(b"PuTTY-User-Key-File-"):
        return
    yield bytes([0]) + data[20:]
    lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    values = dict(line.split(b": ", 1) for line in lines if b": " in line)
    if values.get(b"Encryption") != b"none" or b"Private-Lines" not in values:
        return
    try:
        at = next(i for i, line in enumerate(lines) if line.startswith(b"Public-Lines"))
        public = base64.b64decode(b"".join(lines[at + 1 : at + 1 + int(lines[at].split()[1])]))
        at = next(i for i, line in enumerate(lines) if line.startswith(b"Private-Lines"))
        private = base64.b64decode(b"".join(lines[at + 1 : at + 1 + int(lines[at].split()[1])]))
    except (StopIteration, ValueError):
        return
    head = chunk(lines[0].partition(b": ")[2]) + chunk(values.get(b"Comment", b""))
    head += chunks(strings(public))
    for flags in (0, 0x40, 0x80, 0xC0):
        yield bytes([flags | 1]) + head + private
        yield bytes([flags | 2]) + head + b"".join(map(chunk, strings(private)))


def ssh_line(path, data):
    yield bytes([0]) + data
    for line in data.splitlines():
        fields = line.split()
        name = next((f for f in fields if f.decode("latin-1") in LINE_NAMES), None)
        if not name or fields.index(name) + 1 == len(fields):
            continue
        at = fields.index(name)
        try:
            blob = base64.b64decode(fields[at + 1], validate=True)
        except ValueError:
            continue
        head = bytes([LINE_NAMES.index(name.decode())])
        head += chunk(b" ".join(fields[:at])) + chunk(b" ".join(fields[at + 2 :]))
        yield b"\1" + head + blob
        yield b"\2" + head + chunks(strings(blob)[1:])


def rfc4716(path, data):
    text = data.replace(b"\r\n", b"\n")
    first, _, rest = text.partition(b"\n")
    if first == b"---- BEGIN SSH2 PUBLIC KEY ----":
        yield bytes([0]) + rest
    elif first == b"---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----":
        yield bytes([1]) + rest
    else:
        return
    lines = rest.split(b"\n")
    headers = [line for line in lines if b": " in line and not line.startswith(b"----")]
    body = b"".join(line for line in lines if line not in headers and not line.startswith(b"----"))
    head = chunk(b"".join(line + b"\n" for line in headers))
    try:
        blob = base64.b64decode(body, validate=True)
    except ValueError:
        return
    if first == b"---- BEGIN SSH2 PUBLIC KEY ----":
        yield bytes([2]) + head + blob
        yield bytes([3]) + head + chunks(strings(blob))
        return
    fields = strings(blob[8:])
    if len(fields) != 3 or fields[1] != b"none":
        return
    is_dsa = fields[0].startswith(b"dl-modp")
    content, at, numbers = fields[2][4:], 4 if is_dsa else 0, b""
    while at + 4 <= len(content):
        size = (struct.unpack_from(">I", content, at)[0] + 7) // 8
        numbers += chunk(content[at + 4 : at + 4 + size])
        at += 4 + size
    for cipher in (0, 1):
        yield bytes([4]) + head + bytes([is_dsa, cipher]) + numbers


def certificate_lines():
    """Certificates of ssh-keygen's for every kind of key, by every kind of authority."""
    with tempfile.TemporaryDirectory() as folder:
        def keygen(*arguments):
            subprocess.run(
                ["ssh-keygen", "-q", *arguments], cwd=folder, check=True,
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

        authorities = {"ed25519": [], "ecdsa": ["-b", "384"], "rsa": ["-b", "1024"]}
        for kind, size in authorities.items():
            keygen("-t", kind, *size, "-N", "", "-f", f"ca_{kind}")
        options = [
            ["-n", "root,admin", "-V", "20200101:20400101", "-z", "7", "-O", "clear",
             "-O", "force-command=/bin/true", "-O", "source-address=10.0.0.0/8", "-O", "permit-pty"],
            ["-h", "-n", "host.example.org", "-V", "always:forever"],
            [],
        ]
        for name in ["rsa", "dsa", "ecdsa256", "ecdsa384", "ecdsa521", "ed25519"]:
            key = pathlib.Path(folder, f"{name}.pub")
            key.write_bytes((FIXTURES / "public" / f"{name}.pub").read_bytes())
            for index, kind in enumerate(authorities):
                keygen("-s", f"ca_{kind}", "-I", "seed", *options[index], str(key))
                yield pathlib.Path(folder, f"{name}-cert.pub").read_bytes()


def certificate(line):
    yield bytes([0, 0]) + line
    fields = line.split()
    name = fields[0].decode().replace("-cert-v01@openssh.com", "")
    if name not in CERTIFICATE_NAMES:
        return
    head = bytes([CERTIFICATE_NAMES.index(name)])
    blob = base64.b64decode(fields[1])
    yield b"\1" + head + blob
    at, key = 0, []

    def string():
        nonlocal at
        (size,) = struct.unpack_from(">I", blob, at)
        at += 4 + size
        return blob[at - size : at]

    string(), string()
    for _ in range({"ssh-rsa": 2, "ssh-dss": 4, "ssh-ed25519": 1}.get(name, 2)):
        key.append(string())
    numbers, at = blob[at : at + 12], at + 12
    key_id, principals = string(), string()
    validity, at = blob[at : at + 16], at + 16
    critical, extensions = string(), string()
    string()
    yield b"\2" + head + blob[4 + len(fields[0]) : at]
    yield (
        b"\3" + head + chunks(key) + numbers[:8] + numbers[11:] + chunk(key_id)
        + chunks(strings(principals)) + validity + chunks(strings(critical))
        + chunks(strings(extensions)))


def known_hosts(path, data):
    for port, host in [(0, b"web.example.org"), (0xFF, b"10.0.0.1"), (0xFF, b"a")]:
        yield bytes([port]) + chunk(host) + data


def plan(path, data):
    kinds = {".ini": 1, ".yml": 2, ".json": 3}
    yield bytes([0 if "plans" in path.parts else kinds.get(path.suffix, 4)]) + data


def no_cloud(path, data):
    keys = [line for line in data.decode("latin-1").splitlines() if line.startswith(("ssh-", "ecdsa-"))]
    seed = f"instance-id: {json.dumps(path.stem)}\nlocal-hostname: \"web\"\n"
    yield seed.encode()
    for ending in ("\n", "\r\n"):
        listed = "".join(f"  - {json.dumps(key)}\n" for key in keys)
        yield (seed + "public-keys:\n" + listed).replace("\n", ending).encode()


def request_target(path, data):
    if path.name.startswith("request_target"):
        yield data
    for url in re.findall(rb"http://[^\s']*", data):
        yield url
        yield re.sub(rb"^http://[^/]*", b"", url)
    yield b"/computeMetadata/v1/instance/?recursive=true&alt=json#end"
    yield b"http://host:80/a%2Db//c%C3%A9/?q=%26+%3D&&x"


def request_head(path, data):
    """The requests of curl's commands, to each cloud's service: two of them behind one another."""
    for command in re.findall(rb"(?m)^\$ curl (.*)", data):
        words = shlex.split(command.decode())
        method, fields, url = "GET", [], ""
        while words:
            word = words.pop(0)
            if word == "-X":
                method = words.pop(0)
            elif word == "-I":
                method = "HEAD"
            elif word == "-H":
                fields.append(words.pop(0))
            elif word in ("-w", "-o"):
                words.pop(0)
            elif word.startswith("http"):
                url = word
        target = re.sub("^http://[^/]*", "", url)
        lines = [f"{method} {target} HTTP/1.1", "Host: 169.254.169.254", *fields, "", ""]
        request = "\r\n".join(lines).encode()
        yield b"\0" + request + request


def request_heads():
    """What the other clouds are asked, and what bodies and upgrades look like."""
    host = "Host: a.example:80\r\n"
    for cloud, text in [
        (1, "GET /meta-data HTTP/1.0\r\n\r\n"),
        (2, f"GET /openstack/latest/meta_data.json HTTP/1.1\r\n{host}\r\n"),
        (2, f"GET /latest/meta-data/public-keys HTTP/1.1\r\n{host}\r\n"),
        (3, f"GET /computeMetadata/v1/?recursive=true&alt=json HTTP/1.1\r\n{host}"
            "Metadata-Flavor: Google\r\n\r\n"),
        (3, f"GET /computeMetadata/v1/instance/tags?wait_for_change=true&last_etag=0&timeout_sec=1 "
            f"HTTP/1.1\r\n{host}Metadata-Flavor: Google\r\n\r\n"),
        (3, f"GET /computeMetadata/v1/project/project-id?alt=text HTTP/1.1\r\n{host}"
            "X-Forwarded-For: 10.0.0.1\r\nMetadata-Flavor: Google\r\n\r\n"),
        (4, f"GET /metadata/instance?api-version=2021-02-01&format=text HTTP/1.1\r\n{host}"
            "Metadata: true\r\n\r\n"),
        (4, f"GET /machine/?comp=goalstate HTTP/1.1\r\n{host}x-ms-version: 2012-11-30\r\n\r\n"),
        (4, f"POST /machine/?comp=health HTTP/1.1\r\n{host}x-ms-version: 2012-11-30\r\n"
            "Content-Length: 2\r\n\r\nab"),
        (0, f"PUT /latest/api/token HTTP/1.1\r\n{host}Expect: 100-continue\r\n"
            "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n"),
        (0, f"GET / HTTP/1.1\r\n{host}Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n"),
        (0, f"CONNECT a:80 HTTP/1.1\r\n{host}X: y \t\r\n\r\n"),
    ]:
        yield bytes([cloud]) + text.encode()


def json_texts():
    least = (
        b'{"id":"a","host":"::1","port":22,"user":"b","expect":"deny","verdict":"denied","met":true,'
        b'"stage":"auth","reason":"key-refused","detail":"d","timings":{"total":1.5},"attempts":0')
    yield b"\1" + least + b"}"
    yield b"\1" + least + (
        b',"hostName":"h","address":"::1","remedy":"r","key":{"name":"a","path":"p","fingerprint":"SHA256:x",'
        b'"algorithm":"ssh-rsa","certificate":{"name":"n","keyId":"i","serial":18446744073709551615,'
        b'"principals":["p"]}},"hops":[{"host":"j","port":22,"user":"u","verdict":"allowed","stage":"auth",'
        b'"reason":"authenticated","detail":"in","hostKey":{"algorithm":"a","fingerprint":"f","trust":"known"}}],'
        b'"hostKey":{"algorithm":"a","fingerprint":"f","trust":"pinned"},"banner":"SSH-2.0-x",'
        b'"methods":["publickey"],"negotiated":{"kex":"k","hostKey":"h","cipher":"c","mac":"m"},'
        b'"exec":{"status":3,"stdout":"o\\n","stderr":"\\u001b"},'
        b'"timeline":[{"ms":0.125,"side":"client","text":"t"}],'
        b'"shard":{"index":2,"of":3,"order":7,"planChecks":9,"plan":"0f"}}')
    yield b'\0 [1, -0.5e3, 18446744073709551615, "\\ud83d\\ude00\\/", {"a": null, "b": [true, false]}]'


def write(folder, name, number, data):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}-{number}").write_bytes(data)


def main(folder):
    paths = sorted(p for p in FIXTURES.rglob("*") if p.is_file() and p.parent != FIXTURES)
    for path in paths:
        name = "-".join(path.relative_to(FIXTURES).parts)
        data = path.read_bytes()
        kind = path.parent.name
        # What crashed once is tried at every target; it was named after its own.
        everywhere = kind in ("malformed", "crashes")
        write(folder / "KeyFile", name, 0, data)
        shapes = {
            "PEM": (pem, kind == "pem" or everywhere or name.endswith(("spki", "pkcs1", "der"))),
            "OpenSSH": (openssh, True),
            "PuTTY": (putty, True),
            "SSHLine": (ssh_line, kind == "public" or "line" in name or "list" in name),
            "RFC4716": (rfc4716, True),
            "JSON": (lambda path, data: [b"\0" + data], path.suffix == ".json"),
            "Plan": (plan, {"plans", "inventories"} & set(path.parts)),
            "NoCloudKeys": (no_cloud, kind == "public"),
            "RequestTarget": (request_target, kind in ("metadata", "crashes")),
            "RequestHead": (request_head, kind == "metadata"),
            "KnownHosts": (
                known_hosts,
                "known_hosts" in name or "list" in name or name.endswith("ed25519.pub")),
        }
        for target, (shape, is_meant) in shapes.items():
            for number, seed in enumerate(shape(path, data) if is_meant else []):
                write(folder / target, name, number, seed)
    for number, seed in enumerate(json_texts()):
        write(folder / "JSON", "text", number, seed)
    for number, seed in enumerate(request_heads()):
        write(folder / "RequestHead", "request", number, seed)
    lines = list(certificate_lines())
    for index, line in enumerate(lines):
        write(folder / "KeyFile", "certificate", index, line)
        for number, seed in enumerate(certificate(line)):
            write(folder / "Certificate", f"certificate-{index}", number, seed)
        marked = b"@cert-authority *.example.org " + line
        write(folder / "KnownHosts", "certificate", index, bytes([0]) + chunk(b"a.example.org") + marked)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]))
