import type { Io } from "hokku";
import { inspected } from "hokku/engine";

/** What `inspect` answers about a container, as far as it is needed here. */
export interface Running {
  readonly Id: string;
  readonly Image: string;
  readonly State: {
    readonly Running: boolean;
    readonly Restarting: boolean;
    readonly Pid: number;
    readonly StartedAt: string;
  };
  readonly NetworkSettings: { readonly Networks: Readonly<Record<string, { readonly IPAddress: string }>> };
}

export const runningOf = (io: Io, id: string): Promise<Running | undefined> => inspected<Running>(io, "container", id);

/** A container's own address, or "" in the host's network. */
export const addressOf = (running: Running | undefined): string =>
  Object.values(running?.NetworkSettings.Networks ?? {})
    .map(({ IPAddress }) => IPAddress)
    .find(Boolean) ?? "";
