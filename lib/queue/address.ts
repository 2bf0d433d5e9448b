// Where a queue is, and who asks: the URL that a user gives, and what stands beside it.

import { nkeyAuthenticator, type NodeConnectionOptions } from "@nats-io/transport-node";
import { UserError } from "../system/user_error.ts";

/** Where a queue is. */
export interface QueueAddress {
  /** The server without what is secret, for messages: "nats://host:4222". */
  readonly name: string;
  /** The host and its port. */
  readonly host: string;
  /** Whether the connection is encrypted, and the server shows a certificate. */
  readonly isEncrypted: boolean;
  /** What the server asks for, if it does. */
  readonly login?: { readonly token: string } | { readonly user: string; readonly pass: string };
  /** A file with the seed of an NKey to sign in with. */
  readonly nkey?: string;
  /** A file with the certificate that has signed the server's. */
  readonly ca?: string;
}

/** The port of NATS where the URL names none. */
const PORT = "4222";

const EXAMPLE = "such as nats://host:4222, nats://TOKEN@host:4222 or tls://USER:PASSWORD@host:4222";

/**
 * Reads the URL of a queue: `nats://` for a plain connection, `tls://` for one that is encrypted and whose
 * server shows a certificate; in front of the host, if the server asks for it, a token or a user and a
 * password.
 *
 * @param options `nkey`: a file with the seed of an NKey to sign in with instead; `ca`: a file with the
 * certificate that has signed the server's, where it is none of the system's.
 * @throws {UserError} If it is no such URL. The message shows nothing of what may be secret.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { parseAddress } from "./address.ts";
 *
 * const { name, login } = parseAddress("nats://secret@host");
 * assertEquals(name, "nats://host:4222");
 * assertEquals(login, { token: "secret" });
 * ```
 */
export function parseAddress(
  text: string,
  { nkey, ca }: { nkey?: string; ca?: string } = {},
): QueueAddress {
  const url = URL.parse(text);
  if (url === null || !["nats:", "tls:"].includes(url.protocol) || url.hostname === "") {
    throw new UserError(`Cannot find a queue: its URL must be one ${EXAMPLE}`);
  }
  if (!["", "/"].includes(url.pathname) || url.search !== "" || url.hash !== "") {
    throw new UserError(
      `Cannot find a queue: behind the port of ${url.hostname} there is more, but its URL must be one ` +
        EXAMPLE,
    );
  }
  const host = `${url.hostname}:${url.port || PORT}`;
  const [user, pass] = [url.username, url.password].map(decoded);
  if (user === "" && pass !== "") {
    throw new UserError(
      `Cannot find a queue: there is a password without a user; its URL must be one ${EXAMPLE}`,
    );
  }
  const login = user === "" ? undefined : pass === "" ? { token: user } : { user, pass };
  return {
    name: `${url.protocol}//${host}`,
    host,
    isEncrypted: url.protocol === "tls:",
    ...{ login, nkey, ca },
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new UserError(
      "Cannot find a queue: in its user or password there is a % that begins no code; write %25 for it",
    );
  }
}

/**
 * What the client of the server is told to connect with.
 *
 * @throws {Error} If the file of the NKey cannot be read.
 */
export function connectionOptions(
  { host, isEncrypted, login, nkey, ca }: QueueAddress,
): NodeConnectionOptions {
  // A certificate is compared with the host's name, but the client takes no number for one, and would ask
  // for that of localhost.
  const shown = { host: URL.parse(`tls://${host}`)!.hostname.replace(/^\[(.*)\]$/, "$1") };
  return {
    servers: host,
    ...login,
    ...nkey !== undefined && { authenticator: nkeyAuthenticator(seedIn(nkey)) },
    // A server that speaks no TLS is then refused.
    ...isEncrypted && { tls: { ...shown, ...ca !== undefined && { caFile: ca } } },
  };
}

/** The seed in a file, which an editor may have ended with a new line. */
function seedIn(path: string): Uint8Array {
  return new TextEncoder().encode(Deno.readTextFileSync(path).trim());
}

/** The queue that the environment names: QUEUE, with QUEUE_NKEY and QUEUE_CA; nothing if it names none. */
export function addressOfEnvironment(): QueueAddress | undefined {
  const variable = (name: string) => Deno.env.get(name) || undefined;
  const url = variable("QUEUE");
  if (url === undefined) return undefined;
  return parseAddress(url, { nkey: variable("QUEUE_NKEY"), ca: variable("QUEUE_CA") });
}
