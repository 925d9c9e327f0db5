import { join } from "node:path";
import type { TestRoot } from "hokku/testing";
import type { PluginFile } from "./source.ts";

/** A plugin that is looked at, and where. */
export interface Kit {
  /** How long a hook may take, in milliseconds. */
  readonly limit: number;
  readonly root: TestRoot;
  readonly folder: string;
  readonly name: string;
  readonly files: readonly PluginFile[];
  /** It is from before Dokku 0.4. */
  readonly isEarly: boolean;
  /** The release of Dokku that it was written for. */
  readonly age: string;
}

/** How something is run in the root. */
export const at = ({ env, path }: TestRoot, limit: number) => ({ env, cwd: join(path, "home"), limit, aside: path });
