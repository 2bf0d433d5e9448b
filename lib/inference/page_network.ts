// The networks of the project that read whole pages.

import { fromFileUrl } from "@std/path";
import type { Sequential } from "../nn/mod.ts";
import { DigitFinder } from "./digit_finder.ts";
import { loadModel } from "./models.ts";

/** They are no networks for images of MNIST, so they have a folder of their own. */
export const pageDirectory: string = fromFileUrl(
  new URL("../../data/models/pages/", import.meta.url),
);
/** What they are called: the one that looks everywhere, and the one that reads where it saw something. */
const [PAGE, READER] = ["page", "reader"];

/**
 * Loads the network that looks everywhere on a page.
 *
 * @throws {Deno.errors.NotFound} If it is not there.
 * @throws {SyntaxError} If its file is damaged.
 */
export async function loadPageNetwork(): Promise<Sequential> {
  return (await loadModel(PAGE, { directory: pageDirectory })).network;
}

/**
 * Loads the network that reads where the other one saw something.
 *
 * @throws What `loadPageNetwork` throws.
 */
export async function loadPageReader(): Promise<Sequential> {
  return (await loadModel(READER, { directory: pageDirectory })).network;
}

/**
 * Loads both networks for pages.
 *
 * @throws {Deno.errors.NotFound} If one is not there.
 * @throws {SyntaxError} If a file is damaged.
 */
export async function loadDigitFinder(): Promise<DigitFinder> {
  return new DigitFinder(await loadPageNetwork(), { reader: await loadPageReader() });
}
