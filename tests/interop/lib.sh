# What the scripts of single languages share. Read with `.` from the project's root.

# As `cargo xtask package` has it, so that nothing is compiled once more for that.
CARGO_ENCODED_RUSTFLAGS="--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}/registry/src=registry"
export CARGO_ENCODED_RUSTFLAGS

# need COMMAND REMEDY: a missing tool is a failure, not a skip.
need() {
  command -v "$1" >/dev/null || { printf 'error: `%s` is not installed\nhelp: %s\n' "$1" "$2" >&2; exit 1; }
}

# packing_tools: what packages of Debian and pages of the manual are made and read with.
packing_tools() {
  need dpkg-shlibdeps "apt-get install dpkg-dev, on a machine of Debian's kind"
  need lintian "apt-get install lintian"
  need man "apt-get install man-db"
}

# node_packages SOURCE FOLDER: what the lock file in SOURCE names, in FOLDER. An installation of the same lock file is as good as a new one.
node_packages() {
  mkdir -p "$2"
  if ! cmp -s "$1/package-lock.json" "$2/package-lock.json" || [ ! -d "$2/node_modules" ]; then
    cp "$1/package.json" "$1/package-lock.json" "$2"
    npm ci --prefix "$2" --no-audit --no-fund --silent
  fi
}

# python_packages SOURCE FOLDER: what the requirements in SOURCE name, in a virtual environment in FOLDER.
python_packages() {
  if ! cmp -s "$1/requirements.txt" "$2/requirements.txt"; then
    python3 -m venv --clear "$2"
    "$2/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$1/requirements.txt"
    cp "$1/requirements.txt" "$2/requirements.txt"
  fi
}

# service_of FILE: `drs` of dist/openapi-client.drs.json.
service_of() {
  basename "$1" .json | cut -d. -f2
}

# quietly COMMAND…: its output only if it fails.
quietly() {
  log=$(mktemp)
  "$@" >"$log" 2>&1 || { cat "$log" >&2; rm "$log"; return 1; }
  rm "$log"
}

# check_client ID LANGUAGE NAME OPTIONS COMMAND…: the program around a generated client, compared with what it was given.
check_client() {
  id=$1
  shift
  python3 tests/interop/clients/check.py "target/interop/results/$id.json" "$@"
}

# check_validator ID LANGUAGE NAME READER COMMAND…: a validator's verdicts on the corpus, compared with the contract's.
check_validator() {
  id=$1
  shift
  python3 tests/interop/verdicts/compare.py "target/interop/results/$id.json" "$@"
}

# check_differ KIND NAME COMMAND…: what a differ says of changes of the contract, beside what ours says.
check_differ() {
  kind=$1
  name=$2
  shift 2
  python3 tests/interop/changes/compare.py "target/interop/results/$kind.json" "$name" "$kind" "$@"
}
