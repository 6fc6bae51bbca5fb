#!/usr/bin/env bash
# Random business facts against the real server, database and sandbox gateway, compared with a model of the money.
#   packaging/simulate.sh --seed S --facts N      the same seed and number make the same decisions; ends with 1 at the first difference
#   packaging/simulate.sh … --clients C           how many facts happen side by side (6); changes nothing of what is decided
#   packaging/simulate.sh … --without WHAT        leaves out faults or crashes (both separated by a comma)
#   packaging/simulate.sh … --wrong-after N       moves a cent in the model after so many facts, to see that the comparison notices
# Facts come in rounds that grow from 25 to 2,000: those of a round happen side by side while webhooks are lost, doubled, delayed and reordered, the gateway
# fails, and lecternd and PostgreSQL are killed; then everything arrives, time passes, and both sides must agree to the cent. It prints the seed,
# how often each kind of fact and of fault happened, and a number that stands for all decisions of the run. 50,000 facts take about half an hour
# on two cores. After a difference the database and the logs are kept. With SIMULATION_TRACE=1 it says what it waits for.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

seed=$RANDOM; facts=1000; more=()
while [ $# -gt 0 ]; do
  case "$1" in
    --seed|--facts) [ $# -ge 2 ] || die "$1 needs a value"; declare "${1#--}=$2"; shift ;;
    --clients|--without|--wrong-after) [ $# -ge 2 ] || die "$1 needs a value"; more+=("$1" "$2"); shift ;;
    -h|--help) sed -n '2,11s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) die "unknown option $1 (see --help)" ;;
  esac
  shift
done

install_packages
build_targets lecternd lectern-sandbox lectern-simulation
exec "$build/bin/lectern-simulation" --seed "$seed" --facts "$facts" "${more[@]}"
