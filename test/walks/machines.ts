import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Test } from "tap";
import { PATIENCE_FOR_ALL } from "../lib/patience.ts";
import type { Page, Place } from "./page.ts";
import { Terminal } from "./terminal.ts";

const READER = "ada";

/** The machines of one walk: each is started when the reader first stands there. */
export interface Machines {
  readonly terminal: (place: Place) => Promise<Terminal>;
  /** The status with which an address answers on that place's network, asked again for some seconds while it is none or 5xx. */
  readonly ask: (place: Place, url: string) => Promise<string>;
}

/** Starts a page's server, which is removed with all others when the test ends; names in its text that end in `.test` or `example.com` lead to the server. */
export async function machines(t: Test, page: Page, text: string, suite: string): Promise<Machines> {
  const folder = mkdtempSync(join(tmpdir(), "hokku-walk-"));
  const name = (machine: string) => `hokku-walk-${machine}-${process.pid}`;
  const bash = async (...words: string[]) => {
    const env = { ...process.env, BATS_FILE_TMPDIR: folder };
    const { stdout } = await promisify(execFile)("bash", [join(import.meta.dirname, "machines.bash"), ...words], {
      env,
      timeout: PATIENCE_FOR_ALL,
    });
    return stdout.trim();
  };
  const terminals = new Map<string, Terminal>();
  const open = (machine: string, user: string) => {
    const terminal = new Terminal(name(machine), user);
    terminals.set(machine, terminal);
    return terminal;
  };

  const remove = async () => {
    for (const terminal of terminals.values()) terminal.close();
    // All at once: after a signal, what has begun goes on, and what has not never does.
    await Promise.all(["server", "client", "desk", "browser"].map((machine) => bash("remove_host", name(machine))));
    rmSync(folder, { recursive: true, force: true });
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void remove().then(() => process.exit(1)));
  t.teardown(remove);

  await bash("make_image");
  const server = page.steps.map(({ place }) => place).find((place) => place.name.endsWith("server"));
  const names = ["server", "host.test", ...new Set(text.match(/\b(?:[a-z0-9-]+\.)+(?:test|example\.com)\b/g))];
  const meet = async (machine: string) => bash("name_server", name(machine), await bash("address_of", name("server")), ...names);
  if (server) {
    await (server.name === "server"
      ? bash("start_server", name("server"), ...server.flags)
      : bash("start_fresh_server", name("server"), suite));
    await meet("server");
    for (const image of page.images) await bash("give_image", name("server"), image);
  }
  const start = {
    server: async () => open("server", "root"),
    "fresh-server": async () => open("server", "root"),
    client: async () => {
      await bash("start_client", name("client"));
      await meet("client");
      await bash("introduce", name("client"), name("server"), server?.name === "server" ? "known" : "");
      return open("client", READER);
    },
    desk: async () => {
      await bash("start_desk", name("desk"));
      return open("desk", READER);
    },
    browser: async () => {
      await bash("start_browser", name("browser"));
      await meet("browser");
      return open("browser", READER);
    },
  };
  const machineOf = (place: Place) => (place.name.endsWith("server") ? "server" : place.name);

  return {
    terminal: async (place) => terminals.get(machineOf(place)) ?? start[place.name](),
    ask: async (place, url) => {
      let status = "";
      for (let tries = 0; tries < 20 && !/^[1-4]/.test(status); tries++)
        status = await bash("status_of", name(machineOf(place)), url).catch(() => "none");
      return status;
    },
  };
}
