// How far a training of the queue is: what its machine writes down, for whoever asked for it.

import * as v from "valibot";
import { checkSchema, count, type Schema, sha256, text } from "../system/schema.ts";
import { type EpochReport, epochReportSchema, type Progress } from "../train/history.ts";
import { fromJson, toJson } from "./json.ts";

/** More bytes than a state is written in. */
export const MAX_STATE = 900 * 1024;

/** A machine has it. */
export interface Running {
  readonly type: "running";
  /** Which machine. */
  readonly machine: string;
  /** Tells this time that a machine took it from every other. */
  readonly holder: string;
  /** The place of the training in the queue, and how often it was given away from there. */
  readonly delivery: readonly [place: number, times: number];
  /** How often a machine has begun and not come to an end, this time included. */
  readonly attempts: number;
  readonly progress?: Progress;
  readonly epochs: readonly EpochReport[];
  readonly advice?: string;
}

/** It was trained, and the result lies in the object store. */
export interface Done {
  readonly type: "done";
  readonly machine: string;
  readonly weightsSha256: string;
  readonly attempts: number;
}

/** It failed. */
export interface Failed {
  readonly type: "failed";
  readonly machine: string;
  readonly error: { readonly name: string; readonly message: string };
  /** Whether it would fail every time, as a training does that diverges. */
  readonly isFinal: boolean;
  readonly attempts: number;
}

/** How far a training is. One of which nothing is written waits for a machine. */
export type JobState = Running | Done | Failed;

const progressSchema: Schema<Progress> = v.strictObject({
  epochs: v.number("a number"),
  loss: v.number("a number"),
  accuracy: v.number("a number"),
});

const stateSchema: Schema<JobState> = v.variant("type", [
  v.strictObject({
    type: v.literal("running"),
    machine: text,
    holder: text,
    delivery: v.tuple([count, count], "two integers"),
    attempts: count,
    progress: v.optional(progressSchema),
    epochs: v.array(epochReportSchema, "a list of epochs"),
    advice: v.optional(text),
  }),
  v.strictObject({
    type: v.literal("done"),
    machine: text,
    weightsSha256: sha256,
    attempts: count,
  }),
  v.strictObject({
    type: v.literal("failed"),
    machine: text,
    error: v.strictObject({ name: text, message: v.string("a text") }),
    isFinal: v.boolean("true or false"),
    attempts: count,
  }),
], "a state of a training") as unknown as Schema<JobState>;

/** The text of a state. */
export function encodeState(state: JobState): string {
  return toJson(state);
}

/**
 * The state that a text is of.
 *
 * @throws {TypeError} If it is of none.
 * @throws {SyntaxError} If it is no JSON.
 */
export function decodeState(text: string): JobState {
  return checkSchema(stateSchema, fromJson(text), { to: "read the state of a training" });
}
