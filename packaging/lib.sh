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
  if [ -d /etc/postgresql/15/main ] && command -v pg_ctlcluster >/dev/null; then as_root pg_ctlcluster 15 main stop >/dev/null 2>&1 || true; fi
}

build_targets() {
  cd "$root"
  [ -f "$build/build.ninja" ] || cmake --preset "$preset" -B "$build" >/dev/null
  say "Building $*"
  # On a terminal ninja counts the steps; in a log only what matters is kept.
  if [ -t 1 ]; then cmake --build "$build" --target "$@" -j"$(nproc)"
  else cmake --build "$build" --target "$@" -j"$(nproc)" -- --quiet; fi
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

# ---------------------------------------------------------------- processes and the private cluster below $base

pgbin=/usr/lib/postgresql/15/bin

running() { [ -f "$base/$1.pid" ] && kill -0 "$(cat "$base/$1.pid")" 2>/dev/null; }

stop_one() {
  running "$1" || { rm -f "$base/$1.pid"; return 0; }
  local pid; pid=$(cat "$base/$1.pid")
  kill "$pid" 2>/dev/null || true
  for _ in $(seq 150); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
  rm -f "$base/$1.pid"
}

stop_all() {
  stop_one lecternd; stop_one sandbox; stop_one smtp
  if [ -f "$base/pg/postmaster.pid" ]; then as_postgres $pgbin/pg_ctl -D "$base/pg" -m fast -w stop >/dev/null || true; fi
}

spawn() { # spawn NAME COMMAND…: in the background, with its log and its pid
  local name=$1; shift
  running "$name" && return
  setsid "$@" >> "$base/$name.log" 2>&1 < /dev/null &
  echo $! > "$base/$name.pid"
}

# pgAudit on the money tables, where the server has it; after each migration.
audit_money_tables() {
  psql -U postgres -Atqc "show shared_preload_libraries" | grep -q pgaudit || return 0
  psql -U postgres -q -d lectern -f "$root/packaging/pgaudit.sql" >/dev/null
}

# A private cluster in $base/pg with the roles and the empty database; its socket is in $base/sock. Options go to the server.
start_database() {
  if [ ! -f "$base/pg/PG_VERSION" ]; then
    say "Creating a private PostgreSQL cluster"
    mkdir -p "$base/pg" "$base/sock"
    [ "$(id -u)" = 0 ] && chown postgres: "$base/pg" "$base/sock"
    chmod 700 "$base/pg" "$base/sock" # trust within means that nobody else may come to the socket
    as_postgres $pgbin/initdb -D "$base/pg" -U postgres -A peer --auth-local=trust -E UTF8 --locale=C.UTF-8 >/dev/null
  fi
  # A statement's parameters are never logged; what is audited says packaging/pgaudit.sql.
  local audit=""; [ -f "$($pgbin/pg_config --pkglibdir 2>/dev/null || echo /usr/lib/postgresql/15/lib)/pgaudit.so" ] && audit="-c shared_preload_libraries=pgaudit"
  as_postgres $pgbin/pg_ctl -D "$base/pg" status >/dev/null 2>&1 ||
    as_postgres $pgbin/pg_ctl -D "$base/pg" -w -l "$base/pg/server.log" -o "-k $base/sock -p $PGPORT -c listen_addresses= $audit $*" start >/dev/null
  if ! psql -U postgres -Atqc "select 1 from pg_database where datname='lectern'" | grep -q 1; then
    psql -U postgres -q -c "create role lectern_owner login" -c "create role lectern_app login" -c "create database lectern owner lectern_owner"
    psql -U postgres -q -d lectern -c "alter schema public owner to lectern_owner" -c "create extension if not exists pg_trgm"
  fi
}

