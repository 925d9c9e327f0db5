import { answer, Exit, type Io, trouble } from "hokku";
import { extracted } from "hokku/deploy/extracted";
import { appJsonOfChecks } from "./checks-file.ts";

/** The app.json whose healthchecks count; an old CHECKS file stands for those of web. */
export async function startupChecks(io: Io, app: string): Promise<unknown> {
  const appJson = parsed((await answer(io, "app-json-get-content", app)) || "{}");
  const checks = extracted("scheduler-docker-local", "CHECKS", app, io.env).text();
  if (!checks?.trim()) return appJson;
  trouble("The CHECKS file is deprecated; move its checks to healthchecks in app.json");
  const { healthchecks } = appJsonOfChecks(checks);
  return { ...appJson, healthchecks: { ...(appJson.healthchecks ?? {}), ...healthchecks } };
}

function parsed(text: string): { healthchecks?: object } {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Exit(1, `app.json cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
