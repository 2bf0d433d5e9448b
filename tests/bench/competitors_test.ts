// Peers as competitors: who is there, who is not, and how all end.

import { assertEquals, assertRejects } from "@std/assert";
import { startPeers } from "../../lib/bench/competitors.ts";
import { type Workload, workloads } from "../../lib/bench/workloads.ts";
import { command } from "./tiny_peers.ts";

Deno.test("startPeers starts who is there, and says why others are not", async () => {
  const end = new AbortController();
  const commands = [
    command("good", 2),
    command("missing", 1),
    command("missing", 2),
    { name: "python0", command: ["no-such-python"] },
  ];
  const { competitors, absent } = await startPeers(commands, end);
  try {
    assertEquals(
      competitors.map(({ engine, version, threads }) => ({ engine, version, threads })),
      [
        { engine: "tiny", version: "1", threads: 2 },
      ],
    );
    assertEquals(absent.toSorted((a, b) => a.engine < b.engine ? -1 : 1), [
      { engine: "missing", reason: "TypeError: no such library" },
      { engine: "python0", reason: "there is no program no-such-python" },
      { engine: "torch of good", reason: "not installed" },
    ]);
    const slice = await competitors[0].train({ engine: "tiny", name: "known", seconds: 3 }, {
      limit: 60,
    });
    assertEquals(slice, { images: 10, seconds: 3 });
  } finally {
    end.abort();
  }
});

Deno.test("a peer that ended is started again for its next network", async () => {
  const end = new AbortController();
  const { competitors: [tiny] } = await startPeers([command("good")], end);
  try {
    const train = (name: string, workload?: Workload) =>
      tiny.train({ engine: "tiny", name, seconds: 1, ...workload && { workload } }, { limit: 60 });
    await assertRejects(() => train("deadly", workloads[0]), Error, "it ended without a word");
    await assertRejects(() => train("deadly"), Error, "it ended without a word");
    assertEquals((await train("known", workloads[1])).images, 10);
    assertEquals((await train("known")).images, 10);
  } finally {
    end.abort();
  }
});

Deno.test("a signal ends peers, and no other is started", async () => {
  const end = new AbortController();
  const { competitors: [tiny] } = await startPeers([command("good")], end);
  end.abort(new Error("enough"));
  const train = (workload?: Workload) =>
    tiny.train({ engine: "tiny", name: "known", seconds: 1, ...workload && { workload } }, {
      limit: 60,
    });
  await assertRejects(() => train(), Error, "it was stopped");
  await assertRejects(() => train(workloads[0]), Error, "enough");
});
