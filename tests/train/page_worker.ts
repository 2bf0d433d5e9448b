// The Worker of a page that trains.

import { train } from "./page.ts";

(self as unknown as { postMessage(found: string[]): void }).postMessage(await train());
