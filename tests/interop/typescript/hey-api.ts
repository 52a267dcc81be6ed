// The cases, sent with the clients of @hey-api/openapi-ts to the hosts that it generated.

import { calls, clients } from "./hey-api-calls";
import { run, viaPeer } from "./peer";

let token = "";
for (const client of Object.values(clients)) {
  client.setConfig({ fetch: viaPeer as typeof fetch, auth: ({ name }) => (name === "X-Auth-Token" ? token : undefined) });
}

await run("generated", ({ number }) => {
  token = `case-${number}`;
  return calls[number]!();
});
