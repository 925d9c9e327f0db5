import type { Io } from "hokku";
import { properties } from "hokku/properties";

/** The networks a container joins at one of the two moments. */
export const joined = (io: Io, app: string, when: "attach-post-create" | "attach-post-deploy"): string[] =>
  properties("network", io.env).computed(app, when).split(",").filter(Boolean);
