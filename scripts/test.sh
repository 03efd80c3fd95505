#!/usr/bin/env bash
# Runs the tests that were built, and ends a run in which one of them hangs: it says which, and where
# its threads stand. Without that a hang would be told by nothing but whoever ends the whole run.
#
#   scripts/test.sh [ARGUMENT …]        (of Swift Testing, such as --filter NAME)
#
#   LATCHKEY_TEST_PATIENCE   for how many seconds nothing may begin or end (600)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly patience=${LATCHKEY_TEST_PATIENCE:-600}
readonly events=.build/test-events.jsonl

export LATCHKEY_REQUIRE_PEERS=1
export LATCHKEY_PYTHON=${LATCHKEY_PYTHON:-$PWD/.build-python/bin/python3}

# The tests that have begun and not ended, by what the runner noted of each.
under_way() {
  "$LATCHKEY_PYTHON" - "$events" <<'PYTHON'
import json, sys

names, begun = {}, {}
for line in open(sys.argv[1], encoding="utf-8"):
    try:
        record = json.loads(line)
    except ValueError:  # The last line may be half a one.
        continue
    payload = record["payload"]
    if record["kind"] == "test":
        names[payload["id"]] = payload["kind"], payload.get("displayName", payload["name"])
    elif payload["kind"] == "testStarted":
        begun[payload["testID"]] = payload["instant"]["since1970"]
    elif payload["kind"] == "testEnded":
        begun.pop(payload["testID"], None)
for test in begun:
    kind, name = names.get(test, ("function", test))
    if kind == "function":
        print(f"  {name} ({test})")
PYTHON
}

# A process and all that it started.
family_of() {
  local child
  printf '%s\n' "$1"
  for child in $(pgrep --parent "$1"); do family_of "$child"; done
}

# Processes, and where in the kernel the threads of each wait.
stand_of() {
  local process thread
  for process in "$@"; do
    printf '  %s\n' "$(ps -o pid=,etimes=,args= -p "$process" | cut -c1-160)"
    for thread in /proc/"$process"/task/*; do
      printf '%s: %s\n' "$(cat "$thread/comm")" "$(cat "$thread/wchan")"
    done 2>/dev/null | sort | uniq --count
  done
}

rm -f "$events"
# Not through `swift test`, which waits for more than the tests: for whatever of theirs still holds its
# pipe.
tests=$(find .build/debug/ -maxdepth 1 -name '*PackageTests.xctest' -print -quit)
"$tests" --testing-library swift-testing --no-parallel --event-stream-output-path "$events" "$@" &
readonly run=$!

(
  trap 'exit' TERM
  quiet=0
  while ((quiet < patience)); do
    # Waited for in the background: only so is the trap run at once.
    sleep 5 &
    wait $!
    quiet=$((EPOCHSECONDS - $(stat --format %Y "$events" 2>/dev/null || echo "$EPOCHSECONDS")))
  done
  printf 'test: nothing has happened for %s s; the tests under way, and where they stand:\n' "$quiet"
  under_way
  mapfile -t family < <(family_of "$run")
  stand_of "${family[@]}"
  kill -KILL "${family[@]}"
) >&2 &
readonly guard=$!

status=0
wait "$run" || status=$?
kill "$guard" 2>/dev/null || true
exit "$status"
