#!/usr/bin/env hokku
import { Exit, hook } from "hokku";
import { record } from "./lib/audit.ts";
import { limitsOf } from "./lib/limits.ts";
import { isReading } from "./lib/reading.ts";
import { refusal } from "./lib/refusal.ts";

/** Judges and writes down what somebody asks for. What a command then asks for in its turn was judged with it. */
export default hook("user-auth", ({ env }, _user, name, command, ...words) => {
  if (env.DOKKU_PID && env.DOKKU_PID !== String(process.pid)) return;
  const limits = limitsOf(name, env);
  const why = limits && refusal({ limits, command, words, env });
  if (why) record("REFUSED", name, command, words, env);
  if (why) throw new Exit(1, `The key ${name} may not ${command}: ${why}`);
  if (!isReading(command)) record("INVOKED", name, command, words, env);
});
