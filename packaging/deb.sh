#!/usr/bin/env bash
# Builds the Debian packages lectern-server and lectern-client.
#   packaging/deb.sh [OUTDIR]           into OUTDIR (default: build/deb/packages)
#   packaging/deb.sh --server [OUTDIR]  the server alone, without what the client needs to be built
# JOBS=n limits how much is compiled at once.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

client=ON
case "${1:-}" in
  --server) client=OFF; shift ;;
  -h|--help) sed -n '2,5s/^# \{0,1\}//p' "$0"; exit 0 ;;
  -*) die "unknown option $1 (see --help)" ;;
esac
build=${LECTERN_BUILD_DIR:-$root/build/deb}
out=${1:-$build/packages}
targets=(lecternd)
[ $client = OFF ] || targets+=(lectern)

install_packages
command -v dpkg-shlibdeps >/dev/null || as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends dpkg-dev >/dev/null
cd "$root"
cmake --preset release -B "$build" -DCMAKE_INSTALL_PREFIX=/usr -DLECTERN_TESTS=OFF -DLECTERN_CLIENT=$client >/dev/null
say "Building ${targets[*]}"
cmake --build "$build" --target "${targets[@]}" -j"${JOBS:-$(nproc)}"
say "Packing"
mkdir -p "$out"; out=$(cd "$out" && pwd)
rm -rf "$build/_CPack_Packages"
# CPack lets nobody choose the umask, and a package must not depend on it.
(umask 022; cpack -G DEB --config "$build/CPackConfig.cmake" -B "$build/_CPack" >"$build/cpack.log") || { cat "$build/cpack.log" >&2; die "packing failed"; }
for package in "$build"/_CPack/lectern-*.deb; do
  mv "$package" "$out/"
  echo "  $out/$(basename "$package")"
done
