#!/usr/bin/env bash
# What compiler warnings do not see: clang-tidy (.clang-tidy) over server/ and models/.
#   packaging/lint.sh                  what differs from HEAD, with the sources that belong to changed headers
#   packaging/lint.sh --base REV       what differs from REV
#   packaging/lint.sh --all            every source of server/ and models/
#   packaging/lint.sh FILE…            these sources
# JOBS=n runs so many at once (default 2). Exits with 1 on a finding.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

base=HEAD; all=no; files=()
while [ $# -gt 0 ]; do
  case "$1" in
    --base) [ $# -ge 2 ] || die "--base needs a revision"; base=$2; shift ;;
    --all) all=yes ;;
    -h|--help) sed -n '2,7s/^# \{0,1\}//p' "$0"; exit 0 ;;
    -*) die "unknown option $1 (see --help)" ;;
    *) files+=("$(realpath --relative-to="$root" "$1")") ;;
  esac
  shift
done
cd "$root"
for tool in clang-tidy-14 clang++; do
  command -v $tool >/dev/null || { as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends clang clang-tidy clang-tidy-14 >/dev/null; break; }
done

changed() { { git diff --name-only --diff-filter=d "$base"; git ls-files --others --exclude-standard; } | sort -u | grep -E '^(server|models)/.*\.(cpp|h)$' || true; }
sources() { # the .cpp files to look at
  if [ ${#files[@]} -gt 0 ]; then printf '%s\n' "${files[@]}"
  elif [ $all = yes ]; then git ls-files --cached --others --exclude-standard 'server/*.cpp' 'models/*.cpp'
  else changed | sed 's/\.h$/.cpp/'; fi | sort -u | while read -r file; do if [ -f "$file" ]; then echo "$file"; fi; done
}
mapfile -t wanted < <(sources)
failed=no

if [ ${#wanted[@]} -gt 0 ]; then
  build=$root/build/lint
  cmake --preset clang -B "$build" -DLECTERN_CLIENT=ON -DLECTERN_TESTS=OFF -DCMAKE_CXX_COMPILER_LAUNCHER= >/dev/null
  # Headers are not precompiled here: each source includes the precompiled header's text instead. Flags of other tools go, too.
  mkdir -p "$build/tidy"
  sed -E 's/-Xclang -include-pch -Xclang [^ "]+\.pch //g; s/-Winvalid-pch //g; s/-fpch-instantiate-templates //g' "$build/compile_commands.json" >"$build/tidy/compile_commands.json"
  say "clang-tidy over ${#wanted[@]} files"
  printf '%s\0' "${wanted[@]}" | xargs -0 -n 1 -P "${JOBS:-2}" clang-tidy-14 --quiet -p "$build/tidy" >"$build/tidy/findings" 2>"$build/tidy/log" || true
  # A header's finding comes once for each source that includes it. What the analyzer thinks of other people's headers is theirs;
  # but a source that did not compile was not looked at.
  found=$({ grep -E "^$root/.*(warning|error): .*\[" "$build/tidy/findings"; grep -hE 'clang-diagnostic-error|^Error while processing|^Stack dump' "$build/tidy/findings" "$build/tidy/log"; } | sed "s|$root/||g" | sort -u || true)
  if [ -n "$found" ]; then printf '%s\n' "$found"; failed=yes; fi
fi

[ $failed = no ] || exit 1
say "Nothing found"
