import { join } from "node:path";
import type { Io } from "hokku";

const { existsSync } = process.getBuiltinModule("node:fs");

/** Has Vector's configuration follow what became of an app, where there is one. */
export async function refreshVectorConfig(io: Io): Promise<void> {
  if (!existsSync(join(io.env.DOKKU_LIB_ROOT ?? "", "data/logs/vector.json"))) return;
  const { writeVectorConfig } = await import("./vector.ts");
  await writeVectorConfig(io);
}
