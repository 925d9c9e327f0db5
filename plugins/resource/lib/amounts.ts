import { Exit } from "hokku";

/** What can be limited or reserved, in the order it is shown. */
export const RESOURCES = ["cpu", "memory", "memory-swap", "network", "network-ingress", "network-egress", "nvidia-gpu"] as const;
export type Resource = (typeof RESOURCES)[number];

const MEMORY = "a whole number with b, k, m or g, as in 512m; without a letter memory is in megabytes, memory-swap in bytes";
const NETWORK = "a number with a unit of bandwidth, as in 100mbit";

const RULES: Readonly<Record<Resource, { readonly like: RegExp; readonly rule: string }>> = {
  cpu: { like: /^(?=.*[1-9])\d+(\.\d+)?$/, rule: "a number of cores above 0, as in 0.5 or 2" },
  memory: { like: /^[1-9]\d*([bkmgt]|[kmgt]i?b)?$/i, rule: MEMORY },
  "memory-swap": { like: /^(-1|[1-9]\d*([bkmgt]|[kmgt]i?b)?)$/i, rule: `${MEMORY}; -1 is no limit` },
  network: { like: /^\d+(\.\d+)?[A-Za-z/]*$/, rule: NETWORK },
  "network-ingress": { like: /^\d+(\.\d+)?[A-Za-z/]*$/, rule: NETWORK },
  "network-egress": { like: /^\d+(\.\d+)?[A-Za-z/]*$/, rule: NETWORK },
  "nvidia-gpu": { like: /^(\d+|all|device=[\w,.:-]+)$/, rule: 'a number of GPUs, "all", or device=<id>' },
};

/** Least memory a container can have, in bytes: docker refuses less. */
const LEAST = 6 * 1024 ** 2;

/** Refuses an amount docker would refuse at the next deploy. `clear` stands for no amount. */
export function checkedAmount(key: Resource, value: string): string {
  if (value === "clear") return value;
  const { like, rule } = RULES[key];
  if (!like.test(value)) throw new Exit(1, `--${key} cannot be ${JSON.stringify(value)}: use ${rule}`);
  if (key.startsWith("memory") && value !== "-1" && bytes(key, value) < LEAST)
    throw new Exit(1, `--${key} cannot be ${value}: a container needs 6 megabytes at least`);
  return value;
}

/** Why docker would refuse these limits together, if it would. */
export function contradiction(limits: Amounts, reservations: Amounts): string | undefined {
  const { memory, "memory-swap": swap } = limits;
  if (swap && !memory) return "memory-swap is limited but memory is not: docker refuses that; limit --memory too";
  if (swap && swap !== "-1" && memory && bytes("memory-swap", swap) < bytes("memory", memory))
    return `memory-swap (${swap}) is memory and swap together, it cannot be less than memory (${memory})`;
  if (memory && reservations.memory && bytes("memory", reservations.memory) > bytes("memory", memory))
    return `more memory is reserved (${reservations.memory}) than the limit allows (${memory})`;
  return undefined;
}

export type Amounts = Readonly<Partial<Record<Resource, string>>>;

/** An amount as docker takes it: Dokku's megabytes get their letter. */
export const forDocker = (key: Resource, value: string): string =>
  key === "memory" && /^\d+$/.test(value) ? `${value}m` : value;

function bytes(key: Resource, value: string): number {
  const [, number = "", unit = ""] = /^(\d+)(.?)/.exec(forDocker(key, value)) ?? [];
  return Number(number) * 1024 ** Math.max(0, " kmgt".indexOf(unit.toLowerCase()));
}
