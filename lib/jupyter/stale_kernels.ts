// Kernels whose client was killed while they started, before they could watch for its end.

import { basename, dirname, join } from "@std/path";
import { CONNECTION_FILE, type ConnectionInfo } from "./connection.ts";
import { createRequest, encodeMessage } from "./message.ts";
import { ZmtpSocket } from "./zmtp.ts";

/** A kernel that has not come up after this time has been given up by its client, in milliseconds. */
const STALE_AFTER = 60_000;

/** How long a stale kernel may take to answer, in milliseconds. */
const SHUTDOWN_TIMEOUT = 1000;

/**
 * Ends the kernels of connection files that lie beside another one for too long, and removes those files.
 *
 * @param file The connection file of a kernel that is being started.
 */
export async function endStaleKernels(file: string): Promise<void> {
  for await (const { name } of Deno.readDir(dirname(file))) {
    if (!name.startsWith(CONNECTION_FILE) || name === basename(file)) continue;
    const stale = join(dirname(file), name);
    // Another client may be faster, and another user's files are not ours.
    await endStaleKernel(stale).catch(() => {});
  }
}

async function endStaleKernel(file: string): Promise<void> {
  const { mtime } = await Deno.stat(file);
  if (mtime === null || Date.now() - mtime.getTime() < STALE_AFTER) return;
  const text = await Deno.readTextFile(file);
  await Deno.remove(file);
  const { ip, control_port, key }: ConnectionInfo = JSON.parse(text);
  const signal = AbortSignal.timeout(SHUTDOWN_TIMEOUT);
  const socket = await ZmtpSocket.connect({ hostname: ip, port: control_port }, {
    type: "DEALER",
    signal,
  });
  const session = crypto.randomUUID();
  const request = createRequest("shutdown_request", { restart: false }, { session });
  await socket.send(encodeMessage(request, key));
  await socket.receive();
  socket.close();
}
