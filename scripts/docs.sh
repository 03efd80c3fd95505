#!/usr/bin/env bash
# Builds the documentation of the libraries Latchkey and LatchkeyServer as DocC has it, into
# .build-docs; every warning is an error.
#
#   scripts/docs.sh
#
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

bin=$(swift build --show-bin-path)
target=$(swift -print-target-info | sed -n 's/.*"triple": "\(.*\)",/\1/p' | head -n 1)
rm -rf .build-docs

# The C modules that are imported on the way.
maps=()
for module in CArgon2 CFiles CLibCrypto CProcess; do
  maps+=(-Xcc "-fmodule-map-file=Sources/$module/module.modulemap")
done
while IFS= read -r map; do
  maps+=(-Xcc "-fmodule-map-file=$map")
done < <(
  find "$bin" -path '*NIO*.build/*' -name module.modulemap -not -path '*-tool.build/*'
  find .build/checkouts/swift-nio/Sources .build/checkouts/swift-atomics/Sources \
    -name module.modulemap
)
for folder in .build/checkouts/*/Sources/*/include; do maps+=(-Xcc "-I$folder"); done

# document MODULE [OPTION…]: the options are symbolgraph-extract's.
document() {
  local module=$1
  mkdir -p ".build-docs/symbols/$module"
  swift symbolgraph-extract -module-name "$module" -I "$bin/Modules" "${maps[@]}" \
    -target "$target" -minimum-access-level public -skip-synthesized-members "${@:2}" \
    -output-dir ".build-docs/symbols/$module"
  docc convert "Sources/$module/$module.docc" \
    --additional-symbol-graph-dir ".build-docs/symbols/$module" \
    --fallback-display-name "$module" --fallback-bundle-identifier "$module" \
    --output-path ".build-docs/$module.doccarchive" --warnings-as-errors
}

# The symbols of the modules that Latchkey re-exports are Latchkey's own to a reader, so that they are
# extracted under its name.
document Latchkey \
  -experimental-allowed-reexported-modules=LatchkeyCrypto,LatchkeyFormats,LatchkeyKeys,LatchkeyMetadata
document LatchkeyServer
