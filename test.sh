#!/usr/bin/env bash
# Installs what the tests need, builds, checks the formatting, runs every test project and sums up.
set -uo pipefail

usage() {
    cat <<'TEXT'
usage: ./test.sh [PROJECT…]

  ./test.sh                 everything
  ./test.sh Core Sources    tests/Rollcall.Core.Tests and tests/Rollcall.Sources.Tests only

The last line is "N passed, N failed"; the exit code is 0 when nothing failed.
TEXT
}

root=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
cd "$root" || exit 1
exec </dev/null 2>&1

# Nothing that is started here outlives it: neither build servers nor compiler servers.
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
export DEBIAN_FRONTEND=noninteractive
[ -n "${HOME:-}" ] || export HOME="$root/artifacts/home"

# The packages that tests use, and what is left out without them.
packages=(mailman3)
# Seconds that one test project may take; a hung one counts as failed.
limit=${ROLLCALL_TEST_LIMIT:-1200}
logs="$root/artifacts/test-logs"
passed=0 failed=0 skipped=0
problems=()
policy=""
child=""

say() { printf '%s\n' "$*"; }

# One check that is no test: the build, the formatting, a project that crashed.
fail() {
    failed=$((failed + 1))
    problems+=("$1")
    say "FAILED: $1"
}

finish() {
    local code=$?
    [ -z "$child" ] || stop_session "$child"
    [ -z "$policy" ] || as_root rm -f "$policy"
    trap - EXIT
    if [ "$code" != 0 ] && [ "$failed" = 0 ]; then
        fail "test.sh stopped early (exit code $code)"
    fi
    if [ ${#problems[@]} -gt 0 ]; then
        say ""
        printf 'FAILED: %s\n' "${problems[@]}"
    fi
    if [ "$skipped" -gt 0 ]; then
        say "$passed passed, $failed failed, $skipped skipped"
    else
        say "$passed passed, $failed failed"
    fi
    [ "$failed" = 0 ] || exit 1
    exit 0
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo -n "$@"
    fi
}

can_install() {
    [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }
}

installed() {
    [ "$(dpkg-query -W -f '${Status}' "$1" 2>/dev/null)" = "install ok installed" ]
}

# .NET's normalization needs ICU, whose package carries its version in its name.
add_icu() {
    ldconfig -p 2>/dev/null | grep -q 'libicuuc\.so' && return
    local icu
    icu=$(apt-cache search --names-only '^libicu[0-9]+$' | cut -d' ' -f1 | sort -V | tail -n 1)
    packages+=("${icu:-libicu-dev}")
}

# The shell is the same browser without its windows, and takes less time; not every release has it.
add_browser() {
    if apt-cache show chromium-headless-shell >/dev/null 2>&1; then
        packages+=(chromium-headless-shell)
    else
        packages+=(chromium)
    fi
}

install_packages() {
    if ! command -v dpkg-query >/dev/null; then
        say "Not Debian or Ubuntu: install ${packages[*]} by hand for the tests that need them."
        return
    fi
    add_icu
    add_browser
    local missing=() package
    for package in "${packages[@]}"; do
        installed "$package" || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return
    if ! can_install; then
        say "Cannot install ${missing[*]} (neither root nor sudo without a password): tests that need it are skipped."
        return
    fi
    say "Installing ${missing[*]} ..."
    keep_services_off
    if ! apt_install "${missing[@]}" && ! { as_root apt-get -q update && apt_install "${missing[@]}"; }; then
        say "Could not install ${missing[*]}; artifacts/test-logs/apt.log says why. Tests that need it are skipped."
        return
    fi
    for package in "${missing[@]}"; do
        # The tests start their own: the package's service is to start neither now nor at the next boot.
        command -v systemctl >/dev/null && as_root systemctl disable "$package.service" >/dev/null 2>&1
    done
    [ -z "$policy" ] || as_root rm -f "$policy"
    policy=""
}

apt_install() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -q \
        --no-install-recommends "$@" >>"$logs/apt.log" 2>&1
}

# Packages start their services on installation; policy-rc.d is Debian's way of saying no.
keep_services_off() {
    [ ! -e /usr/sbin/policy-rc.d ] || return
    policy=/usr/sbin/policy-rc.d
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
    as_root chmod 755 "$policy"
}

require_sdk() {
    local version
    if command -v dotnet >/dev/null && version=$(dotnet --version 2>/dev/null) && [ "${version%%.*}" -ge 10 ]; then
        say "SDK $version"
        # Test executables look for the runtime here.
        DOTNET_ROOT=$(dotnet --list-runtimes | sed -n 's|^Microsoft.NETCore.App .*\[\(.*\)/shared/Microsoft.NETCore.App\]$|\1|p' | tail -n 1)
        export DOTNET_ROOT
        return
    fi
    say "The .NET 10 SDK is missing (global.json names the version). Install it from https://dotnet.microsoft.com/download"
    say "or, where the distribution has it, with: apt-get install dotnet-sdk-10.0"
    if command -v dotnet >/dev/null; then
        say "What 'dotnet --version' says: $(dotnet --version 2>&1 | head -n 3)"
    fi
    fail "no .NET 10 SDK"
    exit 1
}

# Test projects by their short names, or all of them.
select_projects() {
    projects=()
    local name folder
    if [ $# = 0 ]; then
        for folder in tests/*.Tests/; do
            projects+=("$(basename "$folder")")
        done
        return
    fi
    for name in "$@"; do
        if [ ! -d "tests/Rollcall.$name.Tests" ]; then
            say "There is no tests/Rollcall.$name.Tests. There are: $(basename -a tests/*.Tests/ | sed 's/^Rollcall\.//; s/\.Tests$//' | tr '\n' ' ')"
            fail "unknown project $name"
            exit 1
        fi
        projects+=("Rollcall.$name.Tests")
    done
}

build() {
    local targets=(Rollcall.slnx) target
    if [ "$selected" = yes ]; then
        targets=()
        for target in "${projects[@]}"; do
            targets+=("tests/$target/$target.csproj")
        done
    fi
    for target in "${targets[@]}"; do
        # No shared compiler: it would stay behind.
        if ! dotnet build "$target" -c Release --nologo -v quiet -nodeReuse:false -p:UseSharedCompilation=false \
            >"$logs/build.log"; then
            sort -u "$logs/build.log"
            fail "the build of $target"
            exit 1
        fi
    done
}

check_formatting() {
    if ! dotnet tool restore >"$logs/tools.log" 2>&1; then
        cat "$logs/tools.log"
        fail "dotnet tool restore"
    elif ! dotnet csharpier check . >"$logs/formatting.log" 2>&1; then
        cat "$logs/formatting.log"
        fail "the formatting: run 'dotnet csharpier format .'"
    else
        passed=$((passed + 1))
        say "Formatting: as it should be"
    fi
}

# Ends, by their ids, the processes of a session that was started here; tells how many there were.
stop_session() {
    local stat fields session count=0
    for stat in /proc/[0-9]*/stat; do
        { read -r -d '' fields <"$stat" || [ -n "$fields" ]; } 2>/dev/null || continue
        # After the command's name, which may hold anything: state, parent, group, session.
        read -r _ _ _ session _ <<<"${fields##*) }"
        if [ "$session" = "$1" ]; then
            kill -KILL "${stat//[!0-9]/}" 2>/dev/null && count=$((count + 1))
        fi
    done
    [ "$count" = 0 ] || say "  ended $count process(es) that were left behind"
}

run_project() {
    local name=$1 program="artifacts/bin/$1/release/$1" log="$logs/$1.log" code summary
    local total errors failures skips began=$SECONDS
    if [ ! -x "$program" ]; then
        fail "$name: no executable $program"
        return
    fi
    # A session of its own, so that whatever it leaves behind can be found and ended.
    setsid --wait timeout --kill-after=10 "$limit" "$program" -noColor -noLogo -noAutoReporters >"$log" 2>&1 &
    child=$!
    wait "$child" 2>/dev/null
    code=$?
    stop_session "$child"
    child=""
    summary=$(sed -n 's/^   *[^ ].* Total: \([0-9]*\)\(, Errors: \([0-9]*\), Failed: \([0-9]*\), Skipped: \([0-9]*\),.*\)\{0,1\}$/\1 \3 \4 \5/p' "$log" | tail -n 1)
    read -r total errors failures skips <<<"$summary"
    total=${total:-0} errors=${errors:-0} failures=${failures:-0} skips=${skips:-0}
    passed=$((passed + total - failures - skips))
    skipped=$((skipped + skips))
    report "$name" $((SECONDS - began)) "$code" "$total" $((failures + errors)) "$skips" "$log"
}

report() {
    local name=$1 seconds=$2 code=$3 total=$4 bad=$5 skips=$6 log=$7
    say "$name: $((total - bad - skips > 0 ? total - bad - skips : 0)) passed, $bad failed, $skips skipped, $seconds s"
    if [ "$bad" -gt 0 ]; then
        awk '/^ ? ? ? ?[^ ]/ { shown = /\[FAIL\]$/ } shown' "$log" | head -n 500
        failed=$((failed + bad))
        problems+=("$name: $bad, in $log")
    fi
    sed -n '/\[SKIP\]$/{N;s/^ *\(.*\) \[SKIP\]\n *\(.*\)$/  skipped: \1: \2/p;}' "$log"
    if [ "$code" = 124 ] || [ "$code" = 137 ]; then
        tail -n 40 "$log"
        fail "$name: stopped after $limit s, or killed"
    elif [ "$code" != 0 ] && [ "$bad" = 0 ]; then
        grep -v '^   at ' "$log" | tail -n 40 | cut -c1-400
        fail "$name: crashed (exit code $code), see $log"
    elif [ "$total" = 0 ]; then
        tail -n 10 "$log"
        fail "$name: ran no tests"
    fi
}

case "${1:-}" in
-h | --help)
    usage
    exit 0
    ;;
-*)
    usage >&2
    exit 2
    ;;
esac

trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
mkdir -p "$logs"
: >"$logs/apt.log"
selected=no
[ $# = 0 ] || selected=yes
select_projects "$@"
install_packages
require_sdk
began=$SECONDS
build
say "Build: $((SECONDS - began)) s"
check_formatting
for project in "${projects[@]}"; do
    run_project "$project"
done
say ""
say "Together: $SECONDS s"
