import { detail, Exit, headline, type Io } from "hokku";
import { addressOf, container, dockerRun } from "./engine.ts";
import type { Service } from "./state.ts";

/** How long a service may take to answer, in seconds. It is tried again after a twentieth of the time that it has taken until then. */
const PATIENCE = 300;

/** Waits until a service takes connections. One whose container ends, or begins again, is thrown with what it has said. */
export async function answering(io: Io, service: Service): Promise<void> {
  detail(io, "Waiting for container to be ready");
  const began = Date.now();
  const until = began + PATIENCE * 1000;
  for (let found = await container(io, service.container); isUp(found) && Date.now() < until; ) {
    for (let tries = 0; tries < 20; tries++) {
      if (await takes(addressOf(found), service.port)) return;
      await new Promise((done) => setTimeout(done, 2 + Math.min(100, (Date.now() - began) / 20)));
    }
    found = await container(io, service.container);
  }
  await showEnd(io, service);
  throw new Exit(1, `Service ${service.name} does not answer on port ${service.port}`);
}

type Found = Awaited<ReturnType<typeof container>>;
const isUp = (found: Found): boolean => found?.State.Running === true && found.RestartCount === 0;

const takes = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = process.getBuiltinModule("node:net").connect({ host, port, timeout: 1000 });
    const over = (is: boolean) => {
      socket.destroy();
      resolve(is);
    };
    socket
      .on("connect", () => over(true))
      .on("error", () => over(false))
      .on("timeout", () => over(false));
  });

async function showEnd(io: Io, { name, container: its }: Service): Promise<void> {
  const talk: Io = { ...io, stdout: (chunk) => void process.stderr.write(chunk) };
  headline(talk, `Start of ${name} container output`);
  await dockerRun(talk, ["container", "logs", "--tail", "50", its]);
  headline(talk, `End of ${name} container output`);
}
