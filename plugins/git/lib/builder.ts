import { Exit, type Io, trigger, trouble } from "hokku";
import { answersOf, listeners } from "hokku/listeners";

/**
 * Who builds this source tree: what `builder:set selected` says, else the first plugin that wants it, then the Dockerfile,
 * then nobody (`null`), else herokuish. Contract: `builder-detect`, where a Dockerfile has the lowest precedence.
 */
export async function chooseBuilder(io: Io, app: string, source: string): Promise<string> {
  const answers = (await answersOf(io, "builder-detect", app, source)).map(({ plugin, text }) => ({
    rank: RANKS.indexOf(plugin) + 1 || 2,
    builder: text.split("\n")[0]?.trim() ?? "",
  }));
  const [chosen] = answers.sort((a, b) => a.rank - b.rank);
  if (!chosen) return built(io, await herokuish(io, app));
  if (!/^[a-z0-9][\w.-]*$/i.test(chosen.builder)) throw new Exit(1, `${JSON.stringify(chosen.builder)} is no builder's name`);
  return built(io, chosen.builder);
}

/** The first is asked before all others, which stand where the second is. */
const RANKS = ["builder", "", "builder-dockerfile", "builder-null"];

/** Refuses a builder that no plugin is, before an old image is taken for its work. */
function built({ env }: Io, builder: string): string {
  const plugins = listeners("builder-build", env).map(({ plugin }) => plugin);
  const isKnown =
    builder === "null" || plugins.some((plugin) => plugin === `builder-${builder}` || !plugin.startsWith("builder-"));
  if (isKnown) return builder;
  const names = plugins.map((plugin) => plugin.replace(/^builder-/, "")).join(", ");
  throw new Exit(
    1,
    `There is no builder called ${builder}; there are: ${names}. Choose one: dokku builder:set <app> selected <builder>`,
  );
}

async function herokuish(io: Io, app: string): Promise<string> {
  if (process.arch !== "arm64") return "herokuish";
  const silent: Io = { ...io, stdout: () => {} };
  const allowed = await trigger(silent, "builder-herokuish-allowed", app).then(
    () => true,
    () => false,
  );
  if (allowed) return "herokuish";
  trouble("Herokuish does not run on arm64 here; building with pack instead.");
  return "pack";
}
