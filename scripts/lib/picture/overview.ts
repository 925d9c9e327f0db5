import { type PluginFacts, pluginFacts, roomFacts } from "./facts.ts";
import { arrow, field, lines, picture, room, text } from "./svg.ts";

/** What plugins are for. One that stands nowhere here is an error, so that none is left out. */
const ROLES: readonly (readonly [role: string, plugins: string])[] = [
  ["let in", "shell ssh-keys ssh-server user-auth"],
  ["take source", "app-json builds git repo"],
  [
    "build",
    `builder builder-dockerfile builder-herokuish builder-lambda builder-nixpacks builder-null builder-pack builder-railpack buildpacks
    dockerfile herokuish lambda nixpacks pack rails registry`,
  ],
  [
    "run",
    "checks cleanup cron deploy docker-local enter ps releases run scheduler scheduler-docker-local scheduler-k3s scheduler-null",
  ],
  ["keep settings", "apps config docker-options network resource service storage"],
  ["be reached", "caddy certs domains haproxy letsencrypt nginx nginx-vhosts openresty port-proxy ports proxy traefik url urls"],
  ["look", "events help logs plan report trace version"],
  ["extend", "legacy plugin sigil"],
];

const [WIDTH, EDGE, GAP] = [1000, 16, 12];
const INNER = WIDTH - 2 * EDGE;

interface Role {
  readonly name: string;
  readonly plugins: readonly string[];
  readonly fires: ReadonlySet<string>;
  readonly answers: ReadonlySet<string>;
  readonly commands: number;
}

/** The rooms, what is in them, and who fires triggers to whom: all of it counted in the code. */
export function overview(): string {
  const facts = pluginFacts();
  const roles = ROLES.map(([name, plugins]) => roleOf(name, plugins.split(/\s+/), facts));
  const placed = roles.flatMap(({ plugins }) => plugins);
  const lost = [...facts.keys()].filter((name) => name !== "common" && !placed.includes(name));
  if (lost.length) throw new Error(`scripts/lib/picture/overview.ts has no role for: ${lost.join(", ")}`);
  const common = facts.get("common");
  const rooms = roomFacts();
  const parts = [...callers(), ...middle(rooms, roles), ...roleRooms(roles), ...commonRoom(rooms)];
  const rows: readonly (readonly [string, ReadonlySet<string>])[] = [
    ["core and hooks", new Set([...rooms.coreFires, ...rooms.hooksFire])],
    ["common", common?.fires ?? new Set()],
    ...roles.map(({ name, fires }) => [name, fires] as const),
  ];
  return picture(WIDTH, TABLE + 62 + rows.length * 28, LABEL, [...parts, ...table(rows, roles)]);
}

const LABEL =
  "All of it: callers above, core, hooks with all triggers, plugins by what they are for, and who fires triggers to whom";

function roleOf(name: string, plugins: readonly string[], facts: ReadonlyMap<string, PluginFacts>): Role {
  const all = plugins.map((plugin) => facts.get(plugin)).filter((one) => one !== undefined);
  return {
    name,
    plugins,
    fires: new Set(all.flatMap(({ fires }) => [...fires])),
    answers: new Set(all.flatMap(({ answers }) => [...answers])),
    commands: all.reduce((sum, { commands }) => sum + commands, 0),
  };
}

const CALLERS: readonly (readonly [string, string])[] = [
  ["somebody on the server", "core/dokku"],
  ["ssh dokku@server ...", "hooks/forced-command.ts"],
  ["git push", "hooks/pre-receive"],
  ["a plugin in bash", "hooks/plugn, hooks/pluginhook"],
];

/** Where the rows of the picture begin. */
const [CORE, HOOKS, PLUGINS] = [104, 196, 288];
const [ROLE_HEIGHT, COMMON_HEIGHT] = [140, 44];
const COMMON = PLUGINS + 2 * (ROLE_HEIGHT + GAP);
const TABLE = COMMON + COMMON_HEIGHT + 30;

function callers(): string[] {
  const width = (INNER - 3 * GAP) / 4;
  return CALLERS.flatMap(([who, door], at) => {
    const x = EDGE + at * (width + GAP);
    return [
      room(x, 16, width, 56),
      text(x + width / 2, 40, who, "plain", "middle"),
      text(x + width / 2, 60, door, "code", "middle"),
      arrow(x + width / 2, 74, x + width / 2, CORE - 4),
    ];
  });
}

function middle(facts: ReturnType<typeof roomFacts>, roles: readonly Role[]): string[] {
  const kinds = facts.kinds.map(([kind, count]) => `${count} ${kind}`).join(", ");
  const union = (pick: (role: Role) => ReadonlySet<string>) => new Set(roles.flatMap((role) => [...pick(role)])).size;
  const ours = `plugins here fire ${union(({ fires }) => fires)} and answer ${union(({ answers }) => answers)}; the others are for yours`;
  return [
    room(EDGE, CORE, INNER, 60, "strong"),
    text(EDGE + 16, CORE + 26, "core", "title"),
    text(
      EDGE + 16,
      CORE + 46,
      `${facts.coreLines} lines: finds which executable answers, runs it, says how it went. It knows no plugin's name.`,
    ),
    arrow(WIDTH / 2, CORE + 62, WIDTH / 2, HOOKS - 4),
    room(EDGE, HOOKS, INNER, 60, "strong"),
    text(EDGE + 16, HOOKS + 26, "hooks", "title"),
    text(EDGE + 16, HOOKS + 46, `${facts.triggers} triggers (${kinds}): ${ours}.`),
    ...[0, 1, 2, 3].map((at) => {
      const x = EDGE + (at + 0.5) * ((INNER + GAP) / 4) - GAP / 2;
      return arrow(x, HOOKS + 62, x, PLUGINS - 4);
    }),
  ];
}

function roleRooms(roles: readonly Role[]): string[] {
  const width = (INNER - 3 * GAP) / 4;
  return roles.flatMap(({ name, plugins, fires, answers, commands }, at) => {
    const [x, y] = [EDGE + (at % 4) * (width + GAP), PLUGINS + Math.floor(at / 4) * (ROLE_HEIGHT + GAP)];
    const counts = [`${commands} commands`, `fires ${fires.size}`, `answers ${answers.size}`].join(", ");
    return [
      room(x, y, width, ROLE_HEIGHT),
      text(x + 12, y + 24, name, "title"),
      ...lines(plugins, 29).map((line, row) => text(x + 12, y + 46 + row * 17, line, "code")),
      text(x + 12, y + ROLE_HEIGHT - 12, counts, "soft"),
    ];
  });
}

function commonRoom({ modules }: ReturnType<typeof roomFacts>): string[] {
  const words = `${modules} modules, hokku and hokku/*, is what plugins share. No plugin imports another: they talk by triggers.`;
  return [
    room(EDGE, COMMON, INNER, COMMON_HEIGHT, "strong"),
    text(EDGE + 16, COMMON + 27, "common", "title"),
    text(EDGE + 100, COMMON + 27, words),
  ];
}

/** A row for who fires, a column for who answers. */
function table(rows: readonly (readonly [string, ReadonlySet<string>])[], columns: readonly Role[]): string[] {
  const [left, width] = [130, (INNER - 130) / columns.length];
  const cells = rows.map(([, fires]) => columns.map(({ answers }) => [...fires].filter((name) => answers.has(name)).sort()));
  const most = Math.max(...cells.flat().map((names) => names.length));
  return [
    text(EDGE, TABLE, "Triggers that a row fires and a column answers", "title"),
    ...columns.map(({ name }, at) => text(EDGE + left + (at + 0.5) * width, TABLE + 26, name, "soft", "middle")),
    ...rows.flatMap(([name], row) => {
      const y = TABLE + 36 + row * 28;
      const fields = (cells[row] ?? []).flatMap((names, at) => {
        const x = EDGE + left + at * width;
        if (!names.length) return [text(x + width / 2, y + 17, "·", "soft", "middle")];
        const number = text(x + width / 2, y + 17, String(names.length), "number", "middle");
        return [field(x + 2, y, width - 4, 24, names.length / most, names.join(", ")), number];
      });
      return [text(EDGE, y + 17, name), ...fields];
    }),
  ];
}
