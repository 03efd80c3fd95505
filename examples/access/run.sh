#!/usr/bin/env bash
# Who gets in where, as a file: check it, break it, and see which report says so.
#
#   examples/access/run.sh      with latchkey on PATH, and OpenSSH installed
#
# The hosts are simulated instances on loopback (fleet.sh), and nothing of them stays. Every line that
# starts with `$` is a command that you can type yourself.
set -euo pipefail

if [[ ${LATCHKEY_FLEET:-} != up ]]; then
  here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
  LATCHKEY_FLEET=up exec "$here/fleet.sh" "$here/run.sh"
fi

surprises=0
chapter() { printf '\n%s\n' "$*"; }

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

# check STATUS MEANING COMMAND…: shows a command, runs it, and compares its exit status with the one
# that the manual promises.
check() {
  local wanted=$1 meaning=$2 status=0
  shift 2
  show "$@"
  "$@" || status=$?
  if [[ $status -eq $wanted ]]; then
    echo "# exit status $status, as expected: $meaning"
  else
    echo "# SURPRISE: exit status $status, expected $wanted ($meaning)"
    surprises=$((surprises + 1))
  fi
}

chapter "1. The plan, and what it asks for"
run latchkey check --plan plan.yml --dry-run

chapter "2. All is as the plan says"
check 0 "who must get in does, and nobody else" latchkey check --plan plan.yml

chapter "3. Somebody takes a key away, and somebody puts one in"
run latchkey instance eject web-2 deploy
run latchkey instance inject db-1 keys/mallory.pub
check 1 "one is locked out, and one is in who must not be" \
  latchkey check --plan plan.yml --format json -o access.jsonl

chapter "4. Which reports say so"
check 1 "for a summary that people read" \
  latchkey report merge access.jsonl --format markdown
check 1 "for a CI system" latchkey report merge access.jsonl --format junit -o access.xml
run grep -E '<testsuites|<failure' access.xml
check 1 "for Prometheus" latchkey report merge access.jsonl --format prometheus -o access.prom
run grep -E '^latchkey_check_met.* 0$' access.prom
check 2 "for Nagios: critical" \
  latchkey report merge access.jsonl --format nagios --nagios-exit-status
check 1 "as a page, with the access matrix as a picture" \
  latchkey report merge access.jsonl --format html -o access.html

chapter "5. Both are put right"
run latchkey instance inject web-2 keys/deploy.pub
run latchkey instance eject db-1 mallory
check 0 "as the plan says again" latchkey check --plan plan.yml --format tap

if ((surprises > 0)); then
  printf '\n%d of the verdicts were not as expected.\n' "$surprises"
  exit 1
fi
printf '\nEvery verdict was as expected, after %d s.\n' "$SECONDS"
