import { availableParallelism, freemem, loadavg, release, totalmem, type, version } from "node:os";
import type { Io } from "hokku";
import { DOKKU_RELEASE } from "hokku/dokku-release";
import { listPlugins } from "hokku/plugin-list";
import { output } from "hokku/run";

const { readFileSync } = process.getBuiltinModule("node:fs");

/** A line of the report: what it is about, and what was found, or why nothing was. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly failed?: boolean;
}

/** What to know of the host before asking what is wrong with it. A program that is missing is a finding like others. */
export async function hostFacts(io: Io): Promise<Fact[]> {
  const docker = io.env.DOCKER_BIN ?? "docker";
  return [
    { name: "uname", value: `${type()} ${release()} ${version()} ${process.arch}` },
    { name: "memory", value: `${megabytes(freemem())} free of ${megabytes(totalmem())}` },
    {
      name: "load",
      value: `${loadavg()
        .map((load) => load.toFixed(2))
        .join(" ")} on ${availableParallelism()} cores`,
    },
    ...(await Promise.all([
      printedBy(io, "disk utilization", "df", ["-h", ...DISKS]),
      printedBy(io, "disk inode utilization", "df", ["-hi", ...DISKS]),
      printedBy(io, "docker version", docker, ["version"]),
      printedBy(io, "docker daemon info", docker, ["system", "info"]),
      printedBy(io, "git version", "git", ["--version"]),
    ])),
    { name: "node version", value: process.version },
    // Contract: the name of what builds apps without a Dockerfile. It is the stack's image here.
    { name: "herokuish version", value: io.env.DOKKU_IMAGE ?? "" },
    { name: "dokku version", value: releaseOf(io) },
    { name: "dokku plugins", value: pluginsOf(io) },
  ];
}

const DISKS = ["btrfs", "ext4", "ext3", "ext2", "vfat", "iso9660", "xfs"].flatMap((kind) => ["--type", kind]);

const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`;

async function printedBy(io: Io, name: string, file: string, words: string[]): Promise<Fact> {
  try {
    return { name, value: (await output(io, file, words)).trim() };
  } catch (error) {
    return { name, value: `not available: ${error instanceof Error ? error.message : error}`, failed: true };
  }
}

function releaseOf({ env }: Io): string {
  const { version }: { version: string } = JSON.parse(readFileSync(`${env.HOKKU_PATH}/package.json`, "utf8"));
  return `${DOKKU_RELEASE} (Hokku ${version})`;
}

function pluginsOf({ env }: Io): string {
  const rows = listPlugins(env).map(({ name, version, enabled }) => `${name} ${version} ${enabled ? "enabled" : "disabled"}`);
  return rows.join("\n");
}
