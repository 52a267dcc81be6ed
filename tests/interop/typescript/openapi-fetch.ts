// The cases, sent with openapi-fetch by the types of openapi-typescript. Types have no host, so it is given here.

import createClient from "openapi-fetch";

import { calls, type Clients } from "./openapi-fetch-calls.js";
import { cases, run, viaPeer } from "./peer.js";

let token = "";
const clients: Record<string, unknown> = {};
for (const { service, host } of cases) {
  clients[service] ??= createClient({ baseUrl: `https://${host}`, fetch: viaPeer });
}
for (const client of Object.values(clients) as Clients["drs"][]) {
  client.use({ onRequest: ({ request }) => void request.headers.set("X-Auth-Token", token) });
}

await run("given", ({ number }) => {
  token = `case-${number}`;
  return calls[number]!(clients as Clients);
});
