// Messages of the Jupyter protocol: their parts, their frames on the wire, their signature.

import { createHmac, timingSafeEqual } from "node:crypto";

/** What every message says of itself. */
export interface Header {
  readonly msg_id: string;
  readonly msg_type: string;
  readonly session: string;
  readonly username: string;
  readonly date: string;
  readonly version: string;
}

/** One message, without the routing frames before it and the binary buffers after it. */
export interface Message {
  readonly header: Header;
  /** The header of the request that this message answers; empty in a request. */
  readonly parentHeader: Partial<Header>;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly content: Readonly<Record<string, unknown>>;
}

/** What the kernel says of a cell that failed. */
export interface CellFailure {
  /** The name of the error, such as `TypeError`. */
  readonly ename: string;
  /** Its message. */
  readonly evalue: string;
  /** The lines of its stack. */
  readonly traceback: readonly string[];
}

/** How a cell ended. */
export type ExecuteReply =
  | { readonly status: "ok"; readonly executionCount: number }
  | ({ readonly status: "error"; readonly executionCount: number } & CellFailure);

/** The message types that are output of a cell; the others tell how the kernel is. */
const outputTypes = new Set([
  "stream",
  "display_data",
  "update_display_data",
  "execute_result",
  "error",
  "clear_output",
]);

const DELIMITER = "<IDS|MSG>";

/**
 * Makes a request.
 *
 * @param type The message type, such as `execute_request`.
 * @param content What is asked.
 * @param options `session` names the client, the same in all its messages.
 * @returns The message, with an id of its own.
 */
export function createRequest(
  type: string,
  content: Record<string, unknown>,
  options: { session: string },
): Message {
  return {
    header: {
      msg_id: crypto.randomUUID(),
      msg_type: type,
      session: options.session,
      username: "",
      date: new Date().toISOString(),
      version: "5.3",
    },
    parentHeader: {},
    metadata: {},
    content,
  };
}

/**
 * Writes a message as frames: delimiter, signature, header, parent header, metadata, content.
 *
 * Source: https://jupyter-client.readthedocs.io/en/stable/messaging.html#the-wire-protocol
 *
 * @param message The message.
 * @param key The secret that the client and the kernel share.
 * @returns The frames.
 */
export function encodeMessage(message: Message, key: string): Uint8Array[] {
  const encoder = new TextEncoder();
  const { header, parentHeader, metadata, content } = message;
  const parts = [header, parentHeader, metadata, content]
    .map((part) => encoder.encode(JSON.stringify(part)));
  return [encoder.encode(DELIMITER), encoder.encode(sign(parts, key).toHex()), ...parts];
}

/**
 * Reads a message from its frames.
 *
 * @param frames What a socket received.
 * @param key The secret that the client and the kernel share.
 * @returns The message.
 * @throws {SyntaxError} If the frames are no Jupyter message.
 * @throws {TypeError} If the signature is wrong: somebody else sent it.
 */
export function decodeMessage(frames: readonly Uint8Array[], key: string): Message {
  const decoder = new TextDecoder();
  const start = frames.findIndex((frame) =>
    frame.length === DELIMITER.length && decoder.decode(frame) === DELIMITER
  );
  if (start === -1 || frames.length < start + 6) {
    throw new SyntaxError(
      `Cannot read Jupyter message: found ${frames.length} frames, ` +
        `wanted ${DELIMITER}, a signature and four parts`,
    );
  }
  const parts = frames.slice(start + 2, start + 6);
  const wanted = sign(parts, key);
  const found = readHex(decoder.decode(frames[start + 1]));
  if (found.length !== wanted.length || !timingSafeEqual(found, wanted)) {
    throw new TypeError("Cannot trust Jupyter message: its signature is not made with our key");
  }
  const [header, parentHeader, metadata, content] = parts.map(readObject);
  if (typeof header.msg_type !== "string") {
    throw new SyntaxError("Cannot read Jupyter message: found a header without msg_type");
  }
  return { header: header as unknown as Header, parentHeader, metadata, content };
}

/** The bytes of a signature, or none where it is not written in hexadecimal digits. */
function readHex(text: string): Uint8Array {
  return /^(?:[0-9a-f]{2})*$/i.test(text) ? Uint8Array.fromHex(text) : new Uint8Array(0);
}

function readObject(part: Uint8Array): Record<string, unknown> {
  const value = JSON.parse(new TextDecoder().decode(part));
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new SyntaxError(
    `Cannot read Jupyter message: found the part ${JSON.stringify(value).slice(0, 60)}, ` +
      "wanted an object",
  );
}

/**
 * Tells output of cells from the other messages that a kernel publishes.
 *
 * @param message A message of the kernel.
 * @returns Whether it is output.
 */
export function isOutput({ header }: Message): boolean {
  return outputTypes.has(header.msg_type);
}

/**
 * Reads the answer to an `execute_request`.
 *
 * @param message An `execute_reply`.
 * @returns What it says.
 */
export function readExecuteReply({ content }: Message): ExecuteReply {
  const executionCount = Number(content.execution_count);
  if (content.status === "ok") return { status: "ok", executionCount };
  return { status: "error", executionCount, ...readCellFailure(content) };
}

/**
 * Reads the error that an `error` or an `execute_reply` carries.
 *
 * @param content The content of the message.
 * @returns The error.
 */
export function readCellFailure(content: Record<string, unknown>): CellFailure {
  return {
    ename: String(content.ename),
    evalue: String(content.evalue),
    traceback: Array.isArray(content.traceback) ? content.traceback.map(String) : [],
  };
}

/** HMAC-SHA256 of the four parts. */
function sign(parts: readonly Uint8Array[], key: string): Uint8Array {
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(part);
  return hmac.digest();
}
