// Tests of lib/pad/server.ts

import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { type PageServer, startServer } from "../../lib/pad/server.ts";
import { UserError } from "../../lib/system/user_error.ts";

const page = { html: "<p>here</p>", policy: "default-src 'none'" };

async function withServer(
  test: (server: PageServer) => Promise<void>,
  options: { timeout?: number } = {},
): Promise<void> {
  const server = await startServer(page, { port: 0, ...options });
  try {
    await test(server);
  } finally {
    await server.close();
  }
}

/** What a server answers to exactly these letters; the connection is read until the server ends it. */
async function exchange({ port }: PageServer, request: string): Promise<string> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  await connection.write(new TextEncoder().encode(request));
  return await new Response(connection.readable).text();
}

/** The first line of an answer to a request for a path, with a header that ends the connection. */
async function statusOf(
  server: PageServer,
  { method = "GET", path = "/", host }: { method?: string; path?: string; host?: string },
): Promise<number> {
  const hostLine = host === undefined ? "" : `Host: ${host}\r\n`;
  const answer = await exchange(
    server,
    `${method} ${path} HTTP/1.1\r\n${hostLine}Connection: close\r\n\r\n`,
  );
  return Number(/^HTTP\/1\.1 (\d+) /.exec(answer)?.[1]);
}

Deno.test("startServer hands out the page with its policy, and nothing else", async () => {
  await withServer(async ({ port }) => {
    const answer = await fetch(`http://localhost:${port}/`);
    assertEquals(await answer.text(), "<p>here</p>");
    const { headers } = answer;
    assertEquals(headers.get("content-type"), "text/html; charset=utf-8");
    assertEquals(headers.get("content-security-policy"), "default-src 'none'");
    assertEquals(headers.get("x-content-type-options"), "nosniff");
    assertEquals(headers.get("referrer-policy"), "no-referrer");
    const other = await fetch(`http://localhost:${port}/deno.json`);
    assertEquals([other.status, await other.text()], [404, "Not found\n"]);
    const head = await fetch(`http://localhost:${port}/`, { method: "HEAD" });
    assertEquals([head.status, await head.text()], [200, ""]);
  });
});

Deno.test("startServer answers under the names of this machine alone", async () => {
  await withServer(async (server) => {
    const { port } = server;
    for (const name of ["localhost", "LOCALHOST", "127.0.0.1", "[::1]"]) {
      assertEquals(await statusOf(server, { host: `${name}:${port}` }), 200, name);
    }
    const foreign = ["evil.example", `evil.example:${port}`, "localhost", `localhost:${port + 1}`];
    for (const host of foreign) assertEquals(await statusOf(server, { host }), 403, host);
    const path = "http://evil.example/";
    assertEquals(await statusOf(server, { path, host: `localhost:${port}` }), 403);
  });
});

Deno.test("startServer calls a request bad that names no host or a malformed one", async () => {
  await withServer(async (server) => {
    const malformed = ["a b", "[::1", "x:99999999", "", "user@localhost", "localhost/"];
    for (const host of [undefined, ...malformed]) {
      assertEquals(await statusOf(server, { host }), 400, host);
    }
    const host = `localhost:${server.port}`;
    assertEquals(await statusOf(server, { method: "OPTIONS", path: "*", host }), 400);
    assertMatch(await exchange(server, "nonsense\r\n\r\n"), /^HTTP\/1\.1 400 /);
  });
});

Deno.test("startServer lets the page be read only, and does not wait for what is sent to it", async () => {
  await withServer(async (server) => {
    const host = `localhost:${server.port}`;
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"]) {
      assertEquals(await statusOf(server, { method, host }), 405, method);
    }
    const upload = `POST / HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 9999999999\r\n\r\n`;
    const answer = await exchange(server, upload);
    assertMatch(answer, /^HTTP\/1\.1 405 /);
    assertStringIncludes(answer.toLowerCase(), "allow: get, head");
  });
});

Deno.test("startServer ends the connections of clients that do not finish their request", async () => {
  await withServer(async (server) => {
    for (const begun of ["", "GET / HTTP/1.1\r\nHost: localhost\r\nX: "]) {
      // It is fulfilled only when the server ends the connection.
      assertMatch(await exchange(server, begun), /^$|^HTTP\/1\.1 408 /);
    }
  }, { timeout: 50 });
});

Deno.test("startServer ends the connection of a client that never comes to the end of its request", async () => {
  await withServer(async ({ port }) => {
    using connection = await Deno.connect({ hostname: "127.0.0.1", port });
    const letters = new TextEncoder().encode("X: x\r\n".repeat(400));
    await connection.write(new TextEncoder().encode("GET / HTTP/1.1\r\nHost: localhost\r\n"));
    let sent = 0;
    const drip = setInterval(() => {
      // Where the connection has ended, there is nobody to send to.
      connection.write(letters.subarray(sent, ++sent)).catch(() => {});
      if (sent === letters.length) connection.closeWrite().catch(() => {});
    }, 5);
    try {
      await new Response(connection.readable).text().catch(() => {});
    } finally {
      clearInterval(drip);
    }
    assert(sent < letters.length, "the request was waited for");
  }, { timeout: 200 });
});

Deno.test("startServer says that a port is taken", async () => {
  await withServer(async ({ port }) => {
    await assertRejects(
      () => startServer(page, { port }),
      UserError,
      `Cannot serve at port ${port}: it is in use; choose another with --port`,
    );
  });
});

Deno.test("startServer ends with its connections, also open ones", async () => {
  const server = await startServer(page, { port: 0 });
  using connection = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
  await connection.write(new TextEncoder().encode("GET / HTTP/1.1\r\n"));
  await server.close();
  await server.closed;
});
