#!/usr/bin/env bash
# A whole Lectern on this machine: private PostgreSQL, sandbox gateway, mail server, lecternd, a small school, and the client.
#   packaging/demo.sh                start (installs and builds what is missing) and open the client
#   packaging/demo.sh --reset        the same with a fresh school
#   packaging/demo.sh --stop         stop everything; the school stays
#   packaging/demo.sh --no-window    start without the client
#   packaging/demo.sh --tour DIR     drive the whole main job through the real windows, without a display; screenshots in DIR
set -euo pipefail
source "$(dirname "$0")/lib.sh"

action=start; tour=; window=yes; reset=no
while [ $# -gt 0 ]; do
  case "$1" in
    --reset) reset=yes ;;
    --stop) action=stop ;;
    --no-window) window=no ;;
    --tour) [ $# -ge 2 ] || die "--tour needs a folder"; action=tour; tour=$2; shift ;;
    -h|--help) sed -n '2,7s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) die "unknown option $1 (see --help)" ;;
  esac
  shift
done

if [ "$(id -u)" = 0 ]; then base=/var/lib/lectern-demo; else base=${XDG_STATE_HOME:-$HOME/.local/state}/lectern-demo; fi
base=${LECTERN_DEMO_DIR:-$base}
port=${LECTERN_DEMO_PORT:-8420}
if [ $action = tour ]; then base=$base-tour; port=$((port + 10)); reset=yes; fi
sandbox_port=$((port + 1)); smtp_port=$((port + 2))
export PGHOST=$base/sock PGPORT=5432

write_config() {
  [ -f "$base/token" ] || openssl rand -hex 32 > "$base/token"
  cat > "$base/lecternd.ini" <<INI
[server]
organisation=Harbour School
port=$port
data_dir=$base/files
token_secret=$(cat "$base/token")
demo_accounts="[{\"name\":\"Grace Okafor\",\"email\":\"grace@harbour.example\",\"password\":\"quiet harbour lantern\",\"role\":\"admin\"},{\"name\":\"Tomas Lindqvist\",\"email\":\"tomas@harbour.example\",\"password\":\"quiet harbour lantern\",\"role\":\"teacher\"},{\"name\":\"Noah Fischer\",\"email\":\"noah@mail.example\",\"password\":\"quiet harbour lantern\",\"role\":\"student\"}]"
[database]
host=$base/sock
port=$PGPORT
[stripe]
secret_key=sk_test_demo
publishable_key=pk_test_demo
webhook_secrets=whsec_demo
api_base=http://127.0.0.1:$sandbox_port
js_url=http://127.0.0.1:$sandbox_port/v3/
hosts=http://127.0.0.1:$sandbox_port
bank_transfers=true
[zoom]
account_id=demo
client_id=demo
client_secret=demo
oauth_base=http://127.0.0.1:$sandbox_port
api_base=http://127.0.0.1:$sandbox_port/v2
[money]
offline_instructions="Harbour School, Harbour Bank, IBAN XX00 0000 0000 0000 0000. The office takes cash and cheques on weekdays from 9 to 12."
[tax]
seller_details="Harbour School, 1 Harbour Street"
[smtp]
url=smtp://127.0.0.1:$smtp_port
from=school@harbour.example
[limits]
logins_per_minute=60
INI
  chmod 600 "$base/lecternd.ini" "$base/token"
}

make_media() {
  mkdir -p "$base/media"
  [ -f "$base/media/lesson.mp4" ] || ffmpeg -v error -y -f lavfi -i "gradients=s=640x360:d=12:c0=0x0F766E:c1=0xFBFAF7:c2=0xB7791F:speed=0.02" \
    -f lavfi -i "sine=frequency=220:duration=12" -c:v libx264 -pix_fmt yuv420p -c:a aac -shortest "$base/media/lesson.mp4"
  local i=0 colours
  for colours in 0F766E:F2C14E 1B4965:9FD8CB 7A3E48:F4A261 3A506B:5BC0BE 5F0F40:FB8B24 2D6A4F:D8F3DC; do
    i=$((i + 1))
    [ -f "$base/media/cover$i.png" ] || ffmpeg -v error -y -f lavfi -i "gradients=s=960x540:n=2:c0=0x${colours%:*}:c1=0x${colours#*:}:x0=0:y0=0:x1=960:y1=540" -frames:v 1 "$base/media/cover$i.png"
  done
  [ -f "$base/media/handout.pdf" ] || /usr/bin/python3 "$root/packaging/demo/handout.py" "$base/media/handout.pdf"
}

start_servers() {
  mkdir -p "$base/mail"
  # The package is Debian's; another python3 may come first in PATH.
  spawn smtp /usr/bin/python3 -m aiosmtpd -n -l "127.0.0.1:$smtp_port" -c aiosmtpd.handlers.Mailbox "$base/mail/inbox"
  wait_for 10 "the mail server (see $base/smtp.log)" bash -c "</dev/tcp/127.0.0.1/$smtp_port"
  # A new sandbox begins half a year ago and is moved on by the seeding, so that its balance has the days of the sales.
  local past=(); [[ -f $base/sandbox.json ]] || past=(--start-at "$(date -d '200 days ago' +%s)")
  spawn sandbox "$build/bin/lectern-sandbox" "${past[@]}" --port "$sandbox_port" --webhook-url "http://127.0.0.1:$port/api/webhooks/stripe" --webhook-secret whsec_demo --state "$base/sandbox.json"
  wait_for 10 "the sandbox (see $base/sandbox.log)" curl -fs "http://127.0.0.1:$sandbox_port/sandbox/state"
  # Payouts arrive within seconds instead of days, so that the way of a withdrawal can be watched.
  curl -fs -o /dev/null -X POST -H 'Content-Type: application/json' -d '{"payoutInTransitMs":1500,"payoutPaidSeconds":4,"availableDelaySeconds":0}' "http://127.0.0.1:$sandbox_port/sandbox/config"
  "$build/bin/lecternd" --config "$base/lecternd.ini" migrate >/dev/null
  audit_money_tables
  seed=("$build/bin/lectern-demo-seed" --config "$base/lecternd.ini" --video "$base/media/lesson.mp4" --document "$base/media/handout.pdf")
  for cover in "$base"/media/cover*.png; do seed+=(--cover "$cover"); done
  running lecternd || "${seed[@]}"
  spawn lecternd "$build/bin/lecternd" --config "$base/lecternd.ini"
  wait_for 20 "lecternd (see $base/lecternd.log)" curl -fs "http://127.0.0.1:$port/readyz"
}

if [ $action = stop ]; then stop_all; say "Stopped. The school is kept in $base."; exit 0; fi

install_packages
targets=(lecternd lectern-sandbox lectern-demo-seed lectern)
[ $action = tour ] && targets+=(lectern-tour)
build_targets "${targets[@]}"
if [ $reset = yes ]; then stop_all; rm -rf "$base"; fi
mkdir -p "$base"; chmod 711 "$base"
start_database
write_config
make_media
start_servers

if [ $action = tour ]; then
  mkdir -p "$tour"; tour=$(cd "$tour" && pwd)
  code=0
  LECTERN_TOUR_MEDIA=$base/media LECTERN_TOUR_MAILS=$base/mail/inbox/new LECTERN_TOUR_SANDBOX=http://127.0.0.1:$sandbox_port xvfb-run -a -s "-screen 0 1440x960x24" "$build/bin/lectern-tour" --server "http://127.0.0.1:$port" --profile "$base/tour.ini" --out "$tour" || code=$?
  "$build/bin/lecternd" --config "$base/lecternd.ini" verify-ledger || code=1
  stop_all
  [ $code = 0 ] && say "The tour is complete: $tour" || say "The tour failed: see $tour/tour.json"
  exit $code
fi

say "Harbour School is open at http://127.0.0.1:$port"
echo   "  log in as grace@harbour.example (admin), tomas@harbour.example (teacher) or noah@mail.example (student)"
echo   "  password: quiet harbour lantern          test card: 4242 4242 4242 4242"
echo   "  mails arrive in $base/mail/inbox/new     stop with: packaging/demo.sh --stop"
if [ $window = no ]; then exit 0; fi
if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then echo "  no display here: the servers run; start $build/bin/lectern --server http://127.0.0.1:$port where there is one"; exit 0; fi
exec "$build/bin/lectern" --server "http://127.0.0.1:$port" --profile "$base/client.ini"
