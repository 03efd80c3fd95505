#!/usr/bin/env bash
# Runs the verifier's tests with what Debian 13 has: OpenSSH 10 and libssh2 1.11.
#
#   scripts/debian13.sh [ARGUMENT …]        (of Swift Testing, such as --filter NAME)
#
# The packages are fetched by an apt that has a configuration, lists and a cache of its own, and are
# unpacked into .build-debian13; nothing is installed. Both need Debian 13's libc, so its loader runs
# the tests and the server, beside this system's.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly folder=$PWD/.build-debian13
readonly keyring=/usr/share/keyrings/debian-archive-keyring.gpg
# The two, and what they load.
readonly packages=(
  openssh-server libssh2-1t64
  libaudit1 libc6 libcap-ng0 libcom-err2 libcrypt1 libgcc-s1 libgssapi-krb5-2 libk5crypto3
  libkeyutils1 libkrb5-3 libkrb5support0 libpam0g libpcre2-8-0 libselinux1 libssl3t64 libstdc++6
  libsystemd0 libwrap0 libwtmpdb0 libzstd1 zlib1g
)

say() { printf 'debian13: %s\n' "$*" >&2; }

die() {
  say "error: $*"
  exit 3
}

# Where this system has its own packages from: Debian 13's lie beside them.
archive() {
  local codename
  # shellcheck source=/dev/null
  codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
  # shellcheck disable=SC2016 # apt's own variables
  apt-get indextargets --format '$(RELEASE) $(ORIGIN) $(REPO_URI)' |
    awk -v release="$codename" '$1 == release && $2 == "Debian" { print $3; exit }'
}

fetch() {
  local apt=$folder/apt archive
  archive=$(archive)
  [[ -n $archive ]] || die "apt does not know an archive of Debian's (apt-get indextargets)"
  say "fetching OpenSSH 10 and libssh2 1.11 into .build-debian13"
  rm -rf "$folder"
  mkdir -p "$apt"/{state/lists/partial,cache/archives/partial,etc/sources.list.d} "$folder/root"
  printf 'deb [signed-by=%s] %s trixie main\n' "$keyring" "$archive" >"$apt/etc/sources.list"
  : >"$apt/status"
  cat >"$apt/apt.conf" <<CONF
Dir::State "$apt/state";
Dir::State::status "$apt/status";
Dir::Cache "$apt/cache";
Dir::Etc::sourcelist "$apt/etc/sources.list";
Dir::Etc::sourceparts "$apt/etc/sources.list.d";
APT::Sandbox::User "root";
CONF
  export APT_CONFIG=$apt/apt.conf
  {
    apt-get -qq update
    (cd "$folder" && apt-get -qq download "${packages[@]}")
  } >"$folder/log" 2>&1 </dev/null || {
    tail -n 20 "$folder/log" >&2
    die "the packages could not be fetched"
  }
  local package
  for package in "$folder"/*.deb; do dpkg-deb -x "$package" "$folder/root"; done
  rm "$folder"/*.deb
  touch "$folder/complete"
}

# A program of Debian 13's under its own name, run by Debian 13's loader.
wrap() {
  local name=$1 program=$2
  shift 2
  mkdir -p "$folder/bin"
  printf '#!/bin/sh\nexec "%s" --library-path "%s" "%s" %s "$@"\n' \
    "$loader" "$libraries" "$program" "$*" >"$folder/bin/$name"
  chmod 755 "$folder/bin/$name"
}

[[ -e $folder/complete ]] || fetch
libraries=$(dirname "$folder"/root/usr/lib/*/libssh2.so.1)
loader=$(find "$libraries" -maxdepth 1 -name 'ld-linux*' -print -quit)
[[ -n $loader ]] || die "libc6 has no loader"
wrap sshd-session "$folder/root/usr/lib/openssh/sshd-session"
wrap sshd-auth "$folder/root/usr/lib/openssh/sshd-auth"
wrap sshd "$folder/root/usr/sbin/sshd" \
  -o "SshdSessionPath=$folder/bin/sshd-session" -o "SshdAuthPath=$folder/bin/sshd-auth"

tests=$(find .build/debug/ -maxdepth 1 -name '*PackageTests.xctest' -print -quit)
[[ -n $tests ]] || die "there are no tests: swift build --build-tests"
swift_libraries=$(dirname "$(dirname "$(realpath "$(command -v swift)")")")/lib/swift/linux
export PATH="$folder/bin:$PATH" LATCHKEY_REQUIRE_PEERS=1
export LATCHKEY_PYTHON=${LATCHKEY_PYTHON:-$PWD/.build-python/bin/python3}
say "$(sshd -V 2>&1 | head -n 1), $(basename "$(realpath "$libraries/libssh2.so.1")")"
# Named by its whole path: the tests look for what was built beside it.
"$loader" --library-path "$libraries:$swift_libraries" "$PWD/$tests" \
  --testing-library swift-testing --no-parallel "${@:---filter=LatchkeyVerifierTests}"
