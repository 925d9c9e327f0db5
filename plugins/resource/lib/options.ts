import { type Amounts, forDocker, RESOURCES } from "./amounts.ts";

const FLAGS = { cpu: "--cpus", memory: "--memory", "memory-swap": "--memory-swap", "nvidia-gpu": "--gpus" } as const;
type Limited = keyof typeof FLAGS;

/** Which limits docker can keep while an image is built: `docker build` knows memory only. */
const BUILDERS: Readonly<Record<string, readonly Limited[]>> = {
  herokuish: ["cpu", "memory", "memory-swap", "nvidia-gpu"],
  dockerfile: ["memory", "memory-swap"],
};

/** The docker options that keep a container of the app within its limits. */
export function runOptions(limits: Amounts, reservations: Amounts): string[] {
  const { memory } = reservations;
  return [...options(limits, BUILDERS.herokuish), ...(memory ? [`--memory-reservation=${forDocker("memory", memory)}`] : [])];
}

/** The same for a build; the builder says what it can keep. */
export const buildOptions = (limits: Amounts, builder: string): string[] => options(limits, BUILDERS[builder]);

function options(limits: Amounts, kept: readonly Limited[] = []): string[] {
  return RESOURCES.flatMap((resource) => {
    const limited = kept.find((name) => name === resource);
    const value = limits[resource];
    return limited && value ? [`${FLAGS[limited]}=${forDocker(limited, value)}`] : [];
  });
}
