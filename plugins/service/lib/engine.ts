import { Exit, type Io } from "hokku";
import { engine, inspected } from "hokku/engine";
import { madeContainer } from "hokku/made-container";
import { mustRun, output, type RunOptions, run } from "hokku/run";
import { createWords, type Shape } from "./shape.ts";

/** What is asked about a container. */
interface Container {
  readonly Id: string;
  readonly RestartCount: number;
  readonly State: { readonly Status: string; readonly Running: boolean };
  readonly Config: { readonly Image: string };
  readonly NetworkSettings: { readonly Networks: Readonly<Record<string, { readonly IPAddress: string }>> };
}

/** The Docker client of this host. */
export const client = ({ env }: Io): string => env.DOCKER_BIN ?? "docker";

/** Runs the client and answers what it printed. */
export const docker = (io: Io, words: readonly string[], options?: RunOptions): Promise<string> =>
  output(io, client(io), words, options);

/** Runs it with the caller's own stdin and stdout. */
export const dockerRun = (io: Io, words: readonly string[], options?: RunOptions): Promise<number> =>
  run(io, client(io), words, options);

/** The same, where it has to succeed. */
export const mustDocker = (io: Io, words: readonly string[], failure: string, options?: RunOptions): Promise<void> =>
  mustRun(io, client(io), words, failure, options);

/** A container; undefined where there is none. */
export const container = (io: Io, name: string): Promise<Container | undefined> =>
  inspected<Container>(io, "container", name).catch((error: unknown) => {
    if (error instanceof Exit && /no such container/i.test(error.message)) return undefined;
    throw error;
  });

/** An address of a container, on Docker's own bridge where it is there; "" where it has none. */
export function addressOf(found: Container | undefined): string {
  const networks = found?.NetworkSettings.Networks ?? {};
  return networks.bridge?.IPAddress || (Object.values(networks).find(({ IPAddress }) => IPAddress)?.IPAddress ?? "");
}

/** Creates a container, and answers its ID. */
export const makeContainer = (io: Io, shape: Shape): Promise<string> => madeContainer(io, createWords(shape), shape.variables);

/** Starts a container that is there. */
export const startContainer = (io: Io, name: string): Promise<unknown> =>
  engine(io, "POST", `/containers/${name}/start`, ["container", "start", name]);

/** Stops one, in the time it takes. */
export const stopContainer = (io: Io, name: string): Promise<unknown> =>
  engine(io, "POST", `/containers/${name}/stop`, ["container", "stop", name]);

/** Removes one, running or not, that may not be there, and the volumes that it alone had. */
export async function removeContainer(io: Io, name: string): Promise<void> {
  if (await container(io, name)) await docker(io, ["container", "rm", "--force", "--volumes", name]);
}

/** Whether an image is there. */
export const hasImage = (io: Io, image: string): Promise<boolean> =>
  inspected(io, "image", image).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Exit && /no such image/i.test(error.message)) return false;
      throw error;
    },
  );
