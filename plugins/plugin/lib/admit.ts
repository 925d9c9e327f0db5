import type { Io } from "hokku";
import { type Manifest, manifestOf } from "./manifest.ts";
import { refuseOtherAge } from "./needs.ts";
import { refuseCircle } from "./order.ts";

/** Looks at what a plugin says of itself before it is put in place, and refuses one that cannot be; answers what it says. */
export function admitted(io: Io, name: string, folder: string): Manifest {
  const manifest = manifestOf(folder);
  refuseOtherAge(name, manifest, io);
  refuseCircle(name, folder, io.env);
  return manifest;
}
