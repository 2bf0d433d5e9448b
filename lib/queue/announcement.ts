// What a machine says of itself, every two seconds, to whoever listens.

import * as v from "valibot";
import { checkSchema, count, integerFrom, type Schema } from "../system/schema.ts";
import { type Needs, needsSchema } from "./needs.ts";

/** A machine, and what it does. */
export interface Announcement {
  readonly name: string;
  /** What it has. */
  readonly needs: Needs;
  /** How many trainings it does at a time. */
  readonly slots: number;
  /** How many it does now. */
  readonly running: number;
  /** How many it has handed in. */
  readonly done: number;
  /** How many have failed there. */
  readonly failed: number;
}

/** What a machine may be called: it is a part of a subject. */
export const machineName: Schema<string> = v.pipe(
  v.string("letters, digits, hyphens and underscores, at most 64"),
  v.regex(/^[\w-]{1,64}$/, "letters, digits, hyphens and underscores, at most 64"),
);

const announcementSchema: Schema<Announcement> = v.strictObject({
  name: machineName,
  needs: needsSchema,
  slots: integerFrom(1),
  running: count,
  done: count,
  failed: count,
});

/** The text of an announcement. */
export function encodeAnnouncement(announcement: Announcement): string {
  return JSON.stringify(announcement);
}

/** The announcement of a text; nothing if it is of none, such as one of another version of the project. */
export function decodeAnnouncement(text: string): Announcement | undefined {
  try {
    return checkSchema(announcementSchema, JSON.parse(text), { to: "read what a machine says" });
  } catch {
    return undefined;
  }
}
