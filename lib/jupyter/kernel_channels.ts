// The channels of a kernel: requests go out, replies and broadcasts come in.

import type { KernelProcess } from "./kernel_process.ts";
import { createRequest, decodeMessage, encodeMessage, type Message } from "./message.ts";
import type { ZmtpSocket } from "./zmtp.ts";

/** How long to wait for a subscription before asking again, in milliseconds. */
const SUBSCRIBED_TIMEOUT = 100;

/** The kernel's process ended while somebody needed it. */
export class KernelDiedError extends Error {
  override name = "KernelDiedError";
}

/** What is done with what a kernel says without being asked. */
export interface BroadcastListener {
  /** Called with each message. */
  readonly onBroadcast: (message: Message) => void;
  /** Called where a message was too large to be received, with its size in bytes. */
  readonly onOmitted: (bytes: number) => void;
}

/** The connection to a kernel that runs. */
export class KernelChannels {
  readonly #process: KernelProcess;
  readonly #shell: ZmtpSocket;
  readonly #control: ZmtpSocket;
  readonly #session = crypto.randomUUID();
  /** What is waited for, by the id of the request or of the broadcast. */
  readonly #awaited = new Map<string, PromiseWithResolvers<Message>>();
  #death: KernelDiedError | undefined;

  private constructor(
    process: KernelProcess,
    { sockets: [shell, control, iopub], listener }: {
      sockets: readonly ZmtpSocket[];
      listener: BroadcastListener;
    },
  ) {
    this.#process = process;
    this.#shell = shell;
    this.#control = control;
    this.#listen(shell, (reply) => this.resolve(reply.parentHeader.msg_id, reply));
    this.#listen(control, (reply) => this.resolve(reply.parentHeader.msg_id, reply));
    this.#listen(iopub, (message) => {
      if (message.header.msg_type === "status") this.resolve("subscribed", message);
      else listener.onBroadcast(message);
    }, listener.onOmitted);
    process.ended.then((how) => {
      this.#death ??= new KernelDiedError(`The Deno kernel ended ${how}`);
      for (const resolvers of this.#awaited.values()) resolvers.reject(this.#death);
      this.#awaited.clear();
    });
  }

  /**
   * Connects to a kernel as soon as it listens, and waits until its broadcasts arrive.
   *
   * @param process The kernel.
   * @param listener What is done with broadcasts.
   * @throws {KernelDiedError} If the kernel ends before.
   */
  static async open(
    process: KernelProcess,
    listener: BroadcastListener,
  ): Promise<KernelChannels> {
    const sockets = [
      await process.connect("shell"),
      await process.connect("control"),
      await process.connect("iopub"),
    ];
    const channels = new KernelChannels(process, { sockets, listener });
    // The subscription takes a moment to arrive, and until then broadcasts are lost: ask until the
    // answer comes with one.
    let isSubscribed = false;
    const subscribed = channels.waitFor("subscribed").then(() => isSubscribed = true, () => {});
    while (!isSubscribed) {
      await channels.request("kernel_info_request", {});
      let timer;
      const timeout = new Promise((resolve) => timer = setTimeout(resolve, SUBSCRIBED_TIMEOUT));
      await Promise.race([subscribed, timeout]);
      clearTimeout(timer);
    }
    return channels;
  }

  /**
   * Sends a request and waits for its reply.
   *
   * @param type What is asked: a shutdown goes past the queue of the other requests.
   * @param content The request.
   * @throws {KernelDiedError} If the kernel ends before it replies.
   */
  async request(type: string, content: Record<string, unknown>): Promise<Message> {
    const socket = type === "shutdown_request" ? this.#control : this.#shell;
    const request = createRequest(type, content, { session: this.#session });
    const reply = this.waitFor(request.header.msg_id);
    // When this fails the kernel is gone, and the wait for the reply says so.
    socket.send(encodeMessage(request, this.#process.connection.key)).catch(() => {});
    return await reply;
  }

  /**
   * Waits for the message that {@linkcode resolve} is called with.
   *
   * @throws {KernelDiedError} If the kernel ends before.
   */
  waitFor(id: string): Promise<Message> {
    if (this.#death) return Promise.reject(this.#death);
    const resolvers = Promise.withResolvers<Message>();
    this.#awaited.set(id, resolvers);
    return resolvers.promise;
  }

  /** Ends the wait for a message, if there is one. */
  resolve(id: unknown, message: Message) {
    this.#awaited.get(String(id))?.resolve(message);
    this.#awaited.delete(String(id));
  }

  async #listen(
    socket: ZmtpSocket,
    handle: (message: Message) => void,
    handleOmitted?: (omitted: number) => void,
  ) {
    try {
      while (true) {
        const received = await socket.receive();
        if (received === undefined) return;
        const { frames, omitted } = received;
        if (omitted > 0 && handleOmitted) handleOmitted(omitted);
        else handle(decodeMessage(frames, this.#process.connection.key));
      }
    } catch (cause) {
      // Without this channel a cell would wait for ever.
      this.#death = new KernelDiedError("Cannot understand the Deno kernel any more", { cause });
      this.#process.kill("SIGKILL");
    }
  }
}
