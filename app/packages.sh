# What Doorman needs from Debian 12 or Ubuntu 24.04, and how to get it. Sourced by app/run, tests/run and .ci/run.

# To run: the platform plugins and the SQLite driver are loaded at run time, so nothing else pulls them in;
# without libsecret the keychain library knows KDE's wallet only;
# the fonts cover the scripts people's names are written in (the CJK one is the small one, 2 MB).
runtime_packages=(
    libqt6sql6-sqlite qt6-qpa-plugins libsecret-1-0 tzdata ca-certificates
    fonts-inter fonts-dejavu-core fonts-noto-core fonts-noto-color-emoji fonts-droid-fallback
)
# To build, tests included. qt6-httpserver-dev needs qt6-websockets-dev, but doesn't say so.
build_packages=(
    g++ cmake ninja-build ccache
    qt6-base-dev qt6-svg-dev qt6-httpserver-dev qt6-websockets-dev qtkeychain-qt6-dev libssl-dev liblitehtml-dev
)
# To check what only .ci/run checks.
ci_packages=(git clang-format-14 desktop-file-utils appstream clang libclang-rt-dev)

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "$*"
    exit 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

# install_packages NAME...: installs those that are missing, and says nothing when none is.
install_packages() {
    local missing=() name log
    if ! command -v dpkg-query >/dev/null; then
        say "This is not Debian or Ubuntu: make sure that Qt 6.4 or newer (Base, Svg, HttpServer), QtKeychain, OpenSSL 3," \
            "CMake 3.25, Ninja and a C++20 compiler are installed."
        return 0
    fi
    for name in "$@"; do
        if [ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null || true)" != installed ]; then
            missing+=("$name")
        fi
    done
    if [ ${#missing[@]} = 0 ]; then
        return 0
    fi
    if [ ${#missing[@]} = 1 ]; then
        say "Installing ${missing[0]}…"
    else
        say "Installing ${#missing[@]} packages: ${missing[*]}…"
    fi
    if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
        fail "That needs root, and there is no sudo. As root: apt-get install --no-install-recommends ${missing[*]}"
    fi
    log=$(mktemp)
    # A failed update is no reason to stop: the lists at hand may do.
    as_root apt-get -q -o DPkg::Lock::Timeout=300 update >"$log" 2>&1 || true
    if ! as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 \
        install --no-install-recommends "${missing[@]}" >>"$log" 2>&1 </dev/null; then
        tail -30 "$log" >&2
        fail "The packages could not be installed; the whole log is in $log."
    fi
    rm -f "$log"
}

# configure PRESET: only when there is something to do; a build notices later changes by itself.
configure() {
    local tree=$root/build/$1 log
    if [ -e "$tree/CMakeCache.txt" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$tree/CMakeCache.txt"; then
        say "The checkout was moved: building anew."
        rm -rf "$tree"
    fi
    if [ -e "$tree/build.ninja" ] && [ ! "$root/CMakePresets.json" -nt "$tree/build.ninja" ]; then
        return 0
    fi
    mkdir -p "$tree"
    log=$tree/configure.log
    if ! (cd "$root" && cmake --preset "$1" >"$log" 2>&1); then
        tail -40 "$log" >&2
        fail "CMake could not set up the build; the whole log is in $log."
    fi
}

# One compiler per core, but no more than the memory bears.
jobs() {
    local cores memory
    cores=$(nproc)
    memory=$(awk '/^MemAvailable:/ { print int($2 / 700000) }' /proc/meminfo)
    if [ "${memory:-1}" -lt 1 ]; then
        memory=1
    fi
    echo $((memory < cores ? memory : cores))
}

# build PRESET TARGET...: one build of a tree at a time, for app/run and tests/run may run side by side.
build() {
    local preset=$1 lock=$root/build/$1/build.lock
    shift
    if ! flock --nonblock "$lock" true; then
        say "Waiting for another build…"
    fi
    (cd "$root" && flock "$lock" cmake --build --preset "$preset" --parallel "$(jobs)" --target "$@")
}

# Qt wants a UTF-8 locale, and says so on every start when it has none.
use_utf8() {
    case "$(locale charmap 2>/dev/null)" in
    UTF-8) ;;
    *) export LC_ALL=C.UTF-8 ;;
    esac
}
