#!/usr/bin/env bash
# The hooks for pre-commit, run by it: in a repository with the example clinic in a folder, with another tool's file beside it.
#
#     tests/hooks.sh PRE_COMMIT REGIMEN
set -euo pipefail
# Not resolved: a program in a virtual environment knows by its path where it is.
pre_commit=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
PATH="$(dirname "$(realpath "$2")"):$PATH"
project=$(cd "$(dirname "$0")/.." && pwd)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export PRE_COMMIT_HOME=$work/home
mkdir "$work/repository" && cd "$work/repository"
git init --quiet
cp -r "$project/examples/clinic" our-packs
printf '[tool]\nb=1\n' > pyproject.toml
git add --all

hook() { "$pre_commit" try-repo "$project" "$1" --all-files > "$work/said" 2>&1; }
passes() { hook "$1" || { cat "$work/said"; echo "the hook $1 fails, $2"; exit 1; } >&2; }
fails() { if hook "$1"; then cat "$work/said"; echo "the hook $1 passes, $2"; exit 1; fi >&2; }

passes regimen-check "and nothing is wrong"
passes regimen-fmt "and all is laid out"

changed=our-packs/packs/example-clinic/exercises/dead-bug.toml
sed -i 's/^sets = 2$/sets   = "two"/' "$changed" && git add --all
fails regimen-fmt "and a file is not laid out"
grep -q '^sets = "two"$' "$changed" || { echo "the hook regimen-fmt did not lay out $changed" >&2; exit 1; }
git add --all
fails regimen-check "and a file has a mistake"
grep -q 'dead-bug\.toml:[0-9]*:8' "$work/said" || { cat "$work/said"; echo "its place is not said"; exit 1; } >&2
grep -q '^b=1$' pyproject.toml || { echo "another tool's file was laid out" >&2; exit 1; }

# Packs with no clinic, and nothing at all.
git rm --quiet --cached our-packs/regimen.toml && rm our-packs/regimen.toml
sed -i 's/^sets = "two"$/sets = 2/' "$changed" && git add --all
passes regimen-check "and the pack is right"
git rm --quiet -r --cached our-packs && rm -r our-packs
fails regimen-check "and there is nothing to check"
echo "hooks: as expected"
