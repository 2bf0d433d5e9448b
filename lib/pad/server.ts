// A server of one page to this machine alone, which other pages and clumsy clients cannot disturb.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { UserError } from "../system/user_error.ts";
import type { Page } from "./pad_page.ts";

/** A server that listens. */
export interface PageServer {
  readonly port: number;
  /** Fulfilled when it listens no more. */
  readonly closed: Promise<void>;
  /** Ends it, and all its connections. */
  close(): Promise<void>;
}

/** How long a client may take for a request, and to read an answer, in milliseconds. */
const TIMEOUT = 10_000;
/** How often the requests that take too long are looked for, in milliseconds. */
const CHECK_INTERVAL = 1000;

/** The names of this machine. A page of another name that leads here is somebody else's. */
const hostnames = ["localhost", "127.0.0.1", "[::1]"];

/** What a browser is told of every answer. */
const headers = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
};

/**
 * Serves a page.
 *
 * @param page What is at `/`.
 * @param options `port`: where; 0 takes any that is free. `timeout`: how long a client may take for a
 * request, in milliseconds, 10 seconds unless told.
 * @throws {UserError} If the port is taken, or not open to this user.
 */
export async function startServer(
  page: Page,
  { port, timeout = TIMEOUT }: { port: number; timeout?: number },
): Promise<PageServer> {
  const server = createServer({
    requestTimeout: timeout,
    keepAliveTimeout: timeout,
    connectionsCheckingInterval: Math.min(timeout, CHECK_INTERVAL),
  }, (request, response) => answer(request, response, { page, port: portOf(server) }));
  server.setTimeout(timeout);
  const closed = new Promise<void>((resolve) => server.once("close", resolve));
  await listen(server, port);
  return {
    port: portOf(server),
    closed,
    async close() {
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause: Error & { code?: string }) => {
      const reason = cause.code === "EADDRINUSE"
        ? "it is in use"
        : cause.code === "EACCES"
        ? "this user may not serve there"
        : cause.message;
      reject(
        new UserError(`Cannot serve at port ${port}: ${reason}; choose another with --port`, {
          cause,
        }),
      );
    });
    server.listen(port, "127.0.0.1", () => resolve());
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

function answer(
  { method = "", url = "", headers: { host } }: IncomingMessage,
  response: ServerResponse,
  { page, port }: { page: Page; port: number },
): void {
  const refuse = (status: number, reason: string, more: Record<string, string> = {}) => {
    // What else the client has to say is not waited for.
    response.writeHead(status, {
      ...headers,
      ...more,
      "content-type": "text/plain; charset=utf-8",
      connection: "close",
    });
    response.end(`${reason}\n`);
  };
  const origin = originOf(host);
  if (origin === undefined) return refuse(400, "Bad request: it does not say which host is meant");
  const path = pathOf(url, origin);
  if (path === undefined) return refuse(400, "Bad request: its address is malformed");
  const own = hostnames.map((name) => originOf(`${name}:${port}`));
  if (!own.includes(origin) || !own.includes(path.origin)) {
    return refuse(403, `Forbidden: this page is at http://localhost:${port}/ only`);
  }
  if (method !== "GET" && method !== "HEAD") {
    return refuse(405, "Method not allowed: this page is only to be read", { allow: "GET, HEAD" });
  }
  if (path.pathname !== "/") return refuse(404, "Not found");
  response.writeHead(200, {
    ...headers,
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": page.policy,
  });
  response.end(method === "HEAD" ? undefined : page.html);
}

/** `http://localhost:8000`, or undefined if a host is no host. */
function originOf(host: string | undefined): string | undefined {
  if (host === undefined || !/^[\w.-]+(:\d+)?$|^\[[\da-f:]+\](:\d+)?$/i.test(host)) {
    return undefined;
  }
  return URL.parse(`http://${host}`)?.origin;
}

/** A request names a path, or a whole address as if it went to a proxy. */
function pathOf(url: string, origin: string): URL | undefined {
  return URL.parse(url.startsWith("/") ? `${origin}${url}` : url) ?? undefined;
}
