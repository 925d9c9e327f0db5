import { Exit, type Io, trigger } from "hokku";

/**
 * Tells everybody that an app has got a second or a new name, upon which `ps` builds it. Contract: `SKIP_REBUILD=true` in the
 * environment says not to; so it is for `--skip-deploy` and for an app without code, whose names lead to it all the same, with nothing behind
 * them yet: 502.
 */
export async function rebuild(
  io: Io,
  name: "post-app-clone" | "post-app-rename",
  old: string,
  app: string,
  skip: boolean,
): Promise<void> {
  const skipped = skip || !(await hasCode(io, app));
  await trigger(skipped ? { ...io, env: { ...io.env, SKIP_REBUILD: "true" } } : io, name, old, app);
  if (skipped) await trigger(io, "proxy-build-config", app);
}

async function hasCode(io: Io, app: string): Promise<boolean> {
  try {
    await trigger({ ...io, stdout: () => {} }, "git-has-code", app, "");
    return true;
  } catch (error) {
    if (error instanceof Exit) return false;
    throw error;
  }
}
