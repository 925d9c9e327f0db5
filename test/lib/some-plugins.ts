import type { Test } from "tap";
import { type Root, root } from "./root.ts";

/** A throw-away root with only the named plugins of ours, so that a test stands and falls with them alone. */
export const somePlugins = (t: Test, ...plugins: string[]): Root => root(t, { plugins });
