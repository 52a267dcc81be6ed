#!/bin/sh
# Generates, compiles and runs clients in TypeScript: openapi-typescript with openapi-fetch, and @hey-api/openapi-ts.
set -eu
cd "$(dirname "$0")/../../.."
here=tests/interop/typescript
build=target/interop/typescript
. tests/interop/lib.sh

need node "install Node.js 20 or newer"
need npm "install npm with Node.js"
node_packages "$here" "$build"
cp "$here"/*.ts "$here/tsconfig.json" "$build"
for description in dist/openapi-client.*.json; do
  service=$(service_of "$description")
  (cd "$build" && quietly npx --no-install openapi-typescript "../../../$description" -o "openapi-typescript/$service.d.ts")
  (cd "$build" && quietly npx --no-install openapi-ts --input "../../../$description" --output "hey-api/$service" --client @hey-api/client-fetch)
done
python3 tests/interop/clients/cases.py > "$build/cases.json"
node "$here/calls.mjs" "$build/cases.json" "$build"
(cd "$build" && npx --no-install tsc)
for program in openapi-fetch hey-api; do
  (cd "$build" && npx --no-install esbuild "$program.ts" --bundle --platform=node --format=esm --log-level=error --outfile="out/$program.mjs")
done
version() { node -p "require('./$build/package.json').dependencies['$1']"; }
status=0
check_client openapi-fetch TypeScript "openapi-typescript $(version openapi-typescript), openapi-fetch $(version openapi-fetch)" "" \
  node "$build/out/openapi-fetch.mjs" || status=1
check_client hey-api TypeScript "@hey-api/openapi-ts $(version @hey-api/openapi-ts)" "\`--client @hey-api/client-fetch\`" \
  node "$build/out/hey-api.mjs" || status=1
exit $status
