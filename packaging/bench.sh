#!/usr/bin/env bash
# Measures on this machine; one JSON line a figure. Nothing here decides a test.
#   packaging/bench.sh             all figures (some minutes)
#   packaging/bench.sh seed N      leaves a server on port 8440 with payments pi_1 … pi_N awaiting confirmation (4999 usd, whsec_test)
#   packaging/bench.sh stop        stops that server
#   packaging/bench.sh books       reconciliation of 100,000 movements; vault screen and statement with a million lines
#   packaging/bench.sh ledger      what the ledger posts a second, beside pgbench on the same database server
#   packaging/bench.sh live        from a webhook's 200 to the news on the student's live connection, idle and under 500 payments/s
#   packaging/bench.sh vault       the client's first look at a vault of a million lines (needs a display, or xvfb-run)
#   packaging/bench.sh client      only the client's start and memory (likewise)
set -euo pipefail
source "$(dirname "$0")/lib.sh"

if [ "$(id -u)" = 0 ]; then base=/var/lib/lectern-bench; else base=${XDG_STATE_HOME:-$HOME/.local/state}/lectern-bench; fi
port=8440
export PGHOST=$base/sock PGPORT=5432
sql() { psql -U postgres -d lectern -v ON_ERROR_STOP=1 -Atq "$@"; }
number() { sql -c "$1"; }
stop_all() {
  stop_one lecternd; stop_one sandbox
  if [ -f "$base/pg/postmaster.pid" ]; then as_postgres $pgbin/pg_ctl -D "$base/pg" -m fast -w stop >/dev/null || true; fi
}

fresh() { # fresh N: a server with N payments that await confirmation
  stop_all; rm -rf "$base"; mkdir -p "$base"; chmod 711 "$base"
  start_database -c shared_buffers=512MB -c max_wal_size=4GB -c checkpoint_timeout=30min
  cat > "$base/lecternd.ini" <<INI
[server]
port=$port
data_dir=$base/files
token_secret=$(openssl rand -hex 32)
[database]
host=$base/sock
port=$PGPORT
[stripe]
secret_key=sk_test_bench
webhook_secrets=whsec_test
api_base=http://127.0.0.1:$((port + 1))
[limits]
payments_per_minute=1000000
INI
  "$build/bin/lecternd" --config "$base/lecternd.ini" migrate >/dev/null
  sql -v n="$1" -f "$root/tests/bench/seed.sql"
}

serve() {
  spawn lecternd "$build/bin/lecternd" --config "$base/lecternd.ini"
  wait_for 20 lecternd curl -fs "http://127.0.0.1:$port/readyz"
}

load() { "$build/bin/lectern-bench" --port $port "$@"; }
settled() { [ "$(number "select count(*) from enrollment where state='active'")" -ge "$1" ]; }

# Events until every enrollment is open, as enrollments a second.
settlement() { # settlement NAME FIRST COUNT
  local name=$1 first=$2 count=$3 before start end
  before=$(number "select count(*) from enrollment where state='active'")
  start=$(date +%s.%N)
  load --name "$name.ingest_meanwhile" events "$first" "$count"
  while ! settled $((before + count)); do sleep 0.05; done
  end=$(date +%s.%N)
  jq -cn --arg n "$name" --argjson c "$count" --argjson s "$start" --argjson e "$end" '{bench:$n, enrollments:$c, seconds:($e-$s), per_second:($c/($e-$s))}'
}

pgbench_inserts() {
  cat > "$base/insert.sql" <<'SQL'
\set id random(1, 1000000000000)
insert into gateway_event (endpoint, event_id, type, body, received_at) values ('pgbench', 'evt_' || :id, 'x', repeat('{"id":"evt","object":"event"}', 40), now()) on conflict do nothing;
SQL
  local tps
  tps=$(pgbench -U postgres -n -c 32 -j 2 -T 8 -M prepared -f "$base/insert.sql" lectern 2>/dev/null | sed -n 's/^tps = \([0-9.]*\).*/\1/p')
  jq -cn --argjson t "$tps" '{bench:"pgbench_inserts_32_clients", per_second:$t}'
}

median() { sort -g | awk '{v[NR]=$1} END {print v[int((NR+1)/2)]}'; }

# Ledger: sales settled from end to end beside pgbench's own transactions, in turns; one line a round and one of the medians.
ledger() {
  local count=20000 round before start seconds journals transfers tps
  psql -U postgres -q -d postgres -c "create database pgbench"
  pgbench -U postgres -q -i -s 20 pgbench 2>/dev/null
  : > "$base/ledger"
  for round in 0 1 2 3 4; do
    before=$(number "select count(*) from journal"); start=$(number "select count(*) from transfer")
    seconds=$(settlement "ledger.settlement.$((round + 1))" $((round * count + 1)) $count | tee /dev/stderr | jq -r 'select(.seconds and .enrollments) | .seconds')
    journals=$(($(number "select count(*) from journal") - before)); transfers=$(($(number "select count(*) from transfer") - start))
    tps=$(pgbench -U postgres -n -c 8 -j 2 -T 5 -M prepared pgbench 2>/dev/null | sed -n 's/^tps = \([0-9.]*\).*/\1/p')
    jq -cn --arg n "ledger.$((round + 1))" --argjson j "$journals" --argjson t "$transfers" --argjson s "$seconds" --argjson p "$tps" \
      '{bench:$n, journals_per_second:($j/$s), transfers_per_second:($t/$s), postings_per_second:(2*$t/$s), pgbench_per_second:$p, journals_to_pgbench:($j/$s/$p), postings_to_pgbench:(2*$t/$s/$p)}' | tee -a "$base/ledger"
  done
  jq -cn --argjson j "$(jq .journals_per_second "$base/ledger" | median)" --argjson p "$(jq .postings_per_second "$base/ledger" | median)" --argjson g "$(jq .pgbench_per_second "$base/ledger" | median)" --argjson r "$(jq .postings_to_pgbench "$base/ledger" | median)" \
    '{bench:"ledger.median", journals_per_second:$j, postings_per_second:$p, pgbench_per_second:$g, postings_to_pgbench:$r}'
}

# Live: students with a connection each, whose payments succeed while others' do, or do not.
live() {
  local secret; secret=$(sed -n 's/^token_secret=//p' "$base/lecternd.ini")
  awaited() { # awaited OFFSET: one payment of each of two hundred students, beyond those of the background
    sql -c "select substr(gateway_id, 4) || ' ' || student_id from (select distinct on (student_id) gateway_id, student_id from payment where state = 'awaiting_payer' and substr(gateway_id, 4)::int > 30000
            order by student_id, substr(gateway_id, 4)::int) one limit 200"
  }
  local round load
  for round in 1 2 3; do
    awaited | load --name "live_idle.$round" --token-secret "$secret" --rate 20 news
    load --name "live_background.$round" --clients 16 --rate 500 events $(((round - 1) * 7500 + 1)) 7500 &
    load=$!
    sleep 2 # the background is under way
    awaited | load --name "live_500_per_second.$round" --token-secret "$secret" --rate 20 news
    wait $load
  done
}

# Vault: one teacher with a million lines, in the client's own page.
million() {
  curl -fs -H 'Content-Type: application/json' -d '{"name":"Bench Teacher","email":"teacher@bench.example","password":"seven green umbrellas","role":"teacher"}' "http://127.0.0.1:$port/api/register"
  sql -v owner=teacher@bench.example -v n=1000000 -f "$root/tests/bench/lines.sql" >/dev/null
}
vault() { "$build/bin/lectern-bench-vault" --server "http://127.0.0.1:$port" --email teacher@bench.example --password "seven green umbrellas" --as vault_paint_1m --looks 7; }

# Enroll: from the POST to the answer with the client secret, the sandbox answering for the gateway.
enroll() {
  spawn sandbox "$build/bin/lectern-sandbox" --port $((port + 1)) --webhook-url "http://127.0.0.1:$port/api/webhooks/stripe" --webhook-secret whsec_test
  wait_for 20 sandbox curl -s -o /dev/null "http://127.0.0.1:$((port + 1))/"
  local round
  for round in 1 2 3; do
    sql -c "select course_id from course_listing where fee_minor > 0 order by course_id offset $((round * 1000)) limit 1000" |
      load --name "enroll.$round" --clients 4 --token "$token" enrolls
  done
  stop_one sandbox
}

# Client: from its start to a login page that can be used, and its memory then; window under a virtual display.
client() {
  local round start end pid memory
  for round in 1 2 3 4 5; do
    rm -f "$base/client.log" "$base/client.ini"
    start=$(date +%s%N)
    QT_LOGGING_RULES="lectern.startup=true" "$build/bin/lectern" --server "http://127.0.0.1:$port" --profile "$base/client.ini" > "$base/client.log" 2>&1 &
    pid=$!
    wait_for 30 "the client" grep -q "login usable" "$base/client.log"
    end=$(date +%s%N)
    memory=$(sed -n 's/^VmRSS:[[:space:]]*\([0-9]*\) kB/\1/p' "/proc/$pid/status")
    kill $pid; wait $pid 2>/dev/null || true
    jq -cn --arg n "client_start.$round" --argjson ms $(((end - start) / 1000000)) --argjson mib $((memory / 1024)) '{bench:$n, ms:$ms, rss_mib:$mib}'
  done
}

timed() { # timed NAME COMMAND…: one JSON line with its seconds
  local name=$1 start; shift
  start=$(date +%s%N)
  "$@" > /dev/null
  jq -cn --arg n "$name" --argjson ms $((($(date +%s%N) - start) / 1000000)) '{bench:$n, ms:$ms}'
}

# Books: the gateway's movements beside 100,000 sales, read twice; then one vault of a million lines, each reading three times.
books() {
  fresh 100000; serve
  settlement books.settlement 1 100000
  stop_one lecternd
  psql -U postgres -d lectern -Atq -f "$root/tests/bench/movements.sql" > "$base/sandbox.json"
  spawn sandbox "$build/bin/lectern-sandbox" --port $((port + 1)) --webhook-url "http://127.0.0.1:$port/api/webhooks/stripe" --webhook-secret whsec_test --state "$base/sandbox.json"
  wait_for 60 sandbox curl -s -o /dev/null "http://127.0.0.1:$((port + 1))/"
  timed books.reconcile_100k_first "$build/bin/lecternd" --config "$base/lecternd.ini" reconcile
  timed books.reconcile_100k_again "$build/bin/lecternd" --config "$base/lecternd.ini" reconcile
  stop_one sandbox; serve
  local me token vault round
  me=$(million)
  token=$(jq -r .accessToken <<<"$me")
  ask() { curl -fs -H "Authorization: Bearer $token" "http://127.0.0.1:$port$1"; }
  vault=$(ask /api/vaults/mine | jq -r .id)
  local year; year="currency=USD&from=$(date -u -d '365 days ago' +%FT%TZ)&until=$(date -u +%FT%TZ)"
  for round in 1 2 3; do
    timed "books.vault_1m.$round" ask /api/vaults/mine
    timed "books.entries_first_page_1m.$round" ask "/api/vaults/$vault/entries?currency=USD&limit=50"
    timed "books.series_90_days_1m.$round" ask "/api/vaults/$vault/series?currency=USD&days=90"
    timed "books.statement_year_1m.$round" ask "/api/vaults/$vault/statement?$year"
  done
  timed books.statement_csv_500k ask "/api/vaults/$vault/statement.csv?$year"
}

case "${1:-all}" in
  seed)
    install_packages; build_targets lecternd lectern-bench
    fresh "${2:?how many payments}"; serve
    say "lecternd listens on http://127.0.0.1:$port/api/webhooks/stripe with $2 payments pi_1 … pi_$2 (4999 usd), secret whsec_test" ;;
  stop) stop_all ;;
  books)
    install_packages; build_targets lecternd lectern-bench lectern-sandbox
    books; stop_all ;;
  ledger)
    install_packages; build_targets lecternd lectern-bench
    fresh 100000; serve; ledger; stop_all ;;
  live)
    install_packages; build_targets lecternd lectern-bench
    fresh 60000; serve; live; stop_all ;;
  vault)
    install_packages; build_targets lecternd lectern-bench-vault
    fresh 100; serve; million >/dev/null; vault; stop_all ;;
  client)
    install_packages; build_targets lecternd lectern
    fresh 100; serve; client; stop_all ;;
  all)
    install_packages; build_targets lecternd lectern-bench lectern-bench-vault lectern-sandbox lectern
    fresh 240000; serve
    for round in 1 2 3; do load --name "webhook_ingest.$round" --type charge.succeeded events 1 60000; done
    pgbench_inserts
    for round in 0 1 2; do settlement "settlement.$((round + 1))" $((round * 40000 + 1)) 40000; done
    "$build/bin/lecternd" --config "$base/lecternd.ini" verify-ledger
    sql -v transfers=5000000 -f "$root/tests/bench/past.sql"
    for round in 3 4 5; do settlement "settlement_5m_transfers.$((round - 2))" $((round * 40000 + 1)) 40000; done
    sql -v courses=100000 -f "$root/tests/bench/catalogue.sql"
    token=$(curl -fs -H 'Content-Type: application/json' -d '{"name":"Bench Reader","email":"reader@bench.example","password":"seven green umbrellas","role":"student"}' "http://127.0.0.1:$port/api/register" | jq -r .accessToken)
    for query in piano "jazz+theory" "portrait+light" chess "bread"; do echo "/api/catalogue?text=$query&limit=24"; echo "/api/catalogue?text=$query&sort=price_ascending&limit=24"; done |
      load --name catalogue --token "$token" gets 5000
    enroll
    books
    fresh 100000; serve; ledger
    fresh 60000; serve; live
    stop_all
    xvfb-run -a -s "-screen 0 1440x1500x24" "$0" vault
    xvfb-run -a -s "-screen 0 1440x960x24" "$0" client ;;
  *) die "see the head of $0" ;;
esac
