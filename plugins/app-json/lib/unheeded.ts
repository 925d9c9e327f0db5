import { rawAppJson } from "./app-json.ts";

/** What is acted on, a `*` standing for any name or place in a list. Longer ones say what is within; without them all within is. */
const ACTED_ON =
  `env.*.value env.*.required env.*.generator env.*.sync formation.*.quantity formation.*.max_parallel healthchecks.*.*.name
  healthchecks.*.*.type healthchecks.*.*.path healthchecks.*.*.command healthchecks.*.*.uptime healthchecks.*.*.listening healthchecks.*.*.port
  healthchecks.*.*.scheme healthchecks.*.*.httpHeaders healthchecks.*.*.content healthchecks.*.*.attempts healthchecks.*.*.wait
  healthchecks.*.*.timeout healthchecks.*.*.initialDelay healthchecks.*.*.warn healthchecks.*.*.onFailure.command
  scripts.postdeploy scripts.dokku.predeploy scripts.dokku.postdeploy buildpacks cron`.split(/\s+/);

/** What is only there to be read by people, or by a page that offers the app. */
const FOR_PEOPLE = `$schema name description keywords website repository logo success_url env.*.description
  healthchecks.*.*.description`.split(/\s+/);

/** Where an app.json has something that nothing is done with, in the order of the file: a key of Heroku's or Dokku's, or a slip of the pen. */
export function unheeded(text: string): string[] {
  const known = [...ACTED_ON, ...FOR_PEOPLE].map((path) => path.split("."));
  const found = places(rawAppJson(text), [], known);
  return [...new Set([...found, ...otherChecks(text)])];
}

function places(value: unknown, path: readonly string[], known: readonly (readonly string[])[]): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, within]) => {
    const here = [...path, key];
    const fitting = known.filter((one) => here.every((word, at) => one[at] === "*" || one[at] === word));
    if (!fitting.length) return [here.join(".")];
    return fitting.some((one) => one.length === here.length) ? [] : places(within, here, fitting);
  });
}

/** Checks that are for other schedulers, which check all the time. */
function otherChecks(text: string): string[] {
  const { healthchecks } = rawAppJson(text);
  if (typeof healthchecks !== "object" || healthchecks === null) return [];
  return Object.entries(healthchecks).flatMap(([type, list]: [string, unknown]) =>
    (Array.isArray(list) ? list : []).flatMap((check: { type?: unknown } | null, at) => {
      const place = `healthchecks.${type}.${at}`;
      if (check?.type === undefined || check.type === null) return [`${place} (it has no "type"; for deploys it is "startup")`];
      return check.type === "startup" ? [] : [`${place} (of type ${String(check.type)})`];
    }),
  );
}
