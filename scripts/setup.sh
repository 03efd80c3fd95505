#!/usr/bin/env bash
# Installs what building, demonstrating, testing, measuring and fuzzing latchkey need, and nothing else.
#
#   scripts/setup.sh build|demo|bench|fuzz|test
#
# Debian packages come through apt-get (with sudo where you are not root); the Python peers of the
# tests go into .build-python inside this folder, the Go one into .build-go; cloud-init and nginx are
# unpacked beside them. Where nothing is missing,
# nothing is done and nothing is said. LATCHKEY_SKIP_SETUP=1 leaves the packages to you.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly swift_wanted=6.3

say() { printf 'setup: %s\n' "$*" >&2; }
die() {
  printf 'setup: error: %s\n' "$*" >&2
  exit 3
}

# What each purpose needs. g++ stands for the C headers, the C++ library and the linker that Swift
# uses, under a name that no Debian release changes; libcurl4 to libxml2 are what the
# toolchain itself loads.
build=(
  ca-certificates git g++ make pkg-config tzdata
  libcurl4 libncurses6 libsqlite3-0 libxml2 zlib1g-dev
  libargon2-dev libssh2-1-dev libssl-dev libyaml-dev
)
demo=(openssh-client openssh-server)
bench=(
  openssh-client openssh-server openssl putty-tools python3-cryptography python3-venv time wrk
  # What nginx loads; itself it comes unpacked, see set_up_nginx.
  libcrypt1 libpcre2-8-0
)
fuzz=(openssh-client python3)
test=(
  curl dropbear-bin gdb gnutls-bin libnss-wrapper libssh-4 mandoc openssh-client openssh-server
  openssl procps putty-tools python3 python3-venv shellcheck util-linux
  # What reads disk images.
  dosfstools file genisoimage libarchive-tools mtools p7zip-full xorriso
  # Go, the SSH package beside its standard library, and Google's client of GCE's metadata.
  golang-go golang-golang-x-crypto-dev golang-google-cloud-compute-metadata-dev
  # What cloud-init needs to run; itself it comes unpacked, see set_up_cloud_init.
  python3-configobj python3-jinja2 python3-jsonpatch python3-jsonschema python3-netifaces
  python3-oauthlib python3-requests python3-serial python3-yaml
  # What Slurm loads; itself it comes unpacked, see set_up_slurm.
  libbz2-1.0 libgcrypt20 libjson-c5 liblz4-1 libnuma1 libpam0g libreadline8
  # What the examples are run and checked with; GNU parallel is unpacked, see set_up_parallel.
  perl systemd
  # And Microsoft's agent, see set_up_azure_agent.
  python3-distro python3-pkg-resources
)

case "${1:-}" in
  build) wanted=("${build[@]}") ;;
  demo) wanted=("${build[@]}" "${demo[@]}") ;;
  bench) wanted=("${build[@]}" "${bench[@]}") ;;
  fuzz) wanted=("${build[@]}" "${fuzz[@]}") ;;
  test) wanted=("${build[@]}" "${test[@]}") ;;
  *)
    echo "usage: scripts/setup.sh build|demo|bench|fuzz|test" >&2
    exit 64
    ;;
esac

# Prints those of the given packages that are not installed, by their own name or by a name that an
# installed package provides (libcurl4 is libcurl4t64 from Debian 13 on).
missing() {
  local present package
  present=$(
    dpkg-query --show --showformat='${db:Status-Abbrev}${Package}, ${Provides}\n' |
      sed -n 's/^.i //p' | tr ',' '\n' | sed 's/(.*//; s/[[:space:]]//g'
  )
  for package in "$@"; do
    grep -qxF -- "$package" <<<"$present" || printf '%s\n' "$package"
  done
}

# Runs a command as root: as it is, else through sudo, which may ask for a password only where there
# is a terminal to ask on.
as_root() {
  if [[ $EUID -eq 0 ]]; then
    "$@"
  elif [[ -t 0 && -t 2 ]]; then
    sudo -- "$@"
  else
    sudo -n -- "$@"
  fi
}

install_packages() {
  local packages=("$@") log policy=/usr/sbin/policy-rc.d server=no
  as_root true || die "sudo does not let you: as root, run apt-get install ${packages[*]}"
  log=$(mktemp)

  # openssh-server would open port 22 of this machine. Only its program is wanted: so its service is
  # kept from starting now (policy-rc.d is Debian's way to say so) and from the next boot.
  if [[ " ${packages[*]} " == *" openssh-server "* ]]; then
    server=yes
    if [[ -e $policy ]]; then policy=; else
      as_root sh -c "printf '#!/bin/sh\nexit 101\n' >$policy && chmod 755 $policy"
      # shellcheck disable=SC2064 # the path as it is now
      trap "as_root rm -f $policy" EXIT
    fi
  fi

  local apt=(
    env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0
  )
  if ! { as_root "${apt[@]}" update &&
    as_root "${apt[@]}" install -y --no-install-recommends "${packages[@]}"; } \
    >"$log" 2>&1 </dev/null; then
    tail -n 20 "$log" >&2
    die "apt-get could not install ${packages[*]} (the whole log: $log)"
  fi
  rm -f "$log"

  if [[ $server == yes ]]; then
    if command -v systemctl >/dev/null; then
      as_root systemctl --quiet disable ssh.service ssh.socket >/dev/null 2>&1 || true
    elif command -v update-rc.d >/dev/null; then
      as_root update-rc.d ssh disable >/dev/null 2>&1 || true
    fi
    if [[ -n $policy ]]; then
      as_root rm -f "$policy"
      trap - EXIT
    fi
    say "the ssh service of this machine was left off (on: systemctl enable --now ssh)"
  fi
}

set_up_packages() {
  [[ ${LATCHKEY_SKIP_SETUP:-} == 1 ]] && return 0
  local release=/etc/os-release name="an unknown system" id='?' version=0
  if [[ -r $release ]]; then
    # shellcheck source=/dev/null
    IFS=$'\t' read -r id version name < <(
      . "$release" && printf '%s\t%s\t%s\n' "${ID:-?}" "${VERSION_ID:-0}" "${PRETTY_NAME:-?}"
    )
  fi
  if [[ $id != debian || ${version%%.*} -lt 12 ]]; then
    die "this is $name, and packages are installed on Debian 12 or newer only: install the likes of" \
      "${wanted[*]} yourself and set LATCHKEY_SKIP_SETUP=1"
  fi

  local lacking
  mapfile -t lacking < <(missing "${wanted[@]}")
  [[ ${#lacking[@]} -eq 0 ]] && return 0
  if [[ $EUID -ne 0 ]] && ! command -v sudo >/dev/null; then
    die "not root, and no sudo: as root, run apt-get install ${lacking[*]}"
  fi
  say "installing Debian packages$([[ $EUID -eq 0 ]] || echo ' with sudo'): ${lacking[*]}"
  install_packages "${lacking[@]}"
}

check_swift() {
  local found
  found=$(swift --version 2>&1 | sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p') || true
  [[ -n $found ]] || die "swift does not run: $(swift --version 2>&1 | head -n 1)"
  if [[ $(printf '%s\n' "$swift_wanted" "$found" | sort -V | head -n 1) != "$swift_wanted" ]]; then
    die "Swift $swift_wanted or newer is needed, and $(command -v swift) is $found"
  fi
}

# The Python peers, at pinned versions, in a virtual environment that is made anew when the pins or
# the interpreter change.
set_up_python() {
  local folder=$1 pins=$2 stamp
  stamp="$(python3 --version) $(cksum <"$pins")"
  [[ -f $folder/stamp && $(<"$folder/stamp") == "$stamp" ]] && return 0
  say "installing the Python peers into $folder: $(grep -v '^#' "$pins" | tr '\n' ' ')"
  python3 -m venv --clear "$folder" || die "python3 -m venv failed (install python3-venv)"
  "$folder/bin/python3" -m pip install --quiet --disable-pip-version-check --no-input \
    --requirement "$pins" </dev/null || die "pip could not install $pins"
  printf '%s\n' "$stamp" >"$folder/stamp"
}

# The Go peers, each of a single file and Debian's sources: no module is fetched. They are built anew
# when a file or the compiler changes.
set_up_go() {
  local folder=.build-go sources=Tests/InteropTests/Peers name stamp
  command -v go >/dev/null || die "there is no go on PATH (install golang-go)"
  stamp="$(go version) $(cat "$sources"/*.go | cksum)"
  [[ -f $folder/stamp && $(<"$folder/stamp") == "$stamp" ]] && return 0
  say "building the tests' Go peers into $folder"
  mkdir -p "$folder"
  for name in peer gce; do
    GO111MODULE=off GOFLAGS='' GOPATH=/usr/share/gocode GOCACHE="$PWD/$folder/cache" \
      go build -o "$folder/$name" "$sources/$name.go" || die "go could not build $sources/$name.go"
  done
  printf '%s\n' "$stamp" >"$folder/stamp"
}

# unpack FOLDER WITNESS PACKAGE...: unpacks Debian packages into a folder, in which a path of theirs
# shows that they are there. What fetches them is apt-get, or what $fetch names.
unpack() {
  local folder=$1 witness=$2 log
  shift 2
  [[ -e $folder/$witness || ${LATCHKEY_SKIP_SETUP:-} == 1 ]] && return 0
  say "unpacking Debian's $* into $folder"
  log=$(mktemp)
  rm -rf "$folder"
  mkdir -p "$folder"
  if ! (cd "$folder" && "${fetch:-apt_get}" download "$@" &&
    for package in *.deb; do dpkg-deb -x "$package" . && rm "$package"; done) \
    >"$log" 2>&1 </dev/null; then
    tail -n 20 "$log" >&2
    die "$* could not be fetched"
  fi
  rm -f "$log"
}

# shellcheck disable=SC2317 # called by name
apt_get() { apt-get -qq "$@"; }

# apt-get for Debian 13, with lists of its own in the current folder: this machine's own lists and
# packages are left alone. The archive is the one that this machine uses.
# shellcheck disable=SC2317 # called by name
from_debian_13() {
  local archive
  # shellcheck disable=SC2016 # for apt-get to expand
  archive=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' |
    grep -v security | head -n 1)
  mkdir -p apt/lists/partial apt/cache/archives/partial
  : >apt/status
  printf 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s trixie main\n' \
    "$archive" >apt/sources.list
  local apt=(
    apt-get -qq -o "Dir::Etc::SourceList=$PWD/apt/sources.list" -o Dir::Etc::SourceParts=-
    -o "Dir::State::Lists=$PWD/apt/lists" -o "Dir::Cache=$PWD/apt/cache"
    -o "Dir::State::Status=$PWD/apt/status" -o Acquire::Languages=none
  )
  "${apt[@]}" update && "${apt[@]}" "$@" && rm -rf apt
}

# cloud-init, as Debian has it, but unpacked into a folder and not installed: installed, it would take
# part in this machine's next boot. The second one is Debian 13's, on every release.
set_up_cloud_init() {
  local witness=usr/lib/python3/dist-packages/cloudinit
  unpack .build-cloud-init "$witness" cloud-init
  fetch=from_debian_13 unpack .build-cloud-init-13 "$witness" cloud-init
}

# Microsoft's agent. Installed, it would run as a service.
set_up_azure_agent() {
  unpack .build-azure-agent usr/lib/python3/dist-packages/azurelinuxagent waagent
}

# Canonical's ec2metadata and Amazon's ec2-metadata. Installed, the latter would rename disks.
set_up_ec2_tools() {
  unpack .build-ec2-tools usr/bin/ec2-metadata cloud-guest-utils amazon-ec2-utils
}

# Slurm, munge that it authenticates with, and what they load. Installed, three services would start.
set_up_slurm() {
  unpack .build-slurm usr/sbin/slurmctld-wlm slurmctld slurmd slurm-client slurm-wlm-basic-plugins \
    munge libmunge2 libhwloc15 liblua5.1-0
}

# GNU parallel. Installed, it would bring sysstat and its timers.
set_up_parallel() { unpack .build-parallel usr/bin/parallel parallel; }

# nginx, as Debian has it, but unpacked: installed, it would listen on port 80 of this machine.
set_up_nginx() { unpack .build-nginx usr/sbin/nginx nginx; }

command -v swift >/dev/null ||
  die "there is no swift on PATH: Swift $swift_wanted is needed (https://www.swift.org/install/linux)"
set_up_packages
check_swift
if [[ $1 == test ]]; then
  set_up_python .build-python scripts/requirements.txt
  set_up_go
  set_up_cloud_init
  set_up_azure_agent
  set_up_ec2_tools
  set_up_slurm
  set_up_parallel
  # Installed, it would listen on this machine's port 22.
  unpack .build-tinysshd usr/sbin/tinysshd tinysshd
elif [[ $1 == bench ]]; then
  set_up_nginx
  set_up_python .build-bench-python Benchmarks/Access/requirements.txt
fi
exit 0
