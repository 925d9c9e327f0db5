import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { root } from "../../lib/root.ts";

/** A proxy that writes down what it is asked. */
const PROXY = `import { proxy } from "hokku/proxy";
const { appendFileSync } = process.getBuiltinModule("node:fs");
const note = (what: string) => ({ env }: { readonly env: NodeJS.ProcessEnv }, app: string) => appendFileSync(env.DOKKU_ROOT + "/notes", what + " " + app + "\\n");
export default proxy({
  refresh: note("refresh"),
  settle: note("settle"),
  clear: note("clear"),
  urls: (_io, app) => ["https://one.example.com/" + app],
});
`;

t.test("a proxy is one file: apps that chose it are served by it at every occasion, and others are not", async (t) => {
  const { put, dokku, path, env } = root(t);
  put("lib/plugins/enabled/note-proxy/proxy.ts", PROXY);
  for (const app of ["web", "other"]) t.equal(dokku(["apps:create", app]).code, 0);
  const notes = () => {
    const text = existsSync(join(path, "home/notes")) ? readFileSync(join(path, "home/notes"), "utf8") : "";
    put("home/notes", "");
    return text.trim().split("\n").join(", ");
  };
  const done = (...words: string[]) => {
    const { code, err } = dokku(words, { env });
    t.equal(code, 0, `${words.join(" ")} ${err}`);
    return notes();
  };
  t.equal(done("proxy:build-config", "web"), "", "nobody has chosen it");
  t.equal(done("proxy:set", "web", "type", "note"), "");
  const rows: [words: string[], noted: string][] = [
    [["proxy:build-config", "web"], "refresh web, settle web"],
    [["proxy:build-config", "--all"], "refresh web, settle web"],
    [["domains:add", "web", "web.example.com"], "refresh web"],
    [["ports:add", "web", "http:80:3000"], "refresh web"],
    [["proxy:disable", "web"], "refresh web"],
    [["proxy:enable", "web"], "refresh web"],
    [["plugin:trigger", "core-post-deploy", "web", "5000", "127.0.0.1", "latest"], "refresh web, settle web"],
    [["plugin:trigger", "proxy-clear-config", "--all"], "clear web"],
    [["proxy:clear-config", "web"], "clear web"],
    [["domains:add", "other", "other.example.com"], ""],
  ];
  for (const [words, noted] of rows) t.equal(done(...words), noted, words.join(" "));
  t.match(dokku(["plugin:trigger", "domains-urls", "web", "urls"]).out, /^https:\/\/one.example.com\/web$/m);
});
