#!/bin/sh
# Measures Rollcall beside references: ./bench.sh [SCENARIO …] [--members N] [--keys uuid|email] [--quoted] [--runs N]; ./bench.sh list
set -eu
cd "$(dirname -- "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

dotnet build bench/Rollcall.Bench -c Release -v quiet --nologo -nodeReuse:false >&2
# Built before anything is measured.
./rollcall --version >/dev/null
if [ -z "${DOTNET_ROOT:-}" ]; then
    DOTNET_ROOT=$(dirname -- "$(readlink -f -- "$(command -v dotnet)")")
    export DOTNET_ROOT
fi
exec artifacts/bin/Rollcall.Bench/release/Rollcall.Bench "$@"
