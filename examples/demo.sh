#!/usr/bin/env bash
# The whole of latchkey as one story: make the key, put it in the door, prove that it opens.
#
#   make demo                       builds latchkey and runs this
#   examples/demo.sh                with latchkey on PATH
#
# Read it from top to bottom: every line that starts with `run` or `check` is a command that you can
# type yourself. Everything happens in a temporary folder and on loopback, as the user you are, and
# nothing of it stays: not a file, not a process, also if you press Ctrl-C.
set -euo pipefail

# ---- What the story is told with ---------------------------------------------------------------

place=$(mktemp -d "${TMPDIR:-/tmp}/latchkey-demo-XXXXXX")
cd "$place"
export LATCHKEY_HOME=$place/state # the simulated instances live here
services=()                      # process ids of what runs beside the story
surprises=0

leave() {
  local status=$? pid
  trap - EXIT INT TERM HUP
  for pid in "${services[@]}"; do kill -TERM "$pid" 2>/dev/null || true; done
  for pid in "${services[@]}"; do wait "$pid" 2>/dev/null || true; done
  cd /
  rm -rf "$place"
  exit "$status"
}
trap leave EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

if [[ -t 1 && -z ${NO_COLOR:-} ]]; then bold=$'\e[1m' dim=$'\e[2m' plain=$'\e[0m'; else bold='' dim='' plain=''; fi

chapter() { printf '\n%s%s%s\n' "$bold" "$*" "$plain"; }
note() { printf '%s# %s%s\n' "$dim" "$*" "$plain"; }

# Shows a command as it would be typed.
show() {
  local word line='$'
  for word in "$@"; do
    [[ $word =~ ^[A-Za-z0-9_@%+=:,./-]+$ ]] || word="'$word'"
    line+=" $word"
  done
  printf '%s\n' "$line"
}

# Shows a command and runs it; the story ends where one fails.
run() {
  show "$@"
  "$@"
}

# Shows a command and runs it; what it prints is shown, and kept as $answer.
ask() {
  show "$@"
  answer=$("$@")
  printf '%s\n' "$answer"
}

# check STATUS MEANING COMMAND…: shows a command, runs it, and compares its exit status with the one
# that the manual promises.
check() {
  local wanted=$1 meaning=$2 status=0
  shift 2
  show "$@"
  "$@" || status=$?
  if [[ $status -eq $wanted ]]; then
    note "exit status $status, as expected: $meaning"
  else
    note "SURPRISE: exit status $status, expected $wanted ($meaning)"
    surprises=$((surprises + 1))
  fi
}

# background LOG READY COMMAND…: shows a command, starts it beside the story, and waits until it has
# said that it is ready.
background() {
  local log=$1 ready=$2 tries=0
  shift 2
  printf '%s &\n' "$(show "$@")"
  : >"$log" # so that there is something to look into at once
  "$@" >"$log" 2>&1 &
  services+=($!)
  until grep -q "$ready" "$log"; do
    if ! kill -0 "${services[-1]}" 2>/dev/null || ((++tries > 600)); then
      cat "$log" >&2
      printf 'demo: error: %s did not start\n' "$1 $2 $3" >&2
      exit 1
    fi
    sleep 0.05
  done
  cat "$log"
}

command -v latchkey >/dev/null || {
  echo 'demo: error: there is no latchkey on PATH (run: make demo)' >&2
  exit 1
}

# ---- The story ---------------------------------------------------------------------------------

chapter "1. Make the keys"
note "one modern pair, and one RSA pair in the PEM form that EC2 hands out"
run latchkey generate laptop --type ed25519 --comment laptop
run latchkey generate web --type rsa --bits 2048 --format pem --comment web
note "and one that is never let in anywhere"
run latchkey generate stranger --quiet

chapter "2. Give a colleague on Windows the same key"
run latchkey convert web.pem --to ppk
run latchkey inspect web.ppk
check 0 "the two files hold one key" latchkey match web.ppk web.pub

chapter "3. Launch an instance, and inject both public keys"
user=$(id -un)
ask latchkey instance launch --name demo --user "$user"
instance=$answer
run latchkey instance inject "$instance" laptop.pub --key-name laptop
run latchkey instance inject "$instance" web.pub --key-name web

chapter "4. Serve its metadata, as the cloud does at 169.254.169.254"
background metadata.log ^http:// latchkey metadata serve --listen 127.0.0.1:0 --only "$instance"
url=$(grep -o 'http://[^ ]*' metadata.log | head -n 1)
run latchkey metadata get "$instance" meta-data/public-keys/0/openssh-key

chapter "5. Boot it: a real sshd, whose keys come from that metadata alone"
background door.log 'is open' latchkey instance boot "$instance" --metadata-url "$url"
door=$(grep -o "$user@[^ ]*" door.log | head -n 1)
pin=$(grep -o 'SHA256:[^ ]*' door.log | head -n 1)

chapter "6. Prove that it opens, and that it stays shut"
check 0 "the PEM opens the door" \
  latchkey check "$door" -i web.pem --host-key "$pin"
check 0 "so does the PPK, without a detour through ssh" \
  latchkey check "$door" -i web.ppk --host-key "$pin"
check 0 "and the ed25519 key" \
  latchkey check "$door" -i laptop --host-key "$pin"
check 0 "a key that was never injected is refused, as it must be" \
  latchkey check "$door" -i stranger --host-key "$pin" --expect deny
check 21 "another host key than the one we were told: nothing was sent" \
  latchkey check "$door" -i web.pem --host-key "SHA256:$(printf 'A%.0s' {1..43})"

chapter "7. Take a key away"
run latchkey instance eject "$instance" web
check 22 "the PEM opens no longer" \
  latchkey check "$door" -i web.pem --host-key "$pin"
check 0 "the ed25519 key still does" \
  latchkey check "$door" -i laptop --host-key "$pin"

chapter "8. What is left"
run latchkey instance terminate "$instance"
if ((surprises > 0)); then
  printf '\n%d of the verdicts were not as expected.\n' "$surprises"
  exit 1
fi
printf '\nEvery verdict was as expected, after %d s. Cleaning up: no process and no file stays.\n' \
  "$SECONDS"
