import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import t from "tap";
import { healthchecksOf } from "../../../plugins/scheduler-docker-local/lib/healthchecks.ts";
import { httpTrouble } from "../../../plugins/scheduler-docker-local/lib/http-check.ts";

t.test("a path check: the status, the content, redirects and headers", async (t) => {
  const seen: (string | undefined)[][] = [];
  const server = createServer(({ url = "", headers }, response) => {
    seen.push([url, headers.host, headers["x-forwarded-proto"]?.toString(), headers["x-own"]?.toString()]);
    const [, kind = "", value = ""] = url.split("/");
    if (kind === "never") return;
    if (kind === "to") response.setHeader("Location", decodeURIComponent(value));
    response.statusCode = kind === "to" ? 302 : Number(kind) || 200;
    response.end(kind === "long" ? `${"x".repeat(3 * 1024 * 1024)}the end` : "all is well");
  }).listen(0, "127.0.0.1");
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const target = { host: "127.0.0.1", port, headers: { Host: "web.test", "X-Forwarded-Proto": "http" } };
  const trouble = (path: string, more: object = {}, signal = new AbortController().signal) => {
    const appJson = { healthchecks: { web: [{ type: "startup", name: "up", path, ...more }] } };
    const [check] = healthchecksOf(appJson, "web");
    if (!check) throw new Error("no check");
    return httpTrouble(check, target, signal);
  };
  const to = (address: string) => `/to/${encodeURIComponent(address)}`;
  const table: [path: string, more: object, wrong: string | undefined][] = [
    ["/", {}, undefined],
    ["up", { content: "is well" }, undefined],
    ["/", { content: "is ill" }, "unable to find expected content in response body: is ill"],
    ["/long", { content: "the end" }, "unable to find expected content in response body: the end"],
    ["/long", { content: "xxx" }, undefined],
    ["/204", {}, undefined],
    ["/500", {}, "unexpected status code: 500 for /500"],
    ["/304", {}, "unexpected status code: 304 for /304"],
    [to("/500"), {}, `unexpected status code: 500 for ${to("/500")}`],
    [to("http://web.test/up"), { content: "is well" }, undefined],
    [to("https://web.test/up"), {}, undefined],
    [to("http://other.test/500"), {}, undefined],
    [to("http://other.test/"), { content: "is well" }, `unexpected status code: 302 for ${to("http://other.test/")}`],
    [to("up"), {}, `${to("up")} redirects more than five times`],
  ];
  for (const [path, more, wrong] of table) t.equal(await trouble(path, more), wrong, `${path} ${JSON.stringify(more)}`);
  seen.length = 0;
  await trouble("up", { httpHeaders: [{ name: "X-Own", value: "1" }] });
  t.strictSame(seen, [["/up", "web.test", "http", "1"]]);
  seen.length = 0;
  await trouble(to("/up?a=b"));
  t.strictSame(
    seen.map(([path]) => path),
    [to("/up?a=b"), "/up?a=b"],
  );
  await t.rejects(trouble("/never", { timeout: 1 }), { name: "AbortError" });
  const waiting = new AbortController();
  const never = trouble("/never", {}, waiting.signal);
  setImmediate(() => waiting.abort());
  await t.rejects(never, "who no longer waits is let go");
});
