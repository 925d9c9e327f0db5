import { createHash } from "node:crypto";
import { request as ask, createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** What Docker was asked to change: `create`, `container web.web.1 of dokku/web:latest`. */
export interface Asked {
  readonly does: string;
  readonly what: string;
}

/** An engine that changes nothing. */
export interface StandIn {
  readonly asked: readonly Asked[];
  readonly close: () => void;
}

/**
 * Listens on a socket as Docker's engine does: what only reads is passed on to the real one, if there is any; what would change something is
 * written down and answered as if it had been done, for those who look afterwards, too. Contract: Docker's Engine API, as far as
 * the docker client and plugins ask for it.
 */
export function standIn(socket: string, real: string | undefined): Promise<StandIn> {
  const asked: Asked[] = [];
  const engine = new Rehearsed(real, (does, what) => void asked.push({ does, what }));
  const server = createServer((request, response) => {
    engine.answer(request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500, { "Content-Type": "application/json" });
      response.end(JSON.stringify({ message: error instanceof Error ? error.message : String(error) }));
    });
  });
  // Whoever wants to hear a container gets the end of a stream in which nothing was said.
  server.on("upgrade", (_request, connection: Socket) => {
    connection.end(
      "HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.raw-stream\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n",
    );
  });
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return new Promise((resolve, reject) => server.on("error", reject).listen(socket, () => resolve({ asked, close })));
}

/** What the engine answers about a container or an image, as far as it is said here. */
type Inspected = Record<string, unknown> & { readonly Id: string; Name?: string };

class Rehearsed {
  readonly #real: string | undefined;
  readonly #note: (does: string, what: string) => void;
  /** What is there in the rehearsal alone, by id and by name. */
  readonly #containers = new Map<string, Inspected>();
  readonly #images = new Map<string, Inspected>();
  readonly #gone = new Set<string>();

  constructor(real: string | undefined, note: (does: string, what: string) => void) {
    this.#real = real;
    this.#note = note;
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "GET" } = request;
    const url = new URL(request.url ?? "/", "http://docker");
    const path = decodeURIComponent(url.pathname.replace(/^\/v[\d.]+(?=\/)/, ""));
    const reads = /^(GET|HEAD)$/.test(method);
    const own = reads ? this.#read(path) : await this.#change(method, path, url.searchParams, await bodyOf(request));
    if (own === undefined) return this.#forward(request, response);
    response.writeHead(own.status, { "Content-Type": "application/json" });
    response.end(own.body === undefined ? undefined : `${JSON.stringify(own.body)}\n`);
  }

  #read(path: string): Answer | undefined {
    const [, kind = "", name = ""] = /^\/(containers|images|exec)\/(.+)\/json$/.exec(path) ?? [];
    if (kind === "exec") return { status: 200, body: { ID: name, Running: false, ExitCode: 0 } };
    if (kind && this.#gone.has(name)) return { status: 404, body: { message: `No such ${kind.slice(0, -1)}: ${name}` } };
    const found = (kind === "containers" ? this.#containers : this.#images).get(name.replace(/^sha256:/, ""));
    return found && { status: 200, body: found };
  }

  async #change(method: string, path: string, query: URLSearchParams, body: Buffer): Promise<Answer> {
    const [, kind = "", name = "", action = method === "DELETE" ? "remove" : ""] =
      /^\/(\w+)(?:\/(.+?))?(?:\/(\w+))?$/.exec(path) ?? [];
    if (path === "/containers/create") return this.#create(query.get("name") ?? "", body);
    if (path === "/build") return this.#build(query);
    if (path === "/commit") return this.#imageOf(`${query.get("repo")}:${query.get("tag") || "latest"}`, "commit", {});
    if (kind === "images" && action === "tag") return this.#tag(name, query);
    if (kind === "exec" || /^(attach|resize|wait)$/.test(action)) return { status: 200, body: { StatusCode: 0 } };
    const what = kind === "containers" ? await this.#nameOf(name) : shortId(name);
    if (/^(containers|images|networks|volumes)$/.test(kind)) {
      const made = action ? "" : String(parsed(body).Name ?? name);
      const to = action === "rename" ? ` to ${query.get("name")}` : "";
      if (name === "prune") this.#note("prune", kind);
      else this.#note(action === "exec" ? "run a program in" : action || "create", `${kind.slice(0, -1)} ${made || what}${to}`);
    } else this.#note(method.toLowerCase(), path);
    if (action === "remove") for (const gone of [name, what]) this.#gone.add(gone);
    if (action === "rename") this.#rename(name, query.get("name") ?? "");
    if (kind === "images" && action === "remove") return { status: 200, body: [] };
    if (action === "exec") return { status: 201, body: { Id: idOf(`exec ${path}`) } };
    if (path.endsWith("/create")) return { status: 201, body: { Id: idOf(path), Name: parsed(body).Name } };
    return { status: 204 };
  }

  #create(name: string, body: Buffer): Answer {
    const { HostConfig = {}, NetworkingConfig: _, ...Config } = parsed(body);
    const Id = idOf(`container ${name} ${this.#containers.size}`);
    const of = String(Config.Image ?? "");
    this.#note("create", `container ${name || Id.slice(0, 12)} of ${of}`);
    const State = {
      Status: "running",
      Running: true,
      Restarting: false,
      Paused: false,
      OOMKilled: false,
      Dead: false,
      Pid: 0,
      ExitCode: 0,
    };
    const networks = { bridge: { IPAddress: "172.17.255.254" } };
    const found = {
      Id,
      Name: `/${name}`,
      Created: new Date().toISOString(),
      Image: this.#images.get(of)?.Id ?? of,
      State,
      Config,
      HostConfig,
    };
    const container = { ...found, Mounts: [], NetworkSettings: { IPAddress: "172.17.255.254", Networks: networks, Ports: {} } };
    for (const key of [Id, Id.slice(0, 12), name]) if (key) this.#containers.set(key, container);
    this.#gone.delete(name);
    return { status: 201, body: { Id, Warnings: [] } };
  }

  #rename(from: string, to: string): void {
    const container = this.#containers.get(from);
    if (!container) return;
    container.Name = `/${to}`;
    this.#containers.set(to, container);
  }

  async #build(query: URLSearchParams): Promise<Answer> {
    const [tag = ""] = query.getAll("t");
    const { body } = await this.#imageOf(tag, "build", parsed(Buffer.from(query.get("labels") ?? "{}")));
    return {
      status: 200,
      body: { stream: `Successfully built ${(body as Inspected).Id}\n`, aux: { ID: (body as Inspected).Id } },
    };
  }

  /** A new image, like the one that has this name now. */
  async #imageOf(tag: string, does: string, labels: Record<string, unknown>): Promise<Answer> {
    const before = await this.#ask(`/images/${encodeURIComponent(tag)}/json`);
    const config = (before?.Config ?? {}) as { Labels?: Record<string, unknown> };
    const id = idOf(`image ${tag} ${this.#images.size}`);
    const image = {
      ...before,
      Id: `sha256:${id}`,
      RepoTags: [tag],
      Config: { ...config, Labels: { ...config.Labels, ...labels } },
    };
    for (const key of [id, id.slice(0, 12), tag]) if (key) this.#images.set(key, image);
    this.#note(does, `image ${tag || id.slice(0, 12)}`);
    return { status: 201, body: { Id: image.Id } };
  }

  async #tag(name: string, query: URLSearchParams): Promise<Answer> {
    const image = this.#images.get(name.replace(/^sha256:/, "")) ?? (await this.#ask(`/images/${encodeURIComponent(name)}/json`));
    if (!image) return { status: 404, body: { message: `No such image: ${name}` } };
    const tag = `${query.get("repo")}:${query.get("tag") || "latest"}`;
    this.#images.set(tag, image);
    this.#gone.delete(tag);
    this.#note("tag", `image ${shortId(name)} as ${tag}`);
    return { status: 201 };
  }

  async #nameOf(id: string): Promise<string> {
    const container = this.#containers.get(id) ?? (await this.#ask(`/containers/${encodeURIComponent(id)}/json`));
    return container?.Name?.slice(1) || id;
  }

  /** What the real engine answers; undefined where it has none such, or there is no engine. */
  #ask(path: string): Promise<Inspected | undefined> {
    const { promise, resolve } = Promise.withResolvers<Inspected | undefined>();
    if (!this.#real) return Promise.resolve(undefined);
    const asking = ask({ socketPath: this.#real, path }, (response) => {
      bodyOf(response).then(
        (body) => resolve(response.statusCode === 200 ? (parsed(body) as Inspected) : undefined),
        () => resolve(undefined),
      );
    });
    asking.on("error", () => resolve(undefined)).end();
    return promise;
  }

  #forward({ method, url = "/", headers }: IncomingMessage, response: ServerResponse): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    if (!this.#real) return Promise.reject(new Error("Cannot connect to the Docker daemon. Is it running?"));
    const asking = ask({ socketPath: this.#real, method, path: url, headers }, (answer) => {
      // How it is cut into pieces is between each two of us.
      const { "transfer-encoding": _, connection: __, ...kept } = answer.headers;
      response.writeHead(answer.statusCode ?? 500, kept);
      answer.on("error", reject).on("end", resolve).pipe(response);
    });
    response.on("close", () => asking.destroy());
    asking.on("error", reject).end();
    return promise;
  }
}

interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

/** An id as people know it; a name as it is. */
const shortId = (name: string): string => name.replace(/^(?:sha256:)?([0-9a-f]{12})[0-9a-f]{52}$/, "$1");

const idOf = (text: string): string => createHash("sha256").update(text).digest("hex");

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function parsed(body: Buffer): Record<string, unknown> {
  try {
    return JSON.parse(String(body)) ?? {};
  } catch {
    return {};
  }
}
