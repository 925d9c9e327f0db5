import { join } from "node:path";
import { Exit, type Io } from "hokku";
import { hasImage, mustDocker } from "./engine.ts";
import type { Service } from "./state.ts";

const { readdirSync, rmSync } = process.getBuiltinModule("node:fs");

/**
 * Removes a service's folder. What is in `data` belongs to users of the container, so that a container of the same image, as root, empties those
 * folders first where we may not.
 */
export async function dropFolder(io: Io, service: Service): Promise<void> {
  const { root, hostRoot, name } = service;
  if (emptied(root)) return;
  const image = `${service.image}:${service.imageVersion}`;
  if (!(await hasImage(io, image)))
    throw new Exit(
      1,
      `The data of ${name} belongs to users of its container, and ${image} is not there to remove it; run: sudo rm -r ${root}`,
    );
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const talk: Io = { ...io, stdin: Buffer.alloc(0), stdout: () => {} };
  const paths = folders.map((entry) => join("/service", entry.name));
  const run = ["container", "run", "--rm", "--user=0", "--entrypoint=chmod", `--volume=${hostRoot}:/service`, image];
  const failure = `The data of ${name} could not be removed; run: sudo rm -r ${root}`;
  await mustDocker(talk, [...run, "-R", "a+rwX", ...paths], failure);
  rmSync(root, { recursive: true, force: true });
}

function emptied(root: string): boolean {
  try {
    rmSync(root, { recursive: true, force: true });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "EACCES" || error.code === "EPERM")) return false;
    throw error;
  }
}
