// Two language servers behind one small client: what an editor asks of them, and no more.
import { spawn } from "node:child_process";
import { accessSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import { pathToFileURL } from "node:url";

// A CommonJS module: it has no named exports.
import taploLsp from "@taplo/lsp";

// A server that has not answered by then hangs.
const PATIENCE_MS = 20_000;
// A server that has said nothing more for so long has said everything.
const QUIET_MS = 500;

/** Tombi's server, as its extension starts it, kept from the network. */
export function tombi(program) {
  return async (onMessage) => {
    const child = spawn(program, ["lsp", "--offline"], { stdio: ["pipe", "pipe", "ignore"] });
    let rest = Buffer.alloc(0);
    child.stdout.on("data", (chunk) => {
      rest = Buffer.concat([rest, chunk]);
      for (;;) {
        const head = rest.indexOf("\r\n\r\n");
        if (head < 0) return;
        const length = Number(/content-length: *(\d+)/i.exec(rest.subarray(0, head).toString())[1]);
        if (rest.length < head + 4 + length) return;
        const message = JSON.parse(rest.subarray(head + 4, head + 4 + length).toString());
        rest = rest.subarray(head + 4 + length);
        onMessage(message);
      }
    });
    const gone = new Promise((_, reject) => {
      child.on("error", reject);
      child.on("exit", (code) => reject(new Error(`tombi ended with ${code}`)));
    });
    gone.catch(() => {});
    return {
      send(message) {
        const body = Buffer.from(JSON.stringify(message));
        child.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
        child.stdin.write(body);
      },
      gone,
      close: () => child.kill(),
    };
  };
}

/** Taplo's server, which Even Better TOML has inside it, with the environment that it is given there. */
export async function taplo(onMessage) {
  const server = await taploLsp.TaploLsp.initialize(
    {
      cwd: () => process.cwd(),
      envVar: () => undefined,
      envVars: () => [],
      findConfigFile(from) {
        for (const name of [".taplo.toml", "taplo.toml"]) {
          try {
            accessSync(join(from, name));
            return join(from, name);
          } catch {}
        }
      },
      glob: () => [],
      isAbsolute,
      now: () => new Date(),
      readFile: (path) => readFile(path),
      writeFile: (path, bytes) => writeFile(path, bytes),
      stderr: async (bytes) => bytes.length,
      stdErrAtty: () => false,
      stdin: async () => new Uint8Array(),
      stdout: async (bytes) => bytes.length,
      // Not only of files: a file that is not saved yet has a place of its own scheme.
      urlToFilePath: (url) => decodeURIComponent(url).slice("file://".length),
      fetch: {
        fetch: () => Promise.reject(new Error("no network here")),
        Headers,
        Request,
        Response,
      },
    },
    { onMessage },
  );
  return { send: (message) => server.send(message), gone: new Promise(() => {}), close: () => server.dispose() };
}

/** A client that has opened a folder. `settings` is what an editor's settings say to a server that asks. */
export async function client(start, root, settings = {}) {
  const waiting = new Map();
  const marked = new Map();
  const watching = new Map();
  let next = 0;
  const server = await start((message) => {
    if (message.method === "textDocument/publishDiagnostics") {
      const { uri, diagnostics } = message.params;
      marked.set(uri, diagnostics);
      watching.get(uri)?.();
    } else if (message.method && message.id !== undefined) {
      const result = message.method === "workspace/configuration" ? message.params.items.map(() => settings) : null;
      server.send({ jsonrpc: "2.0", id: message.id, result });
    } else if (message.id !== undefined) {
      waiting.get(message.id)?.(message);
      waiting.delete(message.id);
    }
  });

  /** What is awaited, or an error if the server has ended or hangs. */
  function inTime(what, awaited) {
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer: ${what}`)), PATIENCE_MS);
    });
    return Promise.race([awaited, late, server.gone]).finally(() => clearTimeout(timer));
  }

  async function request(method, params) {
    const id = ++next;
    const answer = new Promise((resolve) => waiting.set(id, resolve));
    server.send({ jsonrpc: "2.0", id, method, params });
    const { result, error } = await inTime(method, answer);
    if (error) throw new Error(`${method}: ${error.message}`);
    return result;
  }

  const notify = (method, params) => server.send({ jsonrpc: "2.0", method, params });

  const uri = pathToFileURL(root).href;
  await request("initialize", {
    processId: process.pid,
    rootUri: uri,
    workspaceFolders: [{ uri, name: "packs" }],
    initializationOptions: {},
    capabilities: {
      workspace: { configuration: true, workspaceFolders: true },
      textDocument: {
        completion: { completionItem: { snippetSupport: true, documentationFormat: ["markdown", "plaintext"] } },
        hover: { contentFormat: ["markdown"] },
        publishDiagnostics: {},
      },
    },
  });
  notify("initialized", {});

  const position = (text, offset) => {
    const before = text.slice(0, offset).split("\n");
    return { line: before.length - 1, character: before.at(-1).length };
  };

  return {
    /** Opens a file with this text, until the server has said something of it: before that it may not know the file. */
    async open(path, text) {
      const uri = pathToFileURL(path).href;
      marked.delete(uri);
      const first = new Promise((resolve) => watching.set(uri, resolve));
      notify("textDocument/didOpen", { textDocument: { uri, languageId: "toml", version: 1, text } });
      await inTime(`${path} is opened`, first);
    },
    /**
     * The lines of an open file that are marked, from 1, with what is said there: as soon as they are `enough`, and else
     * what stands when no more has come for a while. A server may say first that nothing is wrong, and look later.
     */
    async marks(path, enough = () => false) {
      const uri = pathToFileURL(path).href;
      const lines = () =>
        (marked.get(uri) ?? []).map((one) => ({ line: one.range.start.line + 1, message: one.message }));
      await inTime(
        `what is wrong with ${path}`,
        new Promise((resolve) => {
          let quiet;
          const look = () => {
            clearTimeout(quiet);
            if (enough(lines())) resolve();
            else if (marked.has(uri)) quiet = setTimeout(resolve, QUIET_MS);
          };
          watching.set(uri, look);
          look();
        }),
      );
      watching.delete(uri);
      return lines();
    },
    close(path) {
      notify("textDocument/didClose", { textDocument: { uri: pathToFileURL(path).href } });
    },
    /** What is offered at an offset: each label with what is shown beside it. */
    async complete(path, text, offset) {
      const found = await request("textDocument/completion", {
        textDocument: { uri: pathToFileURL(path).href },
        position: position(text, offset),
        context: { triggerKind: 1 },
      });
      const items = Array.isArray(found) ? found : (found?.items ?? []);
      return new Map(items.map((one) => [one.label, one.documentation?.value ?? one.documentation ?? ""]));
    },
    /** What is shown over an offset, in Markdown. */
    async hover(path, text, offset) {
      const found = await request("textDocument/hover", {
        textDocument: { uri: pathToFileURL(path).href },
        position: position(text, offset),
      });
      return found?.contents?.value ?? "";
    },
    stop: () => server.close(),
  };
}
