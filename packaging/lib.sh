# Shared by the scripts of this folder. Source it; it sets `root` to the repository.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
preset=release
build=${LECTERN_BUILD_DIR:-$root/build/$preset}

say() { printf '\033[1m%s\033[0m\n' "$*"; }
die() { printf 'error: %s\n' "$*" >&2; exit 1; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else die "this step needs root: install sudo, or run as root once: $*"; fi
}

# PostgreSQL refuses to run as root; as root it runs as the user of its package.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then (cd / && setpriv --reuid postgres --regid postgres --init-groups "$@")
  else "$@"; fi
}

# Installs what is missing of the package list; says nothing when all is there.
install_packages() {
  local missing=() package
  while read -r package; do
    case "$package" in ''|'#'*) continue ;; esac
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok installed' || missing+=("$package")
  done < "$root/packaging/debian-packages.txt"
  # Node is for independent clients in the tests alone; whatever provides it will do.
  if [ "${1:-}" = tests ]; then
    command -v node >/dev/null || missing+=(nodejs)
    command -v npm >/dev/null || missing+=(npm)
    command -v chromium >/dev/null || missing+=(chromium)
  fi
  [ ${#missing[@]} = 0 ] && return
  say "Installing ${#missing[@]} Debian packages"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  # The packaged cluster is not ours and would hold the default port.
  if [ -d /etc/postgresql/15/main ] && command -v pg_ctlcluster >/dev/null; then as_root pg_ctlcluster 15 main stop 2>/dev/null || true; fi
}

build_targets() {
  cd "$root"
  [ -f "$build/build.ninja" ] || cmake --preset "$preset" -B "$build" >/dev/null
  say "Building $*"
  cmake --build "$build" --target "$@" -j"$(nproc)" -- --quiet
}

wait_for() { # wait_for SECONDS WHAT COMMAND…: until the command succeeds
  local seconds=$1 what=$2 end
  shift 2
  end=$((SECONDS + seconds))
  until "$@" >/dev/null 2>&1; do
    [ $SECONDS -lt $end ] || die "$what did not come up within $seconds seconds"
    sleep 0.1
  done
}
