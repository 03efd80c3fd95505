#!/usr/bin/env bash
# Four hosts for a moment: simulated instances with real sshd, and the files that plan.yml names.
#
#   examples/access/fleet.sh COMMAND [ARGUMENT…]      with latchkey on PATH, and OpenSSH installed
#
# COMMAND runs in a temporary folder that holds plan.yml, inventory.ini, known_hosts and keys/, and its
# exit status is this script's. Everything is on loopback, as the user you are, and nothing stays.
set -euo pipefail

[[ $# -ge 1 ]] || {
  echo "usage: examples/access/fleet.sh COMMAND [ARGUMENT...]" >&2
  exit 64
}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
place=$(mktemp -d "${TMPDIR:-/tmp}/latchkey-fleet-XXXXXX")
export LATCHKEY_HOME=$place/.state # the simulated instances live here
doors=()                         # process ids of the instances' sshd

leave() {
  local status=$? pid
  trap - EXIT INT TERM HUP
  for pid in "${doors[@]}"; do kill -TERM "$pid" 2>/dev/null || true; done
  for pid in "${doors[@]}"; do wait "$pid" 2>/dev/null || true; done
  cd /
  rm -rf "$place"
  exit "$status"
}
trap leave EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

cd "$place"
cp "$here/plan.yml" .
mkdir keys .doors
for key in alice deploy mallory; do latchkey generate --quiet --comment "$key" "keys/$key"; done
user=$(id -un)

# What a cloud does when an instance is launched: its metadata holds the keys that may get in.
web=(keys/alice.pub keys/deploy.pub)
other=(keys/alice.pub)
latchkey instance launch --quiet --name web-1 --user "$user" --key "${web[@]}"
latchkey instance launch --quiet --name web-2 --user "$user" --key "${web[@]}"
latchkey instance launch --quiet --name db-1 --user "$user" --key "${other[@]}"
latchkey instance launch --quiet --name build-1 --user "$user" --key "${other[@]}"

# Their doors open side by side, each on a port that is free.
for host in web-1 web-2 db-1 build-1; do
  latchkey instance boot "$host" >".doors/$host" 2>".doors/$host.log" &
  doors+=($!)
done

# wait_for DOOR PID: until the instance has said where its door is and what its host keys are.
wait_for() {
  local tries=0
  until grep -q '^ssh-ed25519 ' ".doors/$1"; do
    if ! kill -0 "$2" 2>/dev/null || ((++tries > 1200)); then
      cat ".doors/$1.log" >&2
      echo "fleet: error: $1 did not boot" >&2
      exit 3
    fi
    sleep 0.05
  done
}

# The inventory and the host keys, as a real fleet has them in its repository. A host key is taken
# only where its fingerprint is the one that the instance told us itself. The hosts have one address,
# each in another spelling: a plan is cut into shards by addresses, and these are to be four hosts.
{
  number=0
  spellings=(127.0.0.1 127.0.1 127.1 2130706433)
  for host in web-1 web-2 db-1 build-1; do
    address=${spellings[number]}
    wait_for "$host" "${doors[number++]}"
    port=$(sed -n "s/^$user@127\.0\.0\.1://p" ".doors/$host")
    pin=$(sed -n 's/^ssh-ed25519 //p' ".doors/$host")
    ssh-keyscan -t ed25519 -p "$port" 127.0.0.1 2>/dev/null >".doors/$host.key"
    ssh-keygen -lf ".doors/$host.key" | grep -qF " $pin " || {
      echo "fleet: error: $host shows another host key than its own" >&2
      exit 3
    }
    # A host is known under its address in the one form that ssh looks for.
    sed -n "s/^[^#][^ ]*/[127.0.0.1]:$port/p" ".doors/$host.key" >>known_hosts
    case $host in web-1) echo '[web]' ;; db-1) printf '\n[internal]\n' ;; esac
    echo "$host ansible_host=$address ansible_port=$port ansible_user=$user"
  done
} >inventory.ini

"$@"
