import { containerEnvironment } from "hokku/container-environment";
import type { Image } from "hokku/image";
import { commandWords } from "hokku/image-command";
import type { Published, Upcoming } from "./journal.ts";
import { dyno } from "./state.ts";

/** Everything a container is made of. */
export interface Recipe {
  readonly app: string;
  readonly container: Pick<Upcoming, "type" | "index" | "name" | "ports">;
  readonly image: Image;
  /** The process type's line of the Procfile; "" runs what the image runs by itself. */
  readonly line: string;
  /** Property `start-cmd` (buildpack images) or `dockerfile-start-cmd` (all others), which come before the Procfile. */
  readonly startCommand: string;
  readonly init: boolean;
  /** Whether its ports can be reached from outside of this host, too. */
  readonly isOpen: boolean;
  /** Words from `docker-args-*`. */
  readonly options: readonly string[];
  /** Words everybody's containers get: `DOKKU_GLOBAL_RUN_ARGS`. */
  readonly common: readonly string[];
  /** The app's variables. */
  readonly variables: Readonly<Record<string, string>>;
  /** Port the process is to listen on; "" for all but web. */
  readonly port: string;
  readonly trace: boolean;
}

/** The words behind `docker container create`, and the variables that they say by name only. */
export interface Invocation {
  readonly words: string[];
  readonly env: Record<string, string>;
}

/** What makes a container of an app. */
export function createContainer(recipe: Recipe): Invocation {
  const { app, container, image, init, isOpen, options, common, variables, port, trace } = recipe;
  const { words, env } = containerEnvironment(variables);
  return {
    words: [
      ...words,
      ...options.filter((word) => !isGiven(word, variables)),
      ...labels(app, container),
      ...common,
      `--env=DYNO=${dyno(container)}`,
      ...(port ? [`--env=PORT=${port}`] : []),
      ...(trace ? ["--env=TRACE=true"] : []),
      `--name=${container.name}`,
      ...(init ? ["--init"] : []),
      ...container.ports.map((one) => published(one, isOpen)),
      image.name,
      ...started(recipe, { ...variables, PORT: port, DYNO: dyno(container) }),
    ],
    env,
  };
}

/** Only this host may come in, as what the world sees is the proxy's matter; unless it was asked for otherwise. */
const published = ({ container, host }: Published, isOpen: boolean): string =>
  `--publish=${isOpen ? "" : "127.0.0.1:"}${host}:${container}`;

function labels(app: string, container: Recipe["container"]): string[] {
  const ports = container.ports.map(({ host }) => host).join(",");
  return [
    `--label=com.dokku.app-name=${app}`,
    "--label=com.dokku.container-type=deploy",
    `--label=com.dokku.process-type=${container.type}`,
    `--label=com.dokku.dyno=${dyno(container)}`,
    ...(ports ? [`--label=com.hokku.ports=${ports}`] : []),
  ];
}

/** `--env=NAME` of the config plugin says again what is passed already, and would read a client's own name from the client. */
const isGiven = (word: string, variables: Readonly<Record<string, string>>): boolean =>
  /^--env=[^=]+$/.test(word) && word.slice(6) in variables;

function started({ image, line, startCommand, container }: Recipe, environment: Record<string, string>): string[] {
  if (image.kind === "herokuish")
    return startCommand ? commandWords(startCommand, image, environment) : ["/start", container.type];
  const command = startCommand || line;
  return command ? commandWords(command, image, environment) : [];
}
