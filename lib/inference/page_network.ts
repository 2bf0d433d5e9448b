// The network of the project that reads whole pages, and how it is told from those for single digits.

import { fromFileUrl } from "@std/path";
import type { Sequential } from "../nn/mod.ts";
import { WINDOW } from "./level.ts";
import { loadModel } from "./models.ts";

/** It is no network for images of MNIST, so it has a folder of its own. */
const directory = fromFileUrl(new URL("../../data/models/pages/", import.meta.url));
/** What it is called. */
const PAGE = "page";

/**
 * Loads the network that finds and reads the digits of pages.
 *
 * @throws {Deno.errors.NotFound} If it is not there.
 * @throws {SyntaxError} If its file is damaged.
 */
export async function loadPageNetwork(): Promise<Sequential> {
  return (await loadModel(PAGE, { directory })).network;
}

/**
 * Loads a network that reads: the one for pages by the name "page", one for single digits by its own.
 *
 * @throws What `loadModel` throws.
 */
export async function loadReader(name: string): Promise<Sequential> {
  return name === PAGE ? await loadPageNetwork() : (await loadModel(name)).network;
}

/** Whether a network takes windows of pages, and not images as those of MNIST. */
export function readsPages({ inputShape }: Sequential): boolean {
  return inputShape[0] === WINDOW;
}
