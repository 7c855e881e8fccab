#!/usr/bin/env bash
# Makes every handout of tests/golden.sha256 with a built program and compares the digests: once on one thread, once on two.
#
#     cargo build --release -p regimen-cli && tests/golden.sh target/release/regimen
#
# `cargo test --test commands golden` does the same with the program that it builds, and REGIMEN_WRITE=1 before it writes the
# digests anew. Needs sha256sum.
set -euo pipefail
regimen=$(realpath "$1")
root=$(cd "$(dirname "$0")/.." && pwd)
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
cd "$out"
for jobs in 1 2; do
  make() { # LANGUAGE DETAIL EXAMPLE...
    local language=$1 detail=$2
    shift 2
    for format in md html pdf; do
      # A red flag ends with 3: the sheet is there, which is what counts.
      "$regimen" handout "${@/#/$root/examples/}" --language "$language" --detail "$detail" --to "$format" \
        --jobs "$jobs" --quiet -o "$jobs/$language/$detail/" || [ $? -eq 3 ]
    done
  }
  for language in en es; do make "$language" full plain-12-weeks.toml bending-hurts.toml red-flag.toml; done
  for detail in summary cards log; do make en "$detail" plain-12-weeks.toml; done
  (cd "$jobs" && sha256sum --check --quiet "$root/tests/golden.sha256")
  made=$(find "$jobs" -type f | wc -l)
  listed=$(wc -l < "$root/tests/golden.sha256")
  [ "$made" -eq "$listed" ] || { echo "$made handouts are made and $listed are listed" >&2; exit 1; }
  echo "$listed handouts, $jobs at once: the same bytes"
done
