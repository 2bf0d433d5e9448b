// Trains the five small trainings in Deno, and prints a line of JSON for how products are rounded and for
// each of them; given a file that is not empty, generation 1 with the images in it, too.

import { defaultBackend } from "../../lib/tensor/mod.ts";
import { trainAll, trainFirstGeneration } from "./trainings.ts";

const backend = defaultBackend();
const { rounding, threads } = backend;
console.log(JSON.stringify({ engine: `Deno ${Deno.version.deno}`, rounding, threads }));
for await (const trained of trainAll(backend)) console.log(JSON.stringify(trained));
const content = Deno.args.length > 0 ? await Deno.readTextFile(Deno.args[0]) : "";
if (content !== "") {
  const { images, labels, recipe } = JSON.parse(content);
  const mnist = {
    images: Uint8Array.fromBase64(images),
    labels: Uint8Array.fromBase64(labels),
    recipe,
  };
  console.log(JSON.stringify(await trainFirstGeneration(backend, mnist)));
}
