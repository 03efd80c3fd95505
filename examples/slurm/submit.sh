#!/usr/bin/env bash
# Checks a plan on a Slurm cluster: an array of SHARDS tasks, and a job that joins their reports.
#
#   examples/slurm/submit.sh PLAN SHARDS RESULTS      with latchkey on the nodes' PATH
#
# RESULTS is a folder that the nodes share, and is made. Waits for the report, prints it, and exits
# with its status: 0 all is as expected, 1 not all is, 2 a shard is missing, 3 a failure.
set -euo pipefail

[[ $# -eq 3 ]] || {
  echo "usage: examples/slurm/submit.sh PLAN SHARDS RESULTS" >&2
  exit 64
}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
plan=$1 shards=$2 results=$3
# Made anew: a report of yesterday's would be joined with today's.
mkdir -- "$results" || exit 3

job=$(sbatch --parsable --array="1-$shards" --output="$results/shard-%a.log" \
  "$here/check.sbatch" "$plan" "$results")
status=0
sbatch --wait --dependency="afterany:${job%%;*}" --output="$results/merge.log" \
  "$here/merge.sbatch" "$results" || status=$?
cat "$results/merge.log"
exit "$status"
