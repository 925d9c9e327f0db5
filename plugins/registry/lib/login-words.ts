import { Exit, type Io, trouble } from "hokku";
import { existingApp } from "hokku/apps";

/** What `registry:login` was told. */
export interface Login {
  /** Undefined is for all apps. */
  readonly app: string | undefined;
  readonly server: string;
  readonly user: string;
  readonly password: string | undefined;
}

/**
 * Tells `<app> <server> <user> [<password>]` from `<server> <user> [<password>]`. Contract: Dokku goes by their number, which
 * with `--password-stdin` is one less; without `--global` the shorter form is deprecated, and still means all apps.
 */
export function loginWords(words: readonly string[], global: boolean, byStdin: boolean, env: Io["env"]): Login {
  const forAll = byStdin ? 2 : 3;
  const isForAll = global || words.length === forAll;
  if (words.length !== (isForAll ? forAll : forAll + 1))
    throw new Exit(
      2,
      `registry:login takes ${global ? "" : "<app> "}<server> <user>${byStdin ? "" : " <password>"}; see: dokku registry:login --help`,
    );
  if (isForAll && !global) trouble("Deprecated: please use --global flag for global registry login");
  const [app, server = "", user = "", password] = isForAll ? [undefined, ...words] : words;
  if (!/^[^\s\p{Cc}-][^\s\p{Cc}]*$/u.test(user))
    throw new Exit(1, `${JSON.stringify(user)} cannot be a user name: no spaces, and no dash in front`);
  return { app: app === undefined ? undefined : existingApp(app, env), server, user, password };
}
