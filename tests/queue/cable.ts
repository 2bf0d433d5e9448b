// A cable between a machine and a server that can be cut: then nothing comes through, and nobody is told.

/** Passes bytes on, both ways, while it is whole. */
export class Cable implements Disposable {
  readonly #listener: Deno.TcpListener;
  readonly #port: number;
  readonly #ends = new Set<Deno.TcpConn>();
  /** Resolves when it is whole. */
  #whole = Promise.withResolvers<void>();

  /** A cable to a port of this machine. */
  constructor(port: number) {
    this.#port = port;
    this.#listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    this.#whole.resolve();
    void this.#accept();
  }

  /** The port at its other end. */
  get port(): number {
    return this.#listener.addr.port;
  }

  /** From now on nothing comes through. */
  cut(): void {
    this.#whole = Promise.withResolvers();
  }

  /** What was held up comes through, and all that follows. */
  mend(): void {
    this.#whole.resolve();
  }

  [Symbol.dispose](): void {
    this.mend();
    this.#listener.close();
    for (const end of this.#ends) close(end);
  }

  async #accept(): Promise<void> {
    try {
      for await (const near of this.#listener) {
        this.#ends.add(near);
        void this.#connect(near).catch(() => close(near));
      }
    } catch {
      // It was closed.
    }
  }

  async #connect(near: Deno.TcpConn): Promise<void> {
    await this.#whole.promise;
    const far = await Deno.connect({ hostname: "127.0.0.1", port: this.#port });
    this.#ends.add(far);
    await Promise.all([this.#pass(near, far), this.#pass(far, near)]);
  }

  async #pass(from: Deno.TcpConn, to: Deno.TcpConn): Promise<void> {
    const writer = to.writable.getWriter();
    try {
      for await (const bytes of from.readable) {
        await this.#whole.promise;
        await writer.write(bytes);
      }
    } catch {
      // One of both ends is gone, and so is the other.
    } finally {
      await this.#whole.promise;
      for (const end of [from, to]) {
        close(end);
        this.#ends.delete(end);
      }
    }
  }
}

function close(end: Deno.TcpConn): void {
  try {
    end.close();
  } catch {
    // It was closed by the other side.
  }
}
