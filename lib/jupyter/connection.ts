// Where a kernel listens: what its connection file says.

/** Where a kernel listens, and the secret that signs its messages. */
export interface ConnectionInfo {
  readonly transport: "tcp";
  readonly ip: string;
  readonly shell_port: number;
  readonly iopub_port: number;
  readonly stdin_port: number;
  readonly control_port: number;
  readonly hb_port: number;
  readonly signature_scheme: "hmac-sha256";
  readonly key: string;
}

/** How the name of a connection file starts. It is there only while its kernel comes up. */
export const CONNECTION_FILE = ".mnist-generations-kernel-";

/**
 * Five ports that are free now. Another process can take one before the kernel listens there; then
 * the kernel does not come up, and whoever starts it tries again.
 */
export function chooseConnection(): ConnectionInfo {
  const hostname = "127.0.0.1";
  const listeners = Array.from({ length: 5 }, () => Deno.listen({ hostname, port: 0 }));
  const [shell, iopub, stdin, control, heartbeat] = listeners
    .map((listener) => listener.addr.port);
  for (const listener of listeners) listener.close();
  return {
    transport: "tcp",
    ip: hostname,
    shell_port: shell,
    iopub_port: iopub,
    stdin_port: stdin,
    control_port: control,
    hb_port: heartbeat,
    signature_scheme: "hmac-sha256",
    key: crypto.getRandomValues(new Uint8Array(32)).toHex(),
  };
}
