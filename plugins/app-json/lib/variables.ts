import { detail, Exit, type Io, step, trigger } from "hokku";
import { readEnvironment } from "hokku/environment";
import { appJsonOf, type EnvVariable } from "./app-json.ts";

/** Sets the variables an app.json asks for, where they are missing; a required one without a value ends the deploy. */
export async function setVariables(io: Io, app: string): Promise<void> {
  const wanted = Object.entries(appJsonOf(app, io.env).env);
  if (!wanted.length) return;
  step(io, "Processing app.json env vars");
  const present = readEnvironment(app, io.env);
  const pairs = wanted.flatMap(([key, variable]) => {
    if (present.has(key) && !variable.sync) return [];
    const value = initial(app, key, variable, present.has(key));
    return value === "" || value === present.get(key) ? [] : `${key}=${value}`;
  });
  if (!pairs.length) return detail(io, "No env vars to set from app.json");
  step(io, `Setting ${pairs.length} env var(s) from app.json`);
  // Silent: what it sets may be secrets, and a deploy is watched by many.
  await trigger({ ...io, stdout: () => {} }, "config-set", "--no-restart", app, ...pairs);
}

function initial(app: string, key: string, { value, generator, required }: EnvVariable, isThere: boolean): string {
  if (value) return value;
  if (generator === "secret" && !isThere) return process.getBuiltinModule("node:crypto").randomBytes(32).toString("hex");
  if (required && !isThere)
    throw new Exit(1, `app.json: required env var ${key} has no value; run: dokku config:set ${app} ${key}=<value>`);
  return "";
}
