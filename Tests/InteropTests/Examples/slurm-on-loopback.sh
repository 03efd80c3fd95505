#!/usr/bin/env bash
# A Slurm cluster of one node on loopback, for as long as a command runs.
#
#   slurm-on-loopback.sh COMMAND [ARGUMENT…]
#
# The programs are those that scripts/setup.sh unpacked into .build-slurm. munged, slurmctld and slurmd
# run as whoever calls, with a configuration and a state of their own in a temporary folder and on free
# ports; they end, by their process ids, with the command, whose exit status this script has.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)/.build-slurm
libraries=$(echo "$root"/usr/lib/*-linux-gnu)
place=$(mktemp -d "${TMPDIR:-/tmp}/latchkey-slurm-XXXXXX")
export LD_LIBRARY_PATH=$libraries:$libraries/slurm-wlm
export SLURM_CONF=$place/slurm.conf
daemons=()

leave() {
  local status=$? pid
  trap - EXIT INT TERM HUP
  # slurmctld first: it would wait for the node's farewell.
  for pid in "${daemons[@]}"; do kill -TERM "$pid" 2>/dev/null || true; done
  for pid in "${daemons[@]}"; do wait "$pid" 2>/dev/null || true; done
  rm -rf "$place"
  exit "$status"
}
trap leave EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

mkdir "$place/state" "$place/spool"
head -c 1024 /dev/urandom >"$place/munge.key"
chmod 400 "$place/munge.key"
read -r controller node < <(python3 -c '
import socket
free = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
print(*(one.getsockname()[1] for one in free))')
host=$(hostname)
user=$(id -un)
cat >"$SLURM_CONF" <<END
ClusterName=latchkey
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$controller
SlurmdPort=$node
# Loopback alone, not every address of this machine.
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
SlurmUser=$user
SlurmdUser=$user
AuthType=auth/munge
AuthInfo=socket=$place/munge.socket
PluginDir=$libraries/slurm-wlm
# Nothing of this machine's is touched: no cgroups, no accounts, no mail.
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/none
SwitchType=switch/none
MpiDefault=none
MailProg=/bin/true
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
# At once, instead of gathering what else is submitted.
SchedulerParameters=batch_sched_delay=0,sched_interval=1
# More processors than there are: the tasks of an array run side by side on any machine.
SlurmdParameters=config_overrides
NodeName=$host NodeAddr=127.0.0.1 CPUs=4 RealMemory=2048 State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
SlurmctldPidFile=$place/slurmctld.pid
SlurmdPidFile=$place/slurmd.pid
SlurmdSpoolDir=$place/spool
StateSaveLocation=$place/state
SlurmctldLogFile=$place/slurmctld.log
SlurmdLogFile=$place/slurmd.log
END
echo 'CgroupPlugin=cgroup/v1' >"$place/cgroup.conf"

# die NAME: what the daemons said, where one of them has not come up.
die() {
  tail -n 20 "$place"/*.log >&2
  echo "slurm: error: $1 did not start" >&2
  exit 3
}

# run LOG PROGRAM…: starts a daemon beside this script.
run() {
  local log=$1
  shift
  "$@" >"$place/$log.log" 2>&1 &
  daemons+=($!)
}

# wait_for NAME COMMAND…: until the command is content, or the last daemon is gone.
wait_for() {
  local name=$1 tries=0
  shift
  until "$@"; do
    if ! kill -0 "${daemons[-1]}" 2>/dev/null || ((++tries > 600)); then die "$name"; fi
    sleep 0.1
  done
}
is_idle() { [[ $("$root/usr/bin/sinfo" --noheader --format=%t 2>/dev/null) == idle ]]; }

run munged.out "$root/usr/sbin/munged" --foreground --force --key-file="$place/munge.key" \
  --socket="$place/munge.socket" --pid-file="$place/munged.pid" --seed-file="$place/munge.seed" \
  --log-file="$place/munged.log"
wait_for munged test -S "$place/munge.socket"
run slurmctld.out "$root/usr/sbin/slurmctld-wlm" -D -c
run slurmd.out "$root/usr/sbin/slurmd-wlm" -D -d "$root/usr/sbin/slurmstepd-wlm"
wait_for slurmd is_idle

export PATH=$root/usr/bin:$PATH
"$@"
