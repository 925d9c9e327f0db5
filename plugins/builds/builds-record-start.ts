#!/usr/bin/env hokku
import { hook } from "hokku";
import { begin, folder, logOf } from "./lib/records.ts";

const { existsSync, renameSync } = process.getBuiltinModule("node:fs");

/** Opens a record, and keeps what is printed from now on: a push's hook does so from its beginning, by the number of its process. */
export default hook("builds-record-start", async (io, app, id, pid, source) => {
  begin(app, id, Number(pid), source, io.env);
  const [kept, log] = [`${folder(app, io.env)}/${pid}.log`, logOf(app, id, io.env)];
  if (existsSync(kept)) return renameSync(kept, log);
  if (Number(pid) !== process.pid) return;
  const { alsoInto } = await import("./lib/also-into.ts");
  alsoInto(log, io.stdout === "inherit" ? [1, 2] : [2]);
});
