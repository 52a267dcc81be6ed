// What both programs share: the cases, the way to the recording peer, and the lines for check.py.

import { readFileSync } from "node:fs";

export type Case = { number: number; service: string; host: string };

export const cases: Case[] = JSON.parse(readFileSync(process.env.DRS_CASES ?? "", "utf8"));

/** Sends a request to the peer, which is told where it would have gone. */
export const viaPeer = async (input: Request | string | URL, init?: RequestInit): Promise<Response> => {
  const request = new Request(input, init);
  const { pathname, search } = new URL(request.url);
  const headers = new Headers(request.headers);
  headers.set("X-Peer-Target", request.url);
  const body = request.method === "GET" ? undefined : await request.arrayBuffer();
  return fetch(`http://${process.env.DRS_PEER}${pathname}${search}`, { method: request.method, headers, body });
};

/** Makes the calls in order; `host` says who named the host. */
export const run = async (host: string, call: (it: Case) => Promise<{ data?: unknown; error?: unknown }>): Promise<void> => {
  for (const it of cases) {
    try {
      const { data, error } = await call(it);
      console.log(JSON.stringify({ case: it.number, host, answer: data ?? error }));
    } catch (error) {
      console.log(JSON.stringify({ case: it.number, host, error: String(error) }));
    }
  }
};
