// The trained networks of the project, by their names.

import { fromFileUrl, join } from "@std/path";
import { loadNetwork, saveNetwork, type Sequential } from "../nn/mod.ts";
import { didYouMean } from "../system/did_you_mean.ts";
import { fileError } from "../system/file_error.ts";
import type { Backend } from "../tensor/mod.ts";

/** A trained network. */
export interface Model {
  /** That of its file, without the extension. */
  readonly name: string;
  /** What it is called where there is room for more than a name. */
  readonly title: string;
  /** The architecture with its trained weights. */
  readonly network: Sequential;
  /** What else was saved with it. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** Where models are looked for, and what is to run them. */
export interface LoadModelOptions {
  /** The folder, `data/models/` of the project if left out. */
  readonly directory?: string;
  /** The default backend if left out. */
  readonly backend?: Backend;
}

/** Where the trained networks of the project are. */
const modelsDirectory = fromFileUrl(new URL("../../data/models/", import.meta.url));
const EXTENSION = ".safetensors";

/**
 * The names of all models that there are.
 *
 * @param options `directory`, another folder than that of the project.
 */
export async function modelNames({ directory = modelsDirectory }: LoadModelOptions = {}): Promise<
  string[]
> {
  const names: string[] = [];
  try {
    for await (const { name, isFile } of Deno.readDir(directory)) {
      if (isFile && name.endsWith(EXTENSION)) names.push(name.slice(0, -EXTENSION.length));
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) {
      throw fileError(error, { to: "look for models", path: directory });
    }
  }
  return names.sort();
}

/**
 * Loads a trained network: its architecture and its weights.
 *
 * @param name The file's, without the extension: `"cnn"` is `data/models/cnn.safetensors`.
 * @throws {Deno.errors.NotFound} If there is none of that name. The message lists those there are.
 * @throws {SyntaxError} If the file is damaged, or no network of this project.
 */
export async function loadModel(name: string, options: LoadModelOptions = {}): Promise<Model> {
  const { directory = modelsDirectory, backend } = options;
  const names = await modelNames(options);
  if (!names.includes(name)) {
    throw new Deno.errors.NotFound(
      `Cannot load the model "${name}": in ${directory} there ` +
        (names.length === 0
          ? "are no models; run the notebooks to train some, or give the folder they are in"
          : `are ${names.join(", ")}${didYouMean(name, names)}`),
    );
  }
  const { network, metadata } = await loadNetwork(join(directory, name + EXTENSION), { backend });
  return { name, title: metadata.title ?? name, network, metadata };
}

/** Models, and what went wrong with those that could not be loaded. */
export interface LoadedModels {
  readonly models: readonly Model[];
  /** An error for each file that is no model, which names it. */
  readonly errors: readonly Error[];
}

/**
 * Loads all models that there are. Files that are damaged, or of another tool, are passed over.
 *
 * @throws {Deno.errors.PermissionDenied} If the folder is not open to this user.
 */
export async function loadAllModels(options: LoadModelOptions = {}): Promise<LoadedModels> {
  const models: Model[] = [];
  const errors: Error[] = [];
  for (const name of await modelNames(options)) {
    try {
      models.push(await loadModel(name, options));
    } catch (error) {
      errors.push(error instanceof Error ? error : new Error(String(error)));
    }
  }
  return { models, errors };
}

/**
 * Saves a trained network under a name. The file is written whole or not at all.
 *
 * @param name Small letters, digits and hyphens, such as "three-layers".
 * @param options `title`: what it is called where there is room for more than a name; `metadata`: texts to
 * save beside it, such as what it learned from.
 * @throws {RangeError} If the name is of other letters, which could lead out of the folder.
 */
export async function saveModel(
  name: string,
  network: Sequential,
  { title, directory = modelsDirectory, metadata }: {
    title: string;
    directory?: string;
    metadata?: Readonly<Record<string, string>>;
  },
): Promise<void> {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) {
    throw new RangeError(
      `Cannot save the model "${name}": its name must be of small letters, digits and hyphens, ` +
        `such as "three-layers"`,
    );
  }
  await Deno.mkdir(directory, { recursive: true });
  await saveNetwork(join(directory, name + EXTENSION), network, { title, ...metadata });
}
