import type { Command } from "hokku/declaration";
import type { Service } from "./state.ts";

export type { Service };

/** Words of a program, each as it is: no shell sees them. */
export type Words = readonly string[];

/**
 * A kind of service, as one file: the `service.ts` of a plugin, from which all its commands come. What is a function is asked for one service,
 * with its names and passwords. State, names and commands are those of Dokku's official datastore plugins, which may have made what is there.
 */
export interface ServiceDefinition {
  /** As people call it: `Redis`. */
  readonly title: string;
  /** Image and version: `redis:8.8.0`. */
  readonly image: string;
  /** The container's ports, the first being the one of the URL and the one that is waited for. */
  readonly ports: readonly [number, ...number[]];
  /** What a linked app finds the URL in, less `_URL`; the plugin's name in capitals when left out. */
  readonly alias?: string;
  /** Scheme of the URL: `redis`. */
  readonly scheme: string;
  /** What a linked app is given; it stays the same as long as the service is there, as links are known by it. */
  readonly url: (service: Service) => string;
  /** Folders of the service (`data`, `config`) and where the container sees them. */
  readonly mounts: (service: Service) => Readonly<Record<string, string>>;
  /** Files that are written when a service is created, by their path in its folder: `config/redis.conf`. */
  readonly files?: (service: Service) => Readonly<Record<string, string>>;
  /** Variables of the container. */
  readonly variables?: (service: Service) => Readonly<Record<string, string>>;
  /** What the container runs, where that is not the image's own; `--config-options` are put behind it. */
  readonly command?: Words;
  /** Bytes of a password that is made, twice as many letters; 16 when left out. */
  readonly passwordBytes?: number;
  /** Whether there is a password for root besides the user's. */
  readonly rootPassword?: boolean;
  /** Programs that are run in the container, one after another, once a new service answers. */
  readonly prepare?: (service: Service) => readonly Words[];
  /** Variables for `prepare`, `connect`, `dump` and `restore`: passwords, which are on no command line then. */
  readonly secrets?: (service: Service) => Readonly<Record<string, string>>;
  /** A prompt on the service; `connect` is refused without it. */
  readonly connect?: (service: Service) => Words;
  /** Writes all data to stdout; `export` and `backup` are refused without it. */
  readonly dump?: (service: Service) => Words;
  /** Reads them from stdin: in the running container, or `stopped`, in one beside it while the service is down. */
  readonly restore?: (service: Service) => Words | { readonly stopped: Words };
}

/** A definition and the plugin's name, which is the first word of the commands. */
export interface Kind extends ServiceDefinition {
  readonly plugin: string;
}

/** Declares a kind of service; the default export of a plugin's `service.ts`. */
export const defineService = (definition: ServiceDefinition): ServiceDefinition => definition;

/** One command of a kind of service, by its whole name: `redis:create`. The files that `plugin:install` writes export it. */
export async function serviceCommand(name: string, definition: ServiceDefinition): Promise<Command> {
  const [plugin = "", word = ""] = name.split(":");
  const module: { default: (kind: Kind) => Command } = await import(`./commands/${word}.ts`);
  return module.default({ ...definition, plugin });
}
