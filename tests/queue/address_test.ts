// Where a queue is.

import { assertEquals, assertFalse, assertMatch, assertThrows } from "@std/assert";
import { addressOfEnvironment, parseAddress } from "../../lib/queue/mod.ts";
import { UserError } from "../../lib/system/mod.ts";

Deno.test("parseAddress reads who asks, where, and whether the connection is encrypted", () => {
  const none = { login: undefined, nkey: undefined, ca: undefined };
  assertEquals(parseAddress("nats://host"), {
    ...none,
    name: "nats://host:4222",
    host: "host:4222",
    isEncrypted: false,
  });
  assertEquals(parseAddress("tls://me:pass%40word@10.0.0.1:5000/", { nkey: "a", ca: "b" }), {
    name: "tls://10.0.0.1:5000",
    host: "10.0.0.1:5000",
    isEncrypted: true,
    login: { user: "me", pass: "pass@word" },
    nkey: "a",
    ca: "b",
  });
  assertEquals(parseAddress("nats://token@[::1]:4222").login, { token: "token" });
});

Deno.test("parseAddress refuses what is no queue, and shows nothing of what may be secret", () => {
  const wrong = [
    "",
    "host:4222",
    "http://secret@host",
    "nats://",
    "nats://secret@host/a",
    "nats://secret@h?b=1",
  ];
  for (const text of wrong) {
    const error = assertThrows(() => parseAddress(text), UserError, "its URL must be one such as");
    assertFalse(error.message.includes("secret"), text);
  }
});

Deno.test("parseAddress says what is wrong with who asks", () => {
  const message = (text: string) => assertThrows(() => parseAddress(text), UserError).message;
  assertMatch(message("tls://me:50%secret@host"), /write %25/);
  assertMatch(message("nats://%@host"), /write %25/);
  assertMatch(message("nats://:secret@host"), /a password without a user/);
  for (const text of ["tls://me:50%secret@host", "nats://:secret@host"]) {
    assertFalse(message(text).includes("secret"), text);
  }
});

Deno.test("addressOfEnvironment reads QUEUE, QUEUE_NKEY and QUEUE_CA", () => {
  assertEquals(addressOfEnvironment(), undefined);
  try {
    Deno.env.set("QUEUE", "tls://host");
    Deno.env.set("QUEUE_CA", "/ca.pem");
    assertEquals(addressOfEnvironment()?.name, "tls://host:4222");
    assertEquals(addressOfEnvironment()?.ca, "/ca.pem");
  } finally {
    for (const name of ["QUEUE", "QUEUE_CA"]) Deno.env.delete(name);
  }
});
