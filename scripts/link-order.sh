#!/usr/bin/env bash
# Makes scripts/link-order.txt again: the functions that checks and key files run, for the linker to put
# them side by side. They are a fifteenth of the executable, and lie all over it otherwise: the system then has
# twice as much of it in memory.
#
#   scripts/link-order.sh        (wants valgrind and sshd; after `make build`)
#
# Names that are not there any more do no harm, and new ones cost little, so this is for now and then.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec </dev/null

readonly latchkey=$PWD/.build/release/latchkey list=$PWD/scripts/link-order.txt
folder=$(mktemp -d)
server=
trap '[[ -z $server ]] || kill "$server"; rm -rf "$folder"' EXIT

for name in key host; do ssh-keygen -q -t ed25519 -N '' -C '' -f "$folder/$name"; done
port=$(python3 -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])')
[[ $EUID -ne 0 ]] || mkdir -p /run/sshd
/usr/sbin/sshd -D -f /dev/null -o ListenAddress=127.0.0.1 -p "$port" -h "$folder/host" \
  -o AuthorizedKeysFile="$folder/key.pub" -o StrictModes=no -o UsePAM=no -o PidFile=none &
server=$!
user=$(id -un)
cat >"$folder/plan.yml" <<PLAN
version: 1
keys: {key: key}
defaults: {user: $user}
hosts: {door: {address: 127.0.0.1, port: $port, host-keys: host.pub}}
allow: [{keys: all, hosts: all}]
PLAN

"$latchkey" check --wait 10 -i "$folder/key" --host-key "$folder/host.pub" "$user@127.0.0.1:$port"
traced() {
  valgrind --quiet --tool=callgrind --demangle=no --callgrind-out-file="$folder/$1" \
    "$latchkey" "${@:2}"
}
traced one check -i "$folder/key" --host-key "$folder/host.pub" "$user@127.0.0.1:$port"
traced plan check --plan "$folder/plan.yml" --json
traced pairs generate "$folder/new" --count 3
"$latchkey" generate "$folder/rsa" --type rsa --format pem
traced convert convert "$folder/rsa.pem" --to ppk

# callgrind names each object and function once, by a number that stands for it afterwards.
awk '
  match($0, /^c?(ob|fn)=\([0-9]+\)/) {
    split(substr($0, 1, RLENGTH), part, "[=()]+")
    kind = part[1]; number = part[2]; name = substr($0, RLENGTH + 2)
    if (name != "") known[FILENAME, substr(kind, length(kind) - 1), number] = name
    if (kind == "ob") own = known[FILENAME, "ob", number] == program
    if (kind == "fn" && own) {
      name = known[FILENAME, "fn", number]
      sub(/\x27[0-9]+$/, "", name)
      print name
    }
  }' program="$(realpath "$latchkey")" "$folder"/{one,plan,pairs,convert} | LC_ALL=C sort -u >"$list"
echo "$(wc -l <"$list") functions"
