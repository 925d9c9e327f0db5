import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { testRoot } from "hokku/testing";

const plugin = { plugin: join(import.meta.dirname, ".."), name: "greet" };

test("a command greets an app", (t) => {
  const root = testRoot(t, { ...plugin, apps: ["web"] });
  assert.deepEqual(root.dokku("greet:hello web"), { code: 0, out: "-----> Hello, web\n", err: "" });
  assert.deepEqual(root.json("greet:hello web"), { app: "web", greeting: "Hello, web" });
  assert.equal(root.dokku("greet:hello nobody").code, 20);
});

test("a property says by which word, and the report shows it", (t) => {
  const root = testRoot(t, { ...plugin, apps: ["web"] });
  assert.equal(root.dokku("greet:set web word Ahoy").code, 0);
  assert.equal(root.dokku("greet:report web --greet-word").out, "Ahoy\n");
  assert.equal(root.dokku(["greet:set", "web", "word", "Ahoy ".repeat(10)]).code, 1);
});

test("a hook greets an app that was deployed", (t) => {
  const root = testRoot(t, { ...plugin, apps: ["web"] });
  root.dokku("greet:set web word Ahoy");
  assert.equal(root.hook("post-deploy", ["web", "5000", "127.0.0.1", "latest"]).out, "-----> Ahoy, web: you are out\n");
});
