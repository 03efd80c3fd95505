#!/usr/bin/env bash
# What would my cloud-init find? Each cloud's own data source, against a simulated instance on it.
#
#   examples/cloud-init.sh KEY.pub [USER-DATA]      with latchkey on PATH, and cloud-init installed
#
# Nothing of this machine is changed: the data sources are run as at boot, but for their look at the
# machine that they run on, and everything is on loopback and in a temporary folder.
set -euo pipefail

usage() {
  echo "usage: examples/cloud-init.sh KEY.pub [USER-DATA]" >&2
  exit 64
}
[[ $# -eq 1 || $# -eq 2 ]] || usage
key=$(realpath -- "$1")
user_data=${2:+$(realpath -- "$2")}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
python=${PYTHON:-/usr/bin/python3}
"$python" -c 'import cloudinit' 2>/dev/null || {
  echo "cloud-init is not installed for $python (PYTHONPATH can say where it lies)" >&2
  exit 3
}

place=$(mktemp -d "${TMPDIR:-/tmp}/latchkey-cloud-init-XXXXXX")
export LATCHKEY_HOME=$place/state
service=
leave() {
  [[ -z $service ]] || kill "$service" 2>/dev/null || true
  rm -rf "$place"
}
trap leave EXIT
trap 'exit 130' INT TERM HUP

for cloud in ec2 gce openstack nocloud; do
  latchkey instance launch --quiet --cloud "$cloud" --name "$cloud" --key "$key" \
    ${user_data:+--user-data "$user_data"}
  latchkey metadata serve "$cloud" >"$place/url" &
  service=$!
  until [[ -s $place/url ]]; do
    kill -0 "$service" 2>/dev/null || exit 3
    sleep 0.05
  done
  mkdir "$place/$cloud"
  no_proxy='*' "$python" "$here/cloud-init.py" "$cloud" "$(cat "$place/url")" "$place/$cloud"
  kill "$service"
  wait "$service"
  service=
  : >"$place/url"
done
