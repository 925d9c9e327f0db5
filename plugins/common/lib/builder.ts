import type { Io } from "../../../core/execute.ts";

type Of<T> = (io: Io, app: string, source: string) => T | Promise<T>;
type Making<T> = (io: Io, app: string, source: string, image: string) => T | Promise<T>;

/**
 * What makes images of sources, as one file: a plugin `builder-<name>` exports it from its `builder.ts`, and `builder:set <app> selected <name>`
 * chooses it. The plugin `builder` makes Dokku's triggers of it, and fires those that plugins wait for around a build and a release; builders
 * in bash answer and fire all of them themselves. While it builds, `io.cwd` is the source.
 */
export interface AppBuilder {
  /** Whether it wants the source of an app that has chosen no builder. The first plugin by name that does builds it. */
  readonly detect?: Of<boolean>;
  /** Whether it gives way to every other plugin that wants the source, also to those in bash. */
  readonly givesWay?: boolean;
  /** Puts things in their places in the source of each app, before anybody is asked who wants it. */
  readonly prepare?: Of<void>;
  /** Loads what a build takes, while the source is unpacked. */
  readonly warm?: () => Promise<unknown>;
  /** What the build says it is from, if not from the builder's name. */
  readonly from?: string;
  /** Whose triggers of former times it fires too: `pre-build-dockerfile` and the like; `pre-build-buildstep` with `pre-build-buildpack`. */
  readonly formerly?: "buildpack" | "dockerfile" | "lambda" | "pack";
  /** Refuses what cannot be built, and makes what plugins have to find when they hear that the build begins. */
  readonly begin?: Making<void>;
  /**
   * Makes the image and gives it that name. Answers where the app listens, as mappings: `http:3000:3000`; `http:80:5000` where it says nothing.
   * Without it no image is made, and nothing is released.
   */
  readonly build?: Making<readonly string[] | void>;
}

/** Declares a builder. */
export const builder = (declared: AppBuilder): AppBuilder => declared;

/** What is written on an app's image. Contract: Dokku's labels. Who builds with them spares the image being labelled afterwards. */
export const imageLabels = (name: string, app: string): Record<string, string> => ({
  "com.dokku.app-name": app,
  "com.dokku.builder-type": name,
  "com.dokku.image-stage": "release",
  "org.label-schema.schema-version": "1.0",
  "org.label-schema.vendor": "dokku",
  dokku: "",
});

/** The same as options of the docker client. */
export const labelOptions = (labels: Readonly<Record<string, string>>): string[] =>
  Object.entries(labels).map(([key, value]) => `--label=${key}${value && `=${value}`}`);
