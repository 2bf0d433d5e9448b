// Trains the five small trainings, and prints a line of JSON for how products are rounded and for each.

import { defaultBackend } from "../../lib/tensor/mod.ts";
import { trainAll } from "./trainings.ts";

const backend = defaultBackend();
console.log(JSON.stringify({ rounding: backend.rounding, threads: backend.threads }));
for await (const trained of trainAll(backend)) console.log(JSON.stringify(trained));
