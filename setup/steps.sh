# The steps of the set-up, shared by ./run and ./test; each says in one line what it does.
# A step that was done is not done again: a stamp in .tools/ holds the hash of what it was
# done for (the locks, this file, and where the project lies).
# shellcheck shell=bash

export UV_PYTHON_DOWNLOADS=never
# Whatever a shell says otherwise: what is imported by every command is compiled once.
unset PYTHONDONTWRITEBYTECODE
# The machine says whom it trusts: many offices have a certificate authority of their own.
export UV_SYSTEM_CERTS=1 NODE_USE_SYSTEM_CA=1
readonly FONTS=node_modules/dkfds/dist/fonts/IBMPlexSans/complete
readonly ARABIC=node_modules/@expo-google-fonts/ibm-plex-sans-arabic

say() { printf '• %s\n' "$*"; }

stop() {
    printf '%s\n' "$*" >&2
    exit 1
}

# set_up run | set_up checks: what the application needs, or that and what the checks need.
set_up() {
    local level=$1 lock=requirements.txt stamp
    # What the checks need stays once it is there, so that ./run and ./test do not undo each other.
    [[ $level == checks || -e .tools/checks.stamp ]] && lock=requirements-checks.txt
    mkdir -p .tools
    exec 9>.tools/lock
    flock 9
    stamp=$(cat -- requirements*.txt setup/*.txt setup/steps.sh package-lock.json pyproject.toml |
        sha256sum)" $PWD"
    if ! is_done "$level" "$stamp"; then
        find_python
        install_system_packages "$level"
        install_python_packages "$lock"
        install_browser_packages "$lock"
        gather_assets
        printf '%s\n' "$stamp" | tee ".tools/$level.stamp" >.tools/run.stamp
    fi
    exec 9>&-
}

is_done() {
    [[ -x .venv/bin/tracker && -d static/vendor && -e .tools/$1.stamp ]] &&
        [[ $(<".tools/$1.stamp") == "$2" ]]
}

# Python 3.11 or newer, as PYTHON; empty when there is none.
find_python() {
    local name
    PYTHON=
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            PYTHON=$name
            return
        fi
    done
}

install_system_packages() {
    local missing=()
    "${PYTHON:-false}" -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3-venv)
    if command -v dpkg-query >/dev/null; then
        lacks ca-certificates && missing+=(ca-certificates)
        lacks libpango-1.0-0 && missing+=(libpango-1.0-0)
        lacks libpangoft2-1.0-0 && missing+=(libpangoft2-1.0-0)
        lacks libharfbuzz-subset0 && missing+=(libharfbuzz-subset0)
        [[ $1 == checks ]] && missing_for_checks
    fi
    if ((${#missing[@]})); then
        apt_install "${missing[@]}"
        find_python
    fi
    [[ -n $PYTHON ]] || stop "Python 3.11 or newer is needed."
    [[ $1 != checks ]] || has_browser ||
        say "No Chromium here, and apt offers only a snap: install Google Chrome for the browser checks"
}

missing_for_checks() {
    has_browser || missing_browser
    command -v pdftotext >/dev/null || missing+=(poppler-utils)
    command -v java >/dev/null || missing+=(default-jre-headless)
    ! lacks libjaxb-java || missing+=(libjaxb-java)
}

# The shell alone draws no window around each page, which takes half of the processor's time.
missing_browser() {
    local name
    for name in chromium-headless-shell chromium; do
        ! apt_offers "$name" || { missing+=("$name") && return; }
    done
}

is_root() { ((EUID == 0)); }

lacks() { [[ $(dpkg-query -W -f '${db:Status-Abbrev}' "$1" 2>/dev/null) != ii* ]]; }

has_browser() {
    local name
    for name in chromium-headless-shell chromium google-chrome google-chrome-stable; do
        command -v "$name" >/dev/null && return
    done
    return 1
}

# Debian's chromium is a package; where it is none, or only leads to a snap, apt cannot help.
# A machine whose lists were never fetched knows no package: fetch them before asking.
apt_offers() {
    apt-cache show --no-all-versions libpango-1.0-0 >/dev/null 2>&1 || apt_update
    local offer
    offer=$(apt-cache show --no-all-versions "$1" 2>/dev/null) && [[ $offer != *snap* ]]
}

apt_update() {
    is_root && [[ -z ${APT_UPDATED-} ]] || return 0
    APT_UPDATED=yes
    apt-get -qq update || say "apt-get update failed; going on with the lists that are here"
}

apt_install() {
    command -v apt-get >/dev/null || stop "These are missing, by their Debian names: $*"
    is_root ||
        stop "System packages are missing. Run this, then start again:"$'\n'\
"  sudo apt-get install --no-install-recommends $*"
    say "Installing system packages: $*"
    apt_update
    DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 install --yes \
        --no-install-recommends "$@" >.tools/apt.log 2>&1 ||
        stop "apt-get could not install: $* (see .tools/apt.log)"
}

install_python_packages() {
    say "Installing the Python packages of $1 into .venv"
    if ! .tools/uv/bin/uv --version >/dev/null 2>&1; then
        "$PYTHON" -m venv --clear .tools/uv
        .tools/uv/bin/python -m pip install --quiet --disable-pip-version-check \
            --require-hashes -r setup/uv.txt
    fi
    # A folder that was moved, or whose Python is gone, gets a new environment.
    .venv/bin/python -c '' 2>/dev/null && [[ -e .tools/run.stamp ]] &&
        [[ $(<.tools/run.stamp) == *" $PWD" ]] || "$PYTHON" -m venv --clear --without-pip .venv
    .tools/uv/bin/uv pip sync --quiet --python .venv/bin/python --require-hashes "$1"
    .tools/uv/bin/uv pip install --quiet --python .venv/bin/python --no-deps \
        --no-build-isolation --editable .
}

install_browser_packages() {
    local what=(--omit=dev) npm=npm
    [[ $1 == requirements-checks.txt ]] && what=(--include=dev)
    if ! npm --version >/dev/null 2>&1; then
        say "Fetching an npm, as the machine has none"
        "$PYTHON" -m venv --clear --without-pip .tools/npm
        .tools/uv/bin/uv pip sync --quiet --python .tools/npm/bin/python --require-hashes \
            setup/npm.txt
        export PATH=$PWD/.tools/npm/bin:$PATH
        npm=.tools/npm/bin/npm
    fi
    say "Installing the design system and its fonts"
    "$npm" ci "${what[@]}" --ignore-scripts --no-audit --no-fund --no-update-notifier \
        --loglevel=error >/dev/null
}

# Only what ships: the neutral theme, its script and icons, the fonts its CSS names as woff2,
# and the same letters as ttf for the PDFs (which are made faster from them).
gather_assets() {
    say "Gathering what the browser is given in static/vendor"
    local to=static/vendor from=node_modules/dkfds/dist font
    rm -rf "$to"
    mkdir -p "$to"/dkfds/{css,js,img} "$to/dkfds/${FONTS#"$from/"}/woff2" "$to/fonts"
    # Its older formats do not ship; a browser that is told of them first would ask for them.
    sed -E 's/url\([^)]*\.(eot|woff|ttf)\)( format\("[^"]*"\))?,?//g; s/,(;|\})/\1/g' \
        "$from/css/dkfds.min.css" >"$to/dkfds/css/dkfds.min.css"
    cp "$from/js/dkfds.min.js" "$to/dkfds/js/"
    cp -R "$from/img/svg-icons" "$from/img/all-svg-icons.svg" "$to/dkfds/img/"
    cp "$from"/img/*placeholder.png "$to/dkfds/img/"
    cp "$from/LICENSE.md" "$to/dkfds/"
    grep -o '[A-Za-z-]*\.woff2' "$from/css/dkfds.min.css" | sort -u | while read -r font; do
        cp "$FONTS/woff2/$font" "$to/dkfds/${FONTS#"$from/"}/woff2/"
    done
    cp "$FONTS/woff2/license.txt" "$to/dkfds/${FONTS#"$from/"}/woff2/"
    for font in Regular Italic Medium SemiBold Bold; do
        cp "$FONTS/ttf/IBMPlexSans-$font.ttf" "$to/fonts/"
    done
    cp "$FONTS/ttf/license.txt" "$to/fonts/"
    # The same typeface's Arabic letters, in the weights that the PDFs have.
    for font in Regular SemiBold; do
        cp "$ARABIC"/*/IBMPlexSansArabic_[0-9]00"$font".ttf "$to/fonts/IBMPlexSansArabic-$font.ttf"
    done
    cp "$ARABIC/LICENSE_FONT" "$to/fonts/license-arabic.txt"
}
