// A peer for the tests: its argument, and the names of workloads, say how it behaves.

import process from "node:process";
import { createInterface } from "node:readline";

const [behaviour] = Deno.args;
if (behaviour === "missing") throw new TypeError("no such library");
console.log("Welcome!");
console.log(JSON.stringify({
  engines: [{ engine: "tiny", version: "1" }],
  missing: [{ engine: "torch", reason: "not installed" }],
}));
for await (const line of createInterface({ input: process.stdin })) {
  const { name, seconds } = JSON.parse(line);
  if (behaviour === "slow") await new Promise((resolve) => setTimeout(resolve, 60_000));
  if (name === "deadly") Deno.exit(1);
  const images = { known: 10, pid: Deno.pid }[name as string];
  const reply = images ? { images, seconds } : { error: `no workload ${name}` };
  console.log(JSON.stringify(reply));
}
