// Where the script beside the pages begins: it leaves the panel where the pages find it.

import { mountPanel } from "./panel.ts";

Object.assign((globalThis as unknown as { mnistTraining: object }).mnistTraining, { mountPanel });
