// What is said between the benchmark and a peer, one line of JSON at a time.

import type { Missing } from "./benchmark.ts";
import type { Workload } from "./workloads.ts";

/** Train on for some time, and say how far it went. */
export interface Request {
  /** Which of the peer's engines is meant. */
  readonly engine: string;
  /** The workload's name. */
  readonly name: string;
  /** How long; the step under way is finished. */
  readonly seconds: number;
  /** The workload itself, the first time: what to build. */
  readonly workload?: Workload;
}

/** How far it went. */
export interface Slice {
  readonly images: number;
  readonly seconds: number;
}

/** The first line of a peer: what it can train with. */
export interface Greeting {
  readonly engines: readonly Engine[];
  /** What it would have trained with, too, and why it cannot. */
  readonly missing?: readonly Missing[];
}

/** Something that trains. */
export interface Engine {
  readonly engine: string;
  readonly version: string;
}

/** Why a peer cannot do what it was asked. */
export interface Failure {
  readonly error: string;
}
