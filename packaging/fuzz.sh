#!/usr/bin/env bash
# Feeds what takes text from outside with made-up input (libFuzzer, address and undefined-behaviour sanitizers) and fails on the first
# input that breaks a target; the input is then in build/fuzz/findings.
#   packaging/fuzz.sh [--seconds N] [TARGET…]     default: 20 seconds for each target of tests/fuzz
# JOBS=n limits how much is compiled at once.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

seconds=20
case "${1:-}" in
  --seconds) [ $# -ge 2 ] || die "--seconds needs a number"; seconds=$2; shift 2 ;;
  -h|--help) sed -n '2,5s/^# \{0,1\}//p' "$0"; exit 0 ;;
  -*) die "unknown option $1 (see --help)" ;;
esac
build=$root/build/fuzz
[ $# -gt 0 ] || set -- dto markup stripe signature cursor tokens headers

command -v clang++ >/dev/null && [ -n "$(find "$(clang++ -print-resource-dir)/" -name 'libclang_rt.fuzzer-*.a' -print -quit)" ] ||
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends clang-14 clang libclang-rt-14-dev >/dev/null
cd "$root"
# clang 14 cannot assemble coroutines with the check of function types.
cmake --preset clang -B "$build" -DLECTERN_FUZZ=ON -DLECTERN_CLIENT=OFF -DLECTERN_SANITIZE=address -DLECTERN_WERROR=OFF \
  "-DCMAKE_CXX_FLAGS=-O1 -fsanitize=fuzzer-no-link,undefined -fno-sanitize=function -Wno-unused-command-line-argument" >/dev/null
say "Building ${*/#/fuzz_}"
cmake --build "$build" --target "${@/#/fuzz_}" -j"${JOBS:-$(nproc)}"
mkdir -p "$build/findings"
failed=()
for name in "$@"; do
  say "fuzz_$name, $seconds seconds"
  mkdir -p "$build/corpus/$name" # what it finds interesting goes here; the committed corpus is only read
  UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 ASAN_OPTIONS=detect_leaks=0 QT_LOGGING_RULES='*.debug=false' \
    "$build/tests/bin/fuzz_$name" -max_total_time="$seconds" -max_len=4096 -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
    -artifact_prefix="$build/findings/$name-" "$build/corpus/$name" "$root/tests/fuzz/corpus/$name" >"$build/findings/$name.log" 2>&1 || failed+=("$name")
  grep -E "stat::number_of_executed_units|cov:|does not hold|ERROR|runtime error|artifact" "$build/findings/$name.log" | tail -4 | cut -c1-160 || true
done
[ ${#failed[@]} = 0 ] || die "broken: ${failed[*]} (see $build/findings)"
say "Nothing broke"
