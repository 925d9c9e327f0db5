import type { Io } from "../../../core/execute.ts";

/** Whose log lines are wanted, and how. */
export interface LogsWanted {
  /** Stay and go on. */
  readonly tail: boolean;
  /** Without times and names: exactly the bytes that the app wrote, where there is one source. */
  readonly quiet: boolean;
  /** Lines from the end, or `all`; "" for as many as usual. */
  readonly num: string;
}

/** Where to enter an app: a process type or one place of it (`web`, `web.2`), a container, or the only process type there is. */
export interface Target {
  readonly place?: string;
  readonly id?: string;
}

/** How many processes an app has, and whether they run. */
export interface Status {
  readonly count: number;
  readonly running: boolean | "mixed";
}

type Done = void | Promise<void>;
type Code = number | undefined | void | Promise<number | undefined | void>;

/**
 * What runs apps, as one file: a plugin `scheduler-<name>` exports it from its `scheduler.ts`, and `scheduler:set <app> selected <name>`
 * chooses it. The plugin `scheduler` makes Dokku's triggers of it; schedulers in bash answer those themselves. What it does not have, it
 * cannot do, and nobody hears of it. A code it answers becomes the command's.
 */
export interface AppScheduler {
  /** Loads what a deploy takes, while an image is built. */
  readonly warm?: () => Promise<unknown>;
  /** Lets an image of the app run, by its tag: all process types, or one. */
  readonly deploy?: (io: Io, app: string, tag: string, processType: string | undefined) => Code;
  /** Stops all of an app's processes; `remove` takes away what is left of them. */
  readonly stop?: (io: Io, app: string, remove: boolean) => Done;
  /** Lets an app run that ran before Docker or the host was stopped, and answers once it is up. */
  readonly restore?: (io: Io, app: string) => Done;
  /** Ends what deploys have left behind to drain, of one app or of all. */
  readonly retire?: (io: Io, app: string | undefined) => Done;
  readonly status: (io: Io, app: string) => Status | Promise<Status>;
  readonly isDeployed: (io: Io, app: string) => boolean;
  /** Prints what an app's processes print: of all, of one type, or of one of these. */
  readonly logs?: (io: Io, app: string, process: { readonly type?: string; readonly index?: number }, wanted: LogsWanted) => Code;
  /** Prints what the processes of a release have printed, by its number, whether they are there or were kept; `tail` means nothing. */
  readonly releaseLogs?: (
    io: Io,
    app: string,
    version: number,
    process: { readonly type?: string; readonly index?: number },
    wanted: LogsWanted,
  ) => Code;
  /** Prints what the processes of the last failed deploy have printed. */
  readonly failedLogs?: (io: Io, app: string) => Done;
  /** All that is known of an app's processes, for JSON; nothing where there are none. */
  readonly inspect?: (io: Io, app: string) => unknown;
  readonly enter?: (io: Io, app: string, target: Target, command: readonly string[]) => Code;
  /** Runs a command by itself, with further variables (`KEY=value`). */
  readonly run?: (io: Io, app: string, variables: readonly string[], command: readonly string[]) => Code;
  /** What `run` has started. */
  readonly runs?: {
    readonly list: (io: Io, app: string, format: string) => Done;
    /** Of one container, or of all where it is "". */
    readonly logs: (io: Io, app: string, container: string, wanted: LogsWanted) => Code;
    readonly stop: (io: Io, app: string, container: string) => Done;
    /** Of all apps where it is "". */
    readonly retire: (io: Io, app: string) => Done;
  };
  /** Whether the host's cron runs an app's jobs. */
  readonly usesHostCron: boolean;
}

/** Declares a scheduler. */
export const scheduler = (declared: AppScheduler): AppScheduler => declared;
