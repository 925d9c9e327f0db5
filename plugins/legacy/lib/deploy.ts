import { type Io, trigger } from "hokku";
import { existingApp } from "hokku/apps";

/** `release <app>` (0.1 to 0.4) put the variables into the image, for `deploy` to start it. That is one step today: below. */
export function release({ env }: Io, [app = ""]: string[]): undefined {
  existingApp(app, env);
}

/** `deploy <app> [<tag>]`: releases and starts what has been built. Plugins restart an app by `release` and `deploy`. */
export async function deploy(io: Io, [app = "", tag = "latest"]: string[]): Promise<undefined> {
  await trigger(io, "release-and-deploy", existingApp(app, io.env), tag);
}
