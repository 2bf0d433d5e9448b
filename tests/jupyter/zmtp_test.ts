// Tests of the ZMTP socket, against the bytes of the specification.

import { assertEquals, assertRejects } from "@std/assert";
import { ZmtpSocket } from "../../lib/jupyter/zmtp.ts";

const encoder = new TextEncoder();

/** The greeting of a server, with the NULL mechanism. */
const greeting = new Uint8Array(64);
greeting.set([0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0x7f, 3, 0]);
greeting.set(encoder.encode("NULL"), 12);

const readyRouter = Uint8Array.of(
  4,
  28,
  5,
  ...encoder.encode("READY"),
  11,
  ...encoder.encode("Socket-Type"),
  ...[0, 0, 0, 6],
  ...encoder.encode("ROUTER"),
);

/** Listens once, sends `bytes` to who connects, and keeps what came until the other side closes. */
function serveOnce(bytes: readonly Uint8Array[]) {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  async function serve(): Promise<Uint8Array> {
    using connection = await listener.accept();
    listener.close();
    for (const part of bytes) await connection.write(part);
    const received: number[] = [];
    const buffer = new Uint8Array(1 << 17);
    for (let count; (count = await connection.read(buffer)) !== null;) {
      received.push(...buffer.subarray(0, count));
    }
    return new Uint8Array(received);
  }
  return { address: { hostname: "127.0.0.1", port: listener.addr.port }, received: serve() };
}

Deno.test("ZmtpSocket.connect sends the greeting and its socket type", async () => {
  const server = serveOnce([greeting, readyRouter]);
  const socket = await ZmtpSocket.connect(server.address, { type: "DEALER" });
  socket.close();
  const received = await server.received;
  assertEquals(received.subarray(0, 64), greeting);
  assertEquals(received.subarray(64, 66), Uint8Array.of(4, 28));
  assertEquals(
    new TextDecoder().decode(received.subarray(66)),
    "\x05READY\x0bSocket-Type\0\0\0\x06DEALER",
  );
});

Deno.test("ZmtpSocket.connect subscribes a SUB socket to everything", async () => {
  const server = serveOnce([greeting, readyRouter]);
  const socket = await ZmtpSocket.connect(server.address, { type: "SUB" });
  socket.close();
  assertEquals((await server.received).subarray(-3), Uint8Array.of(0, 1, 1));
});

Deno.test("ZmtpSocket.send writes short and long frames with their lengths", async () => {
  const server = serveOnce([greeting, readyRouter]);
  const socket = await ZmtpSocket.connect(server.address, { type: "DEALER" });
  await socket.send([new Uint8Array(255).fill(7), new Uint8Array(256).fill(8), new Uint8Array(0)]);
  socket.close();
  const message = (await server.received).subarray(64 + 30);
  assertEquals(message.length, 2 + 255 + 9 + 256 + 2);
  assertEquals(message.subarray(0, 3), Uint8Array.of(1, 255, 7));
  assertEquals(message.subarray(257, 267), Uint8Array.of(3, 0, 0, 0, 0, 0, 0, 1, 0, 8));
  assertEquals(message.subarray(-2), Uint8Array.of(0, 0));
});

Deno.test("ZmtpSocket.receive puts frames together from any pieces", async () => {
  const long = new Uint8Array(70_000).map((_, i) => i);
  const bytes = [
    ...[1, 2, 10, 11],
    ...[2, 0, 0, 0, 0, 0, 1, 0x11, 0x70],
    ...long,
    ...[4, 1, 0], // A command, which is not part of any message.
    ...[0, 1, 12],
  ];
  const pieces = [bytes.slice(0, 1), bytes.slice(1, 8), bytes.slice(8, 9000), bytes.slice(9000)];
  const server = serveOnce([
    greeting,
    readyRouter,
    ...pieces.map((piece) => new Uint8Array(piece)),
  ]);
  const socket = await ZmtpSocket.connect(server.address, { type: "DEALER" });
  assertEquals(await socket.receive(), { frames: [Uint8Array.of(10, 11), long], omitted: 0 });
  assertEquals(await socket.receive(), { frames: [Uint8Array.of(12)], omitted: 0 });
  const waiting = socket.receive();
  socket.close();
  assertEquals(await waiting, undefined);
  await server.received;
});

Deno.test("ZmtpSocket.receive leaves out what is too long, and goes on with the next message", async () => {
  const long = new Uint8Array(200_000);
  const bytes = [
    ...[1, 2, 10, 11],
    ...[3, 0, 0, 0, 0, 0, 3, 0x0d, 0x40],
    ...long,
    ...[0, 1, 12],
    ...[0, 1, 13],
  ];
  const server = serveOnce([greeting, readyRouter, new Uint8Array(bytes)]);
  const options = { type: "DEALER", maxLength: 1000 } as const;
  const socket = await ZmtpSocket.connect(server.address, options);
  assertEquals(await socket.receive(), {
    frames: [Uint8Array.of(10, 11), Uint8Array.of(12)],
    omitted: 200_000,
  });
  assertEquals(await socket.receive(), { frames: [Uint8Array.of(13)], omitted: 0 });
  socket.close();
  await server.received;
});

Deno.test("ZmtpSocket.connect refuses a server that speaks something else", async () => {
  const server = serveOnce([encoder.encode("HTTP/1.1 400 Bad Request\r\n\r\n".padEnd(64))]);
  await assertRejects(
    () => ZmtpSocket.connect(server.address, { type: "DEALER" }),
    SyntaxError,
    "no greeting of version 3",
  );
  await server.received;
});

Deno.test("ZmtpSocket.connect gives up when its signal aborts", async () => {
  const server = serveOnce([]);
  const abort = new AbortController();
  const connecting = ZmtpSocket.connect(server.address, { type: "SUB", signal: abort.signal });
  setTimeout(() => abort.abort(), 20);
  await assertRejects(() => connecting);
  await server.received;
});
