// A server may be away for a while: what is asked of it is asked again.

import { JetStreamApiError } from "@nats-io/jetstream";
import { errors } from "@nats-io/transport-node";
import { UserError } from "../system/user_error.ts";

/** The server of a queue was away for too long. */
export class QueueAwayError extends UserError {
  override readonly name = "QueueAwayError";
}

/** How long a server may be away, in milliseconds. */
const PATIENCE = 10 * 60_000;

/** How long to wait before asking again, in milliseconds. */
const PAUSE = 250;

/**
 * Does something again until the server answers.
 *
 * @param operation What can be done again without harm.
 * @param options `name`: the queue, for the error; `signal`: ends the waiting.
 * @throws {QueueAwayError} If the server is away for more than ten minutes.
 * @throws What the operation throws for another reason, or that of the signal.
 */
export async function persist<T>(
  operation: () => Promise<T>,
  { name, signal }: { name: string; signal?: AbortSignal },
): Promise<T> {
  const start = performance.now();
  while (true) {
    signal?.throwIfAborted();
    try {
      return await operation();
    } catch (error) {
      if (!isTransient(error)) throw error;
      if (performance.now() - start > PATIENCE) {
        throw new QueueAwayError(
          `Cannot reach the queue ${name} for ten minutes now: ${
            (error as Error).message
          }; start its ` +
            "server again (it keeps the trainings), then run this again",
        );
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }
}

/** Whether an error comes of a server that is away, or that has only just come back. */
export function isTransient(error: unknown): boolean {
  return error instanceof errors.TimeoutError || error instanceof errors.RequestError ||
    error instanceof errors.NoRespondersError || error instanceof errors.ConnectionError ||
    // A server that has only just come up does not know its streams yet.
    error instanceof JetStreamApiError && error.status === 503;
}

/** An error of a first connection, in words for whoever gave the address. */
export function explainConnection(error: unknown, name: string): unknown {
  if ((error as Error).name === "JetStreamNotEnabled") {
    return new UserError(
      `Cannot use ${name} as a queue: its server runs without JetStream; start it with deno task queue, ` +
        "or with nats-server --jetstream",
    );
  }
  if (error instanceof errors.AuthorizationError) {
    return new UserError(
      `Cannot use the queue ${name}: it does not let in whoever asks like this; put the token, or user ` +
        "and password, in front of the host, as deno task queue shows them",
    );
  }
  if (error instanceof errors.PermissionViolationError) {
    return new UserError(
      `Cannot use the queue ${name}: who asks may not ${error.operation} ${error.subject}; ` +
        "ask as somebody who may, as deno task queue shows",
    );
  }
  if ((error as { code?: unknown }).code === "ERR_TLS_CERT_ALTNAME_INVALID") {
    return new UserError(
      `Cannot trust the queue ${name}: its certificate is for another host (${
        (error as Error).message
      }); name the host as the certificate does, or give it one that also names its address`,
    );
  }
  if (error instanceof errors.ConnectionError || error instanceof errors.TimeoutError) {
    return new UserError(
      `Cannot reach the queue ${name}: ${error.message}; start its server with deno task queue, or ` +
        "name another",
    );
  }
  return error;
}
