// Tests of Jupyter messages on the wire.

import { assertEquals, assertThrows } from "@std/assert";
import {
  createRequest,
  decodeMessage,
  encodeMessage,
  readExecuteReply,
} from "../../lib/jupyter/message.ts";

const decoder = new TextDecoder();

Deno.test("encodeMessage writes delimiter, signature and four parts", () => {
  const message = {
    header: {
      msg_id: "1",
      msg_type: "kernel_info_request",
      session: "s",
      username: "",
      date: "2026-01-01T00:00:00.000Z",
      version: "5.3",
    },
    parentHeader: {},
    metadata: {},
    content: { text: "é" },
  };
  const frames = encodeMessage(message, "secret").map((frame) => decoder.decode(frame));
  assertEquals(frames, [
    "<IDS|MSG>",
    "39ddd66f50a2ff91488e9300c6cbade7672846ffef2e1133a4cac7878c95eaf9", // Python: hmac.new(b"secret", b"".join(parts), "sha256").hexdigest()
    '{"msg_id":"1","msg_type":"kernel_info_request","session":"s","username":"",' +
    '"date":"2026-01-01T00:00:00.000Z","version":"5.3"}',
    "{}",
    "{}",
    '{"text":"é"}',
  ]);
});

Deno.test("decodeMessage reads what encodeMessage wrote, after any routing frames", () => {
  const message = createRequest("execute_request", { code: "1" }, { session: "s" });
  const frames = [new Uint8Array(5), ...encodeMessage(message, "key"), new Uint8Array(3)];
  assertEquals(decodeMessage(frames, "key"), message);
});

Deno.test("decodeMessage refuses a message that another key signed", () => {
  const frames = encodeMessage(createRequest("x", {}, { session: "s" }), "their key");
  assertThrows(() => decodeMessage(frames, "our key"), TypeError, "not made with our key");
});

Deno.test("decodeMessage refuses a message that was changed", () => {
  const frames = encodeMessage(createRequest("x", {}, { session: "s" }), "key");
  frames[5] = new TextEncoder().encode('{"code":"evil"}');
  assertThrows(() => decodeMessage(frames, "key"), TypeError, "not made with our key");
});

Deno.test("decodeMessage refuses parts that are no objects, though they are signed", () => {
  const message = createRequest("x", {}, { session: "s" });
  for (const part of ["header", "parentHeader", "metadata", "content"]) {
    for (const value of [null, [], "text", 5]) {
      const frames = encodeMessage({ ...message, [part]: value }, "key");
      assertThrows(() => decodeMessage(frames, "key"), SyntaxError, "wanted an object");
    }
  }
  const frames = encodeMessage({ ...message, header: {} as typeof message.header }, "key");
  assertThrows(() => decodeMessage(frames, "key"), SyntaxError, "a header without msg_type");
});

Deno.test("decodeMessage refuses a signature that is no number", () => {
  const frames = encodeMessage(createRequest("x", {}, { session: "s" }), "key");
  for (const signature of ["xyz", "abc", ""]) {
    frames[1] = new TextEncoder().encode(signature);
    assertThrows(() => decodeMessage(frames, "key"), TypeError, "not made with our key");
  }
});

Deno.test("decodeMessage refuses frames that are no message", () => {
  const frames = encodeMessage(createRequest("x", {}, { session: "s" }), "key");
  assertThrows(() => decodeMessage(frames.slice(1), "key"), SyntaxError, "found 5 frames");
  assertThrows(() => decodeMessage(frames.slice(0, 4), "key"), SyntaxError, "found 4 frames");
});

Deno.test("readExecuteReply reads success and failure", () => {
  const reply = createRequest("execute_reply", {}, { session: "s" });
  assertEquals(
    readExecuteReply({ ...reply, content: { status: "ok", execution_count: 3 } }),
    { status: "ok", executionCount: 3 },
  );
  const failure = { ename: "TypeError", evalue: "no", traceback: ["TypeError: no", "    at a"] };
  assertEquals(
    readExecuteReply({ ...reply, content: { status: "error", execution_count: 4, ...failure } }),
    { status: "error", executionCount: 4, ...failure },
  );
});
