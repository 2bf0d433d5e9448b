// `deno lsp`, the service that tells an editor what is wrong in the cells of a notebook.

import { toFileUrl } from "@std/path";
import { denoProgram } from "../../lib/system/run_deno.ts";

/** A message of the Language Server Protocol, as far as it is used here. */
interface LspMessage {
  readonly id?: number;
  readonly method?: string;
  // deno-lint-ignore no-explicit-any
  readonly params?: any;
}

/** What the service says of a cell. */
export interface CellReport {
  /** The path of the notebook. */
  readonly path: string;
  /** Which of the cells that were opened, counted from 1. */
  readonly cell: number;
  /** Each as "line: message". */
  readonly diagnostics: readonly string[];
}

/** An editor's connection to the service, with one folder open. */
export class LanguageServer {
  readonly #process: Deno.ChildProcess;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  #nextId = 1;
  /** What is waited for: the answers to requests, and the reports of cells. */
  readonly #replies = new Map<number, () => void>();
  readonly #reports = new Map<string, (diagnostics: string[]) => void>();
  readonly #ended: Promise<void>;

  private constructor(folder: string) {
    this.#process = new Deno.Command(denoProgram(), {
      args: ["lsp"],
      cwd: folder,
      stdin: "piped",
      stdout: "piped",
      stderr: "null",
    }).spawn();
    this.#writer = this.#process.stdin.getWriter();
    this.#ended = this.#listen();
  }

  /** Starts the service, as VS Code does with the settings of this project. */
  static async start(folder: string): Promise<LanguageServer> {
    const server = new LanguageServer(folder);
    const uri = toFileUrl(folder).href;
    await server.#request("initialize", {
      processId: Deno.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: "project" }],
      capabilities: {
        workspace: { configuration: true, workspaceFolders: true },
        notebookDocument: { synchronization: {} },
        textDocument: { publishDiagnostics: {} },
      },
      initializationOptions: { enable: true },
    });
    await server.#send({ method: "initialized", params: {} });
    return server;
  }

  /**
   * Opens a notebook and waits until the service has looked at all its cells.
   *
   * @param path Where the notebook is; nothing is read there.
   * @param cells The code of each cell.
   * @returns What it says of each cell.
   */
  async open(path: string, cells: readonly string[]): Promise<CellReport[]> {
    const { href, pathname } = toFileUrl(path);
    const uris = cells.map((_, i) => `vscode-notebook-cell:${pathname}#W${i}`);
    const reports = uris.map((uri) =>
      new Promise<string[]>((resolve) => this.#reports.set(uri, resolve))
    );
    await this.#send({
      method: "notebookDocument/didOpen",
      params: {
        notebookDocument: {
          uri: href,
          notebookType: "jupyter-notebook",
          version: 1,
          cells: uris.map((document) => ({ kind: 2, document })),
        },
        cellTextDocuments: uris.map((uri, i) => ({
          uri,
          languageId: "typescript",
          version: 1,
          text: cells[i],
        })),
      },
    });
    const found = await Promise.all(reports);
    return found.map((diagnostics, i) => ({ path, cell: i + 1, diagnostics }));
  }

  async [Symbol.asyncDispose]() {
    await this.#request("shutdown", null);
    await this.#send({ method: "exit" });
    await this.#writer.close();
    await this.#ended;
    await this.#process.status;
  }

  async #request(method: string, params: unknown): Promise<void> {
    const id = this.#nextId++;
    const reply = new Promise<void>((resolve) => this.#replies.set(id, resolve));
    await this.#send({ id, method, params });
    await reply;
  }

  async #send(message: object): Promise<void> {
    const body = new TextEncoder().encode(JSON.stringify({ jsonrpc: "2.0", ...message }));
    const head = new TextEncoder().encode(`Content-Length: ${body.length}\r\n\r\n`);
    await this.#writer.write(new Uint8Array([...head, ...body]));
  }

  async #listen(): Promise<void> {
    for await (const message of readMessages(this.#process.stdout)) {
      const { id, method, params } = message;
      if (method === "textDocument/publishDiagnostics") {
        this.#reports.get(params.uri)?.(params.diagnostics.map(describe));
      } else if (method === "workspace/configuration") {
        await this.#send({ id, result: params.items.map(() => ({ enable: true })) });
      } else if (method === undefined && id !== undefined) {
        this.#replies.get(id)?.();
      } else if (id !== undefined) {
        await this.#send({ id, result: null });
      }
    }
  }
}

function describe(
  { range, message }: { range: { start: { line: number } }; message: string },
): string {
  return `${range.start.line + 1}: ${message}`;
}

/** Reads messages, each of which has a head that tells its length. */
async function* readMessages(stream: ReadableStream<Uint8Array>): AsyncGenerator<LspMessage> {
  const decoder = new TextDecoder();
  let bytes = new Uint8Array(0);
  for await (const chunk of stream) {
    bytes = new Uint8Array([...bytes, ...chunk]);
    while (true) {
      const head = /^Content-Length: (\d+)\r\n(?:.+\r\n)*\r\n/.exec(
        decoder.decode(bytes.subarray(0, 200)),
      );
      const end = head === null ? Infinity : head[0].length + Number(head[1]);
      if (head === null || bytes.length < end) break;
      yield JSON.parse(decoder.decode(bytes.subarray(head[0].length, end)));
      bytes = bytes.slice(end);
    }
  }
}
