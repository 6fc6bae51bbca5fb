#!/usr/bin/env bash
# Installs what is missing, builds everything and runs every test through CTest. Arguments go to ctest.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
install_packages tests
cd "$root"
[ -f "$build/build.ninja" ] || cmake --preset "$preset" -B "$build"
cmake --build "$build" -j"$(nproc)"
# Windows are drawn off the screen; nothing here needs a display.
export QT_QPA_PLATFORM=offscreen QTWEBENGINE_DISABLE_SANDBOX=1 LC_ALL=C.UTF-8
ctest --test-dir "$build" --output-on-failure --no-tests=error -j"$(nproc)" "$@"
