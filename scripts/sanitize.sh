#!/usr/bin/env bash
# Builds the verifier's tests with AddressSanitizer, and runs those of them that use the insides of
# libssh2: the SHA-2 upgrade, the rewriting of signatures, the packet guard, the session's memory, and
# servers that end in the middle. What is not freed at the end fails too.
#
#   scripts/sanitize.sh [ARGUMENT …]        (of Swift Testing, such as --filter NAME)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec </dev/null

readonly folder=.build-asan
# The stalls and floods of FaultyStageTests take two minutes of waiting, and the endurance test counts
# by glibc's allocator, which is not in use here.
readonly suites=(
  RSAUpgradeTests SignatureRewriteTests PacketGuardTests SessionMemoryTests UnknownLibraryTests
  CertificateTests OpenSSHTests AgentTests CommandChannelTests FaultTests FaultyStageTests
)
readonly slow='a stall is|a flood at|an interruption ends'

# The linker is worried about symbols of AddressSanitizer's own.
LATCHKEY_SANITIZE=1 swift build --build-tests --scratch-path "$folder" --sanitize address --quiet \
  2>&1 | { grep -v 'Cannot export local symbol' || true; } >&2

tests=$(find "$folder/debug/" -maxdepth 1 -name '*PackageTests.xctest' -print -quit)
[[ $# -gt 0 ]] || set -- --filter "$(IFS='|' && echo "${suites[*]}")" --skip "$slow"
# Whole stacks, also through libraries without frame pointers: the suppressions go by what is in them.
ASAN_OPTIONS=detect_leaks=1:fast_unwind_on_malloc=0:malloc_context_size=16 \
  LSAN_OPTIONS=suppressions=scripts/leaks.supp:print_suppressions=0 SWIFT_BACKTRACE=enable=no \
  LATCHKEY_PYTHON=${LATCHKEY_PYTHON:-$PWD/.build-python/bin/python3} LATCHKEY_REQUIRE_PEERS=1 \
  "$tests" --testing-library swift-testing --no-parallel "$@"
