#!/bin/sh
# A private PostgreSQL for the tests: `cluster.sh start|stop|crash|resume DIR`, and a synchronous standby of it:
# `follow DIR PRIMARY` makes and starts it, `freeze DIR` lets it receive nothing more, `promote DIR` makes it the primary. Socket only, no TCP port; roles as in production.
# "start" is safe to repeat, also after a run that was interrupted. "crash" ends every backend at once, "resume" recovers.
set -eu
command=$1
dir=$2
bin=${LECTERN_PG_BIN:-/usr/lib/postgresql/15/bin}

# The server refuses to run as root.
as_owner() {
  if [ "$(id -u)" -eq 0 ]; then
    runuser -u postgres -- "$@"
  else
    "$@"
  fi
}

is_up() { "$bin/pg_isready" -q -h "$dir" -p 5432 -t 2; }

launch() {
  as_owner "$bin/pg_ctl" -D "$dir/data" -l "$dir/log" -w -t 60 -o "-k $dir" start >/dev/null 9>&-
}

create() {
  rm -rf "$dir"
  mkdir -p "$dir"
  if [ "$(id -u)" -eq 0 ]; then chown postgres "$dir"; fi
  as_owner "$bin/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
  cat >>"$dir/data/postgresql.conf" <<CONF
listen_addresses = ''
fsync = off
full_page_writes = off
max_connections = 300
shared_buffers = 128MB
max_wal_size = 512MB
deadlock_timeout = 200ms
log_line_prefix = '%m %d '
log_min_messages = fatal
CONF
  if [ -f "$bin/../lib/pgaudit.so" ]; then echo "shared_preload_libraries = 'pgaudit'" >>"$dir/data/postgresql.conf"; fi
  launch
  as_owner "$bin/psql" -q -h "$dir" -U postgres -d postgres -v ON_ERROR_STOP=1 \
    -c "create role lectern_owner login" -c "create role lectern_app login"
  touch "$dir/ready"
}

case $command in
start)
  (
    flock 9
    if [ -e "$dir/ready" ]; then
      is_up && exit 0
      launch && exit 0
    fi
    as_owner "$bin/pg_ctl" -D "$dir/data" -m immediate stop >/dev/null 2>&1 || true
    create
  ) 9>"$dir.lock"
  ;;
stop)
  as_owner "$bin/pg_ctl" -D "$dir/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$dir" "$dir.lock"
  ;;
follow)
  primary=$3
  rm -rf "$dir"
  mkdir -p "$dir"
  if [ "$(id -u)" -eq 0 ]; then chown postgres "$dir"; fi
  as_owner "$bin/pg_basebackup" -h "$primary" -U postgres -D "$dir/data" -R -X stream -c fast
  launch
  as_owner "$bin/psql" -q -h "$primary" -U postgres -d postgres -c "alter system set synchronous_standby_names = '*'" -c "select pg_reload_conf()" >/dev/null
  ;;
freeze) pkill -STOP -P "$(head -n 1 "$dir/data/postmaster.pid")" -f walreceiver ;;
promote)
  pkill -CONT -P "$(head -n 1 "$dir/data/postmaster.pid")" -f walreceiver || true
  as_owner "$bin/psql" -q -h "$dir" -U postgres -d postgres -c "select pg_promote(true, 60)" -c "alter system set synchronous_standby_names = ''" -c "select pg_reload_conf()" >/dev/null
  ;;
crash) as_owner "$bin/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null ;;
resume) launch ;;
*)
  echo "usage: cluster.sh start|stop|crash|resume|freeze|promote DIR, cluster.sh follow DIR PRIMARY" >&2
  exit 2
  ;;
esac
