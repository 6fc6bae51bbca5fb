#!/bin/sh
# Draws every page and dialog of the client in each of its states, in both themes and at three widths, from made-up data:
#   packaging/gallery.sh DIR [options of lectern-gallery, e.g. --only Vault --states full,failed --widths 900]
# DIR/index.html shows them all. Builds with the release preset, or in LECTERN_BUILD_DIR when that is given.
set -eu
root=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
if [ $# -lt 1 ]; then
    echo "usage: $0 DIR [options]" >&2
    exit 2
fi
dir=$1
shift
build=${LECTERN_BUILD_DIR:-$root/build/release}
if [ ! -f "$build/build.ninja" ]; then
    cmake -S "$root" --preset release -B "$build"
fi
cmake --build "$build" --target lectern-gallery
mkdir -p "$dir"
QT_QPA_PLATFORM=offscreen "$build/bin/lectern-gallery" "$dir" "$@"
echo "Open $dir/index.html"
