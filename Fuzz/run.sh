#!/usr/bin/env bash
# Builds the fuzz targets, makes their seeds out of the fixtures, runs each, and says what was found.
#
#   Fuzz/run.sh SECONDS [TARGET…]      (make fuzz SECONDS=… TARGETS=…)
#
# What a run finds interesting stays in .build-fuzz/corpus, and the next run goes on from there; an
# input that fails is saved in .build-fuzz/findings. LATCHKEY_FUZZ_COVERAGE=0 saves the second build,
# which counts the lines that the corpus reaches. LATCHKEY_FUZZ_SEED=1 makes a run one that can be had
# again: without it each run tries other inputs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec </dev/null

readonly scratch=.build-fuzz coverage=.build-fuzz-coverage
readonly corpus=$scratch/corpus seeds=$scratch/seeds findings=$scratch/findings logs=$scratch/logs
targets=(KeyFile PEM OpenSSH PuTTY SSHLine RFC4716 Certificate KnownHosts Plan JSON
  RequestTarget RequestHead NoCloudKeys)

case "${1:-}" in
  '' | *[!0-9]*)
    echo "usage: Fuzz/run.sh SECONDS [TARGET…]: ${targets[*]}" >&2
    exit 64
    ;;
esac
duration=$1
seed=${LATCHKEY_FUZZ_SEED:-0}
shift
[[ $# -eq 0 ]] || targets=("$@")

# Which sources a target is there for, and its share of lines is told of.
sources_of() {
  local formats=Sources/LatchkeyFormats
  case $1 in
    KeyFile) echo $formats/KeyFile.swift $formats/KeyFileScanner.swift \
      $formats/ForeignContent.swift $formats/BinaryKeyFile.swift $formats/Text ;;
    PEM) echo $formats/PEM ;;
    OpenSSH) echo $formats/OpenSSH ;;
    PuTTY) echo $formats/PuTTY ;;
    SSHLine) echo $formats/Public/SSHLine.swift $formats/Public/LineFields.swift \
      Sources/LatchkeyKeys/PublicKeyComponents.swift ;;
    RFC4716) echo $formats/Public/RFC4716.swift $formats/Text/SSH2Armour.swift $formats/SSHCom ;;
    Certificate) find Sources -name '*Certificate*' ;;
    Plan) find Sources/LatchkeyPlan/{YAML,Schema,Model,Selection,Inventory} Sources/LatchkeyPlan/Resolving/WayErrors.swift -name '*.swift' ;;
    JSON) echo Sources/LatchkeyJSON Sources/LatchkeyReport/{Formats,Record} ;;
    RequestTarget) echo Sources/LatchkeyMetadata/HTTP/{RequestTarget,PercentEncoding}.swift ;;
    RequestHead) echo Sources/LatchkeyServer/{RequestHead,ResponseWriter}.swift \
      Sources/LatchkeyMetadata/Clouds ;;
    NoCloudKeys) echo Sources/LatchkeyDoor/Metadata/NoCloudKeys.swift ;;
    KnownHosts) find Sources/LatchkeyVerifier/HostKeys -name 'KnownHosts*' -o -name 'Wildcard*' ;;
  esac
}

# Usage: build FOLDER FLAG…
build() {
  local folder=$1 target
  shift
  for target in "${targets[@]}"; do
    # The linker is worried about a symbol of AddressSanitizer's own.
    LATCHKEY_FUZZ=1 swift build --configuration release --scratch-path "$folder" \
      --sanitize fuzzer "$@" -Xswiftc -enable-testing --product "Fuzz$target" --quiet \
      2>&1 | { grep -v __asan_extra_spill_area || true; } >&2
  done
}

# Runs one target; its log and what it found are all that it leaves.
# shellcheck disable=SC2317 # xargs calls it
run() {
  local target=$1 limits=(
    -max_total_time="$duration" -timeout=10 -rss_limit_mb=2048 -max_len=8192
    -entropic_scale_per_exec_time=$((seed == 0)) -print_final_stats=1 -seed="$seed"
  )
  mkdir -p "$corpus/$target"
  # Short stacks of allocations, and few freed blocks kept: half of the time went into them.
  ASAN_OPTIONS=malloc_context_size=4:quarantine_size_mb=32 SWIFT_BACKTRACE=enable=no \
    "$scratch/release/Fuzz$target" "${limits[@]}" -artifact_prefix="$findings/$target-" \
    -dict="Fuzz/dictionaries/$target.dict" "$corpus/$target" "$seeds/$target" \
    >"$logs/$target" 2>&1 || true
}

# The share of lines that a target's corpus reaches in its own sources.
lines() {
  local target=$1 profile=$coverage/$1 tools sources
  tools=$(dirname "$(readlink -f "$(command -v swift)")")
  LLVM_PROFILE_FILE=$profile.raw "$coverage/release/Fuzz$target" -runs=0 -timeout=60 \
    "$corpus/$target" "$seeds/$target" >/dev/null 2>&1 || return 0
  "$tools/llvm-profdata" merge -o "$profile.profile" "$profile.raw"
  mapfile -t sources < <(sources_of "$target" | tr ' ' '\n')
  [[ ${#sources[@]} -gt 0 ]] || return 0
  "$tools/llvm-cov" report "$coverage/release/Fuzz$target" -instr-profile="$profile.profile" \
    "${sources[@]}" 2>/dev/null | awk '$1 == "TOTAL" { print $10 }'
}

# The number that libFuzzer's log gives last for a name.
statistic() { sed -n "s/^stat::$2: *//p" "$logs/$1" | tail -n 1; }

echo "building the fuzz targets (a minute or two the first time)"
build "$scratch" -Xswiftc -sanitize=address \
  -Xswiftc -sanitize-coverage=edge,trace-cmp,pc-table,inline-8bit-counters
mkdir -p "$findings" "$logs"
rm -rf "$seeds"
python3 Fuzz/seeds.py "$seeds"

echo "fuzzing ${#targets[@]} targets, $duration s each"
before=$(find "$findings" -type f | sort)
export -f run
export scratch corpus seeds findings logs duration seed
printf '%s\n' "${targets[@]}" | xargs -P "$(nproc)" -I{} bash -c 'run {}'

measure=${LATCHKEY_FUZZ_COVERAGE:-1}
if [[ $measure != 0 ]]; then
  echo "counting lines"
  build "$coverage" -Xswiftc -profile-generate -Xswiftc -profile-coverage-mapping
fi

printf '%-12s %12s %8s %8s %8s\n' target executions exec/s edges lines
failed=()
for target in "${targets[@]}"; do
  edges=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$logs/$target" | tail -n 1)
  covered=-
  [[ $measure == 0 ]] || covered=$(lines "$target")
  printf '%-12s %12s %8s %8s %8s\n' "$target" "$(statistic "$target" number_of_executed_units)" \
    "$(statistic "$target" average_exec_per_sec)" "${edges:--}" "${covered:--}"
  grep -q '^Done ' "$logs/$target" || failed+=("$target")
done

[[ ${#failed[@]} -gt 0 ]] || exit 0
for target in "${failed[@]}"; do
  echo
  echo "$target failed (the whole log: $logs/$target):"
  grep -E -m 5 '^violated|ERROR|Fatal error|SUMMARY|cannot|No such' "$logs/$target" || tail -n 3 "$logs/$target"
  comm -13 <(echo "$before") <(find "$findings" -type f | sort) | sed -n "/\/$target-/p" |
    while read -r input; do
      echo "the input: $input"
      echo "once more: SWIFT_BACKTRACE=enable=no $scratch/release/Fuzz$target $input"
    done
done >&2
exit 1
