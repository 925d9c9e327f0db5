import type { Io } from "hokku";
import { asFlags, asQuery, engine } from "hokku/engine";
import { output } from "hokku/run";

/** Removes the containers in which an app was being built: Docker goes on with them when its client has gone. */
export async function removeBuildContainers(io: Io, app: string): Promise<void> {
  const filters = { label: [`com.dokku.app-name=${app}`, "com.dokku.container-type=build"] };
  const words = ["container", "ls", "--all", "--no-trunc", "--format", "{{json .ID}}", ...asFlags(filters)];
  const text = await engine(io, "GET", `/containers/json${asQuery(filters, { all: "true" })}`, words);
  const listed: ({ Id: string } | string)[] = text.startsWith("[")
    ? JSON.parse(text)
    : text
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line));
  const ids = listed.map((one) => (typeof one === "string" ? one : one.Id));
  if (ids.length) await output(io, io.env.DOCKER_BIN ?? "docker", ["container", "rm", "--force", "--volumes", ...ids]);
}
