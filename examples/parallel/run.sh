#!/usr/bin/env bash
# One plan, cut into shards, each checked by a process of its own, and one report of all: GNU parallel.
#
#   examples/parallel/run.sh PLAN SHARDS RESULTS      with latchkey on PATH, and GNU parallel installed
#
# RESULTS is a folder that is made. The exit status is the joined report's: 0 all is as expected, 1 not
# all is, 2 a shard is missing, 3 a failure. On more machines than this one, give parallel's --sshlogin
# and a RESULTS that they share; one latchkey has thousands of checks in flight, so one machine seldom
# needs it.
set -euo pipefail

[[ $# -eq 3 ]] || {
  echo "usage: examples/parallel/run.sh PLAN SHARDS RESULTS" >&2
  exit 64
}
plan=$1 shards=$2 results=$3
# Made anew: a report of yesterday's would be joined with today's.
mkdir -- "$results" || exit 3

# A shard that finds something ends with 1, and one that fails with more: the merge tells both.
seq "$shards" | parallel --quote --jobs "$shards" \
  latchkey check --plan "$plan" --shard "{}/$shards" --format json \
  -o "$results/shard-{}.jsonl" || true

latchkey report merge "$results"/shard-*.jsonl --format html -o "$results/access.html" || true
latchkey report merge "$results"/shard-*.jsonl
