import { join } from "node:path";
import { type Io, trigger } from "hokku";
import { replaceFile } from "hokku/files";

const { existsSync, mkdirSync, rmSync } = process.getBuiltinModule("node:fs");

/** Contract: dokku-letsencrypt's file. */
const file = ({ DOKKU_LIB_ROOT = "" }: Io["env"]): string => join(DOKKU_LIB_ROOT, "data/letsencrypt/--global/autorenew");

/** Whether certificates are renewed by themselves. */
export const isRenewed = (env: Io["env"]): boolean => existsSync(file(env));

/** Has certificates renewed each day, or not any more. */
export async function renewDaily(io: Io, wanted: boolean): Promise<void> {
  mkdirSync(join(file(io.env), ".."), { recursive: true, mode: 0o700 });
  if (wanted) replaceFile(file(io.env), "");
  else rmSync(file(io.env), { force: true });
  await trigger({ ...io, stdout: () => {} }, "cron-write", "docker-local");
}
