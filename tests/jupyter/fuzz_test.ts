// Damaged notebooks, bytes and messages: each is read, or refused by the error that is promised.
// RUNS=1000000 makes them many more.

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { createRequest, decodeMessage, encodeMessage } from "../../lib/jupyter/message.ts";
import { formatNotebook } from "../../lib/jupyter/notebook_file.ts";
import { parseNotebook } from "../../lib/jupyter/parse_notebook.ts";
import { ZmtpSocket } from "../../lib/jupyter/zmtp.ts";
import { createNotebook } from "./temporary_notebook.ts";

const numRuns = Number(Deno.env.get("RUNS") ?? 1000);

/** Bytes in which some were replaced, left out or put in between. */
function damaged(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  const damage = fc.record({
    at: fc.nat(bytes.length),
    removed: fc.nat(8),
    inserted: fc.oneof(
      fc.array(fc.nat(255), { maxLength: 9 }),
      fc.constantFrom("null", "{}", "[", "]", "-1", "1e999", '"\\ud800"', '"__proto__"')
        .map((text) => [...new TextEncoder().encode(text)]),
    ),
  });
  return fc.array(damage, { minLength: 1, maxLength: 4 }).map((list) => {
    const result = [...bytes];
    for (const { at, removed, inserted } of list) result.splice(at, removed, ...inserted);
    return new Uint8Array(result);
  });
}

const notebook = new TextEncoder().encode(formatNotebook(createNotebook(["1;"], {
  outputs: [[
    { output_type: "stream", name: "stdout", text: "a\nb" },
    { output_type: "display_data", data: { "application/json": { a: 1 } }, metadata: {} },
    { output_type: "execute_result", execution_count: 1, data: {}, metadata: {} },
    { output_type: "error", ename: "E", evalue: "v", traceback: ["t"] },
  ]],
})));

Deno.test("parseNotebook reads a damaged notebook, or throws SyntaxError", () => {
  fc.assert(
    fc.property(damaged(notebook), (bytes) => {
      const text = new TextDecoder().decode(bytes);
      try {
        const formatted = formatNotebook(parseNotebook(text, "a.ipynb"));
        assertEquals(formatNotebook(parseNotebook(formatted, "a.ipynb")), formatted);
      } catch (error) {
        assert(error instanceof SyntaxError, `${error}`);
      }
    }),
    { numRuns },
  );
});

const frames = encodeMessage(createRequest("stream", { text: "a" }, { session: "s" }), "key");

Deno.test("decodeMessage reads no damaged message, and throws SyntaxError or TypeError", () => {
  const anyDamage = fc.nat(frames.length - 1).chain((i) =>
    damaged(frames[i]).map((frame) => frames.with(i, frame))
  );
  fc.assert(
    fc.property(anyDamage, (found) => {
      try {
        assertEquals(decodeMessage(found, "key"), decodeMessage(frames, "key"));
      } catch (error) {
        assert(error instanceof SyntaxError || error instanceof TypeError, `${error}`);
      }
    }),
    { numRuns },
  );
});

/** What a server says in a whole conversation: its greeting, READY, and two messages. */
const conversation = new Uint8Array([
  ...[0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0x7f, 3, 0],
  ...new Uint8Array(52),
  ...[4, 6, 5, 82, 69, 65, 68, 89],
  ...[1, 2, 10, 11, 2, 0, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3],
  ...[0, 1, 12],
]);

Deno.test("ZmtpSocket ends or throws SyntaxError whatever a server says, in any pieces", async () => {
  const { connect } = Deno;
  const said = fc.record({
    bytes: fc.oneof(damaged(conversation), fc.uint8Array({ maxLength: 200 })),
    piece: fc.integer({ min: 1, max: 100 }),
  });
  try {
    await fc.assert(
      fc.asyncProperty(said, async ({ bytes, piece }) => {
        Deno.connect = (() =>
          Promise.resolve(connectionThatSays(bytes, piece))) as unknown as typeof connect;
        let kept = 0;
        try {
          const address = { hostname: "127.0.0.1", port: 1 };
          const socket = await ZmtpSocket.connect(address, { type: "DEALER", maxLength: 500 });
          for (let message; (message = await socket.receive()) !== undefined;) {
            kept += message.frames.reduce((sum, { length }) => sum + length, 0);
          }
        } catch (error) {
          assert(error instanceof SyntaxError, `${error}`);
        }
        assert(kept <= bytes.length);
      }),
      { numRuns },
    );
  } finally {
    Deno.connect = connect;
  }
});

/** A connection to a server that says this, in pieces, and then closes. */
function connectionThatSays(bytes: Uint8Array, piece: number): Partial<Deno.TcpConn> {
  let at = 0;
  return {
    setNoDelay() {},
    close() {},
    write: (sent) => Promise.resolve(sent.length),
    read(target) {
      const part = bytes.subarray(at, at + Math.min(piece, target.length));
      target.set(part);
      at += part.length;
      return Promise.resolve(part.length === 0 ? null : part.length);
    },
  };
}
