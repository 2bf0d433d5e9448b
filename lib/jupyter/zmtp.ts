// A client socket of ZMTP 3.0, the wire protocol of ZeroMQ, as far as a Jupyter kernel needs it.

/** The socket types a Jupyter client uses: DEALER for requests, SUB for broadcasts. */
export type SocketType = "DEALER" | "SUB";

const GREETING_LENGTH = 64;

/** Bits of the first byte of every frame. */
const MORE = 1;
const LONG = 2;
const COMMAND = 4;

/** How many bytes of a message are kept, unless told. */
const MAX_LENGTH = 64 * 2 ** 20;

/** What a frame is counted for beside its body, in bytes. */
const FRAME_OVERHEAD = 64;

/** What came over a socket. */
export interface ReceivedMessage {
  readonly frames: readonly Uint8Array[];
  /** How many bytes were left out since the message is too long; their frames are missing. */
  readonly omitted: number;
}

/**
 * A TCP connection that carries ZMTP 3.0 messages without encryption (its NULL mechanism).
 *
 * A message is a list of frames. The protocol is small enough to speak it here, which saves a native
 * package: a greeting of 64 bytes, one READY command each way, then frames with a length before each.
 *
 * Source: https://rfc.zeromq.org/spec/23/
 */
export class ZmtpSocket {
  #connection: Deno.Conn;
  /** Bytes that were read and not used yet. */
  #buffer = new Uint8Array(0);
  /** The last write under way; the next one waits for it, so that messages never mix. */
  #lastWrite: Promise<void> = Promise.resolve();
  #closed = false;
  readonly #maxLength: number;

  private constructor(connection: Deno.Conn, maxLength: number) {
    this.#connection = connection;
    this.#maxLength = maxLength;
  }

  /**
   * Connects and shakes hands.
   *
   * @param address Where the other side listens.
   * @param options `type` must fit the other side: DEALER to its ROUTER, SUB to its PUB. `signal` closes
   * the socket when it aborts. `maxLength`: how many bytes of a message are kept, 64 MiB unless told.
   * @returns The socket, ready to send and receive. A SUB socket has subscribed to everything.
   * @throws {Deno.errors.ConnectionRefused} If nobody listens there.
   * @throws {SyntaxError} If the other side does not speak ZMTP 3.
   */
  static async connect(
    address: { hostname: string; port: number },
    { type, signal, maxLength = MAX_LENGTH }: {
      type: SocketType;
      signal?: AbortSignal;
      maxLength?: number;
    },
  ): Promise<ZmtpSocket> {
    const connection = await Deno.connect(address);
    connection.setNoDelay(true);
    const socket = new ZmtpSocket(connection, maxLength);
    if (signal?.aborted) socket.close();
    signal?.addEventListener("abort", () => socket.close(), { once: true });
    try {
      await socket.#shakeHands(type);
      if (type === "SUB") await socket.send([Uint8Array.of(1)]);
    } catch (error) {
      socket.close();
      throw error;
    }
    return socket;
  }

  /**
   * Sends one message.
   *
   * @param frames The frames of the message, at least one.
   */
  send(frames: readonly Uint8Array[]): Promise<void> {
    const last = frames.length - 1;
    return this.#write(
      concatenate(frames.map((frame, i) => encodeFrame(frame, i < last ? MORE : 0))),
    );
  }

  /**
   * Waits for the next message.
   *
   * @returns It, or undefined when the connection has ended.
   */
  async receive(): Promise<ReceivedMessage | undefined> {
    const frames: Uint8Array[] = [];
    let room = this.#maxLength;
    let omitted = 0;
    while (true) {
      const head = await this.#readHead();
      if (head === undefined) return undefined;
      const { flags, length } = head;
      if (length + FRAME_OVERHEAD > room) {
        if (!await this.#skip(length)) return undefined;
        if (!(flags & COMMAND)) omitted += length;
      } else {
        const body = await this.#read(length);
        if (body === undefined) return undefined;
        if (flags & COMMAND) continue;
        frames.push(body);
        room -= length + FRAME_OVERHEAD;
      }
      if (!(flags & (MORE | COMMAND))) return { frames, omitted };
    }
  }

  /** Ends the connection. A `receive` that still waits returns undefined. */
  close() {
    if (this.#closed) return;
    this.#closed = true;
    this.#connection.close();
  }

  async #shakeHands(type: SocketType) {
    const greeting = new Uint8Array(GREETING_LENGTH);
    greeting[0] = 0xff;
    greeting[9] = 0x7f;
    greeting[10] = 3;
    greeting.set(new TextEncoder().encode("NULL"), 12);
    await this.#write(greeting);
    const answer = await this.#read(GREETING_LENGTH);
    if (answer === undefined || answer[0] !== 0xff || answer[9] !== 0x7f || answer[10] < 3) {
      throw new SyntaxError("Cannot speak ZMTP: the other side sent no greeting of version 3");
    }
    await this.#write(encodeFrame(readyCommand(type), COMMAND));
    const ready = await this.#readHead();
    if (ready === undefined || !(ready.flags & COMMAND) || !await this.#skip(ready.length)) {
      throw new SyntaxError("Cannot speak ZMTP: expected the READY command after the greeting");
    }
  }

  /** Reads what comes before the body of a frame. */
  async #readHead(): Promise<{ flags: number; length: number } | undefined> {
    const flags = (await this.#read(1))?.[0];
    if (flags === undefined) return undefined;
    const size = await this.#read(flags & LONG ? 8 : 1);
    if (size === undefined) return undefined;
    const length = flags & LONG
      ? Number(new DataView(size.buffer, size.byteOffset).getBigUint64(0))
      : size[0];
    return { flags, length };
  }

  /** Reads bytes that nobody wants; returns whether they came. */
  async #skip(length: number): Promise<boolean> {
    for (let left = length; left > 0;) {
      const chunk = await this.#read(Math.min(left, 65536));
      if (chunk === undefined) return false;
      left -= chunk.length;
    }
    return true;
  }

  /** Reads exactly `length` bytes, or undefined when the connection ends before. */
  async #read(length: number): Promise<Uint8Array | undefined> {
    const chunks = [this.#buffer];
    let available = this.#buffer.length;
    while (available < length) {
      const chunk = new Uint8Array(65536);
      const count = await this.#connection.read(chunk).catch((error) => {
        if (this.#closed || error instanceof Deno.errors.ConnectionReset) return null;
        throw error;
      });
      if (count === null) return undefined;
      chunks.push(chunk.subarray(0, count));
      available += count;
    }
    const bytes = chunks.length === 1 ? this.#buffer : concatenate(chunks);
    this.#buffer = bytes.subarray(length);
    return bytes.subarray(0, length);
  }

  #write(bytes: Uint8Array): Promise<void> {
    const writing = this.#lastWrite.then(async () => {
      for (let sent = 0; sent < bytes.length;) {
        sent += await this.#connection.write(bytes.subarray(sent));
      }
    });
    this.#lastWrite = writing.catch(() => {});
    return writing;
  }
}

/** The READY command: its own name, then one property, each with its length before it. */
function readyCommand(type: SocketType): Uint8Array {
  const encoder = new TextEncoder();
  return concatenate([
    Uint8Array.of(5),
    encoder.encode("READY"),
    Uint8Array.of(11),
    encoder.encode("Socket-Type"),
    Uint8Array.of(0, 0, 0, type.length),
    encoder.encode(type),
  ]);
}

function encodeFrame(body: Uint8Array, flags: number): Uint8Array {
  if (body.length < 256) return concatenate([Uint8Array.of(flags, body.length), body]);
  const head = new Uint8Array(9);
  head[0] = flags | LONG;
  new DataView(head.buffer).setBigUint64(1, BigInt(body.length));
  return concatenate([head, body]);
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}
