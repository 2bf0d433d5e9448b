// The server of a queue, and what those may who use it.

import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { nkeys } from "@nats-io/transport-node";
import { join } from "@std/path";
import { parseAddress, queueRunner } from "../../lib/queue/mod.ts";
import { Queue } from "../../lib/queue/queue.ts";
import { type ServerOptions, startServer } from "../../lib/queue/server.ts";
import { UserError } from "../../lib/system/mod.ts";
import { sweep } from "../../lib/train/mod.ts";
import { withDirectory } from "../system/temporary_directory.ts";
import { Machine } from "./machine_process.ts";
import { alone, digests, freePort, hasServer, images, recipe, serverTest } from "./testbed.ts";

/** Somebody with a key of their own. */
const user = nkeys.createUser();

/** A test with a server as `deno task queue` starts it. */
function queueTest(
  name: string,
  fn: (urls: { notebook: string; machine: string; nobody: string; ca?: string }) => Promise<void>,
  { encrypt }: { encrypt?: "localhost" | "127.0.0.1" } = {},
): void {
  Deno.test({
    name: hasServer ? name : `${name} (no nats-server is installed)`,
    ignore: !hasServer,
    async fn() {
      await withDirectory(async (directory) => {
        const tls = encrypt && await makeCertificate(directory, { host: encrypt });
        const port = freePort();
        const options: ServerOptions = { host: "127.0.0.1", port, directory, tls };
        const server = await startServer(options);
        try {
          const url = (login: string) =>
            `${tls ? "tls" : "nats"}://${login}@${encrypt ?? "127.0.0.1"}:${port}`;
          await fn({
            notebook: url(`notebook:${server.secrets.notebook}`),
            machine: url(`machine:${server.secrets.machine}`),
            nobody: url("machine:wrong"),
            ca: tls?.cert,
          });
        } finally {
          await server.end();
        }
      });
    },
  });
}

/** A certificate for this machine by a name or a number, signed by itself. */
async function makeCertificate(
  directory: string,
  { host }: { host: string },
): Promise<{ cert: string; key: string }> {
  const [cert, key] = [join(directory, "cert.pem"), join(directory, "key.pem")];
  const command =
    `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 ` +
    `-keyout '${key}' -out '${cert}' -subj /CN=queue ` +
    `-addext subjectAltName=${host === "localhost" ? "DNS" : "IP"}:${host}`;
  const { success, stderr } = await new Deno.Command("sh", { args: ["-c", command] }).output();
  assert(success, new TextDecoder().decode(stderr));
  return { cert, key };
}

queueTest("a machine may do what it needs, and nothing that would hurt others", async (urls) => {
  await using queue = await Queue.open(parseAddress(urls.notebook));
  const asMachine = await Queue.open(parseAddress(urls.machine));
  const forbidden: [subject: string, content: string][] = [
    ["trainings.jobs.a.b", "a training"],
    ["$JS.API.STREAM.DELETE.TRAININGS", ""],
    ["$JS.API.STREAM.PURGE.TRAININGS", ""],
    ["$JS.API.STREAM.DELETE.KV_trainings", ""],
    ["$JS.API.STREAM.UPDATE.OBJ_trainings", "{}"],
    ["$JS.API.STREAM.CREATE.OTHER", '{"name":"OTHER"}'],
  ];
  for (const [subject, content] of forbidden) {
    await assertRejects(
      () => asMachine.connection.request(subject, content, { timeout: 5000 }),
      Error,
      "Permissions Violation",
      subject,
    );
  }
  await asMachine.close();
  assertEquals((await queue.waiting()).size, 0);
  const machine = await Machine.start(urls.machine, ["--name=a", "--slots=1"]);
  const runner = queueRunner(parseAddress(urls.notebook));
  const seeds = [1, 2];
  const results = await sweep([recipe], { ...images(), seeds, runner });
  assertEquals(digests(results), await alone([recipe], { seeds }));
  assertEquals(results.map((result) => result.type === "trained" && result.run.machine), [
    "a",
    "a",
  ]);
  await machine.kill();
});

queueTest("who does not know the password is not let in, and hears why", async (urls) => {
  const error = await assertRejects(() => Queue.open(parseAddress(urls.nobody)), UserError);
  assertStringIncludes(error.message, "it does not let in whoever asks like this");
  const machine = await Machine.start(urls.nobody, ["--name=a"]);
  assertEquals((await machine.ended).code, 1);
  assertStringIncludes(machine.lines.join("\n"), "it does not let in whoever asks like this");
});

queueTest(
  "a queue is encrypted where its URL says so, and only who shows the right certificate is it",
  async (urls) => {
    const { notebook, ca } = urls;
    await using queue = await Queue.open(parseAddress(notebook, { ca }));
    assertEquals((await queue.waiting()).size, 0);
    await assertRejects(() => Queue.open(parseAddress(notebook)), Error);
  },
  { encrypt: "localhost" },
);

for (const [host, other] of [["localhost", "127.0.0.1"], ["127.0.0.1", "localhost"]] as const) {
  queueTest(
    `a certificate for ${host} is none for ${other}`,
    async ({ notebook, ca }) => {
      await using queue = await Queue.open(parseAddress(notebook, { ca }));
      assertEquals((await queue.waiting()).size, 0);
      const wrong = parseAddress(notebook.replace(`@${host}`, `@${other}`), { ca });
      await assertRejects(
        () => Queue.open(wrong),
        UserError,
        "its certificate is for another host",
      );
    },
    { encrypt: host },
  );
}

queueTest(
  "no secret is sent to a server that does not encrypt where the URL wants it",
  async (urls) => {
    await assertRejects(
      () => Queue.open(parseAddress(urls.notebook.replace("nats:", "tls:"))),
      Error,
    );
  },
);

serverTest("a machine can sign in with an NKey", async (testbed) => {
  await withDirectory(async (directory) => {
    const nkey = join(directory, "machine.nk");
    // As an editor ends it.
    await Deno.writeTextFile(nkey, `${new TextDecoder().decode(user.getSeed())}\n`);
    const machine = await testbed.machine("a", [`--nkey=${nkey}`]);
    assert(machine.isReady, machine.lines.join("\n"));
    await assertRejects(() => Queue.open(testbed.address()), UserError, "does not let in");
    const runner = queueRunner(parseAddress(testbed.url(), { nkey }));
    const results = await sweep([recipe], { ...images(), seeds: [1], runner });
    assertEquals(digests(results), await alone([recipe], { seeds: [1] }));
  });
}, { config: `authorization { users: [{ nkey: ${user.getPublicKey()} }] }` });
