#!/usr/bin/env bash
# Random business facts against the real server, database and sandbox gateway, compared with a model of the money.
#   packaging/simulate.sh --seed S --facts N      the same seed makes the same decisions; ends with 1 at the first difference
#   packaging/simulate.sh … --without WHAT        leaves out faults, crashes or disputed-top-ups (several separated by commas)
# With SIMULATION_TRACE=1 every look at the figures is printed, and every call that takes long.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

seed=$RANDOM; facts=1000; without=
while [ $# -gt 0 ]; do
  case "$1" in
    --seed|--facts|--without) [ $# -ge 2 ] || die "$1 needs a value"; declare "${1#--}=$2"; shift ;;
    -h|--help) sed -n '2,5s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) die "unknown option $1 (see --help)" ;;
  esac
  shift
done

install_packages
build_targets lecternd lectern-sandbox lectern-simulation
exec "$build/bin/lectern-simulation" --seed "$seed" --facts "$facts" --without "$without"
