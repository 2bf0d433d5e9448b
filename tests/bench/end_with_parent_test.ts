// No peer is left behind.

import { fromFileUrl } from "@std/path";
import { denoProgram } from "../../lib/system/run_deno.ts";
import { command, stateOf, until } from "./tiny_peers.ts";

const doomed = fromFileUrl(new URL("./doomed_benchmark.ts", import.meta.url));

Deno.test({
  name: "a peer does not outlive a benchmark that is killed",
  ignore: Deno.build.os !== "linux",
  async fn() {
    const [program, ...args] = command("good").command;
    const benchmark = new Deno.Command(denoProgram(), {
      args: ["run", "-A", "--frozen", "--no-check", doomed, program, ...args],
      stdout: "piped",
    }).spawn();
    const { value } = await benchmark.stdout.getReader().read();
    const pid = Number(new TextDecoder().decode(value));
    await until(async () => await stateOf(pid) === "T");
    benchmark.kill("SIGKILL");
    await benchmark.status;
    await until(async () => await stateOf(pid) === undefined);
  },
});
