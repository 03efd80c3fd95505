#!/usr/bin/env bash
# Puts schema/latchkey-plan.schema.json into the sources, for the reader of plans to obey: the file
# that is shipped and the one that is obeyed are the same, and a test compares them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

{
  cat <<'SWIFT'
/// The JSON Schema of plans, which is installed as `latchkey-plan.schema.json` too.
enum PlanSchema {
  /// What a plan has to fit; `scripts/embed-schema.sh` puts it here.
  static let text = #"""
SWIFT
  sed 's/^\(.\)/    \1/' schema/latchkey-plan.schema.json
  cat <<'SWIFT'
    """#
}
SWIFT
} >Sources/LatchkeyPlan/Schema/PlanSchema.swift
