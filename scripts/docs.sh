#!/usr/bin/env bash
# Builds the documentation of the library as DocC has it, into .build-docs; every warning is an
# error.
#
#   scripts/docs.sh
#
# The symbols of the modules that Latchkey re-exports are Latchkey's own to a reader, so that they are
# extracted under its name.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

modules=$(swift build --show-bin-path)/Modules
symbols=.build-docs/symbols
rm -rf .build-docs
mkdir -p "$symbols"

maps=()
for module in CArgon2 CFiles CLibCrypto CProcess; do
  maps+=(-Xcc "-fmodule-map-file=Sources/$module/module.modulemap")
done
swift symbolgraph-extract -module-name Latchkey -I "$modules" "${maps[@]}" \
  -target "$(swift -print-target-info | sed -n 's/.*"triple": "\(.*\)",/\1/p' | head -n 1)" \
  -minimum-access-level public -skip-synthesized-members \
  -experimental-allowed-reexported-modules=LatchkeyCrypto,LatchkeyFormats,LatchkeyKeys,LatchkeyMetadata \
  -output-dir "$symbols"
docc convert Sources/Latchkey/Latchkey.docc --additional-symbol-graph-dir "$symbols" \
  --fallback-display-name Latchkey --fallback-bundle-identifier Latchkey \
  --output-path .build-docs/Latchkey.doccarchive --warnings-as-errors
