import type { Exported, ExportedFile, Process } from "./export.ts";

const name = ({ app }: Exported, { type, num }: Process): string => `${app}-${type}-${num}`;
const ps = ({ app }: Exported, { type, num }: Process): string => `${app}-${type}.${num}`;
const logOf = (of: Exported, one: Process, stream: string): string => `${of.logs}/${name(of, one)}-${stream}.log`;
const described = (of: Exported, { type, num }: Process): string => of.description || `${type}.${num} process for ${of.app}`;

/** A word of a shell. */
const quoted = (word: string): string => (/^[\w./:@%+=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

/** A text with a line for each item that is there. */
const lines = (...all: readonly (string | undefined | false | readonly string[])[]): string =>
  `${all
    .flat()
    .filter((line) => typeof line === "string")
    .join("\n")}\n`;

/** A unit for each process, and a target that wants them all. */
export function systemd(of: Exported, all: readonly Process[]): ExportedFile[] {
  const folder = "etc/systemd/system";
  const units = all.map((one) => ({
    path: `${folder}/${ps(of, one)}.service`,
    text: lines(
      ...["[Unit]", `Description=${described(of, one)}`, `PartOf=${of.app}.target`, "StopWhenUnneeded=yes", ""],
      ...["[Service]", `User=${of.user}`, `Group=${of.group}`, service(of, one)],
      [`EnvironmentFile=-/etc/default/${of.app}`, `EnvironmentFile=-/etc/sysconfig/${of.app}`],
      [...of.env].sort(byName).map(([key, value]) => `Environment=${inUnit(`${key}=${value}`)}`),
      // The shell fills in variables, not systemd.
      `ExecStart=/bin/bash -lc ${inUnit(`exec -a ${quoted(ps(of, one))} ${one.command}`).replaceAll("$", "$$$$")}`,
      ["KillMode=mixed", `TimeoutStopSec=${of.timeout}`],
      of.nice !== "" && `Nice=${of.nice}`,
      of.limits.has("n") && `LimitNOFILE=${of.limits.get("n")}`,
    ),
  }));
  const wanted = all.map((one) => `${ps(of, one)}.service`).join(" ");
  const target = lines("[Unit]", `Wants=${wanted}`, "", "[Install]", "WantedBy=multi-user.target");
  return [...units, { path: `${folder}/${of.app}.target`, text: target }];
}

/** A unit for each process, for a systemd of the user's own. */
export function systemdUser(of: Exported, all: readonly Process[]): ExportedFile[] {
  const folder = `${of.home}/.config/systemd/user`;
  return all.map((one) => ({
    path: `${folder}/${name(of, one)}.service`,
    text: lines(
      ...["[Unit]", `Description=${described(of, one)}`, "", "[Service]", "Type=simple", service(of, one)],
      [`EnvironmentFile=-${folder}/${ps(of, one)}.environment`, `ExecStart=${one.command}`, ""],
      ["[Install]", "WantedBy=default.target"],
    ),
  }));
}

const service = (of: Exported, one: Process): string[] => [
  `WorkingDirectory=${of.directory}`,
  `Environment=PORT=${one.port}`,
  `Environment=PS=${ps(of, one)}`,
  ...["Restart=always", "RestartSec=14s", "StandardInput=null"],
  ...(["Output", "Error"] as const).map(
    (what) => `Standard${what}=append:${logOf(of, one, `std${what.slice(0, 3).toLowerCase()}`)}`,
  ),
  "SyslogIdentifier=%n",
];

/** A word of a unit, in which `%` stands for itself. */
const inUnit = (word: string): string => `"${word.replace(/[\\"]/g, "\\$&").replaceAll("%", "%%")}"`;

const byName = ([a]: readonly [string, string], [b]: readonly [string, string]): number => (a < b ? -1 : 1);

/** A folder for each process: what runs it, what logs it, its variables as files. */
export const runit = (of: Exported, all: readonly Process[]): ExportedFile[] =>
  all.flatMap((one) => {
    const folder = `service/${name(of, one)}`;
    const variables = new Map([...of.env, ["PORT", `${one.port}`], ["PS", name(of, one)]]);
    const log = quoted(`${of.logs}/${name(of, one)}`);
    const user = quoted(of.user);
    const run = lines("#!/bin/sh", 'env="$PWD/env"', `cd ${quoted(of.directory)} || exit`, "exec 2>&1", [
      `exec chpst -u ${user} -e "$env" ${one.command}`,
    ]);
    const logging = lines("#!/bin/sh -e", `if ! test -d ${log}; then mkdir -p -m 2750 ${log} && chown ${user} ${log}; fi`, [
      `exec chpst -u ${user} svlogd ${log}`,
    ]);
    return [
      { path: `${folder}/run`, text: run, isProgram: true },
      ...[...variables].sort(byName).map(([key, value]) => ({ path: `${folder}/env/${key}`, text: value })),
      { path: `${folder}/log/run`, text: logging, isProgram: true },
    ];
  });

/** A property list for each process. */
export function launchd(of: Exported, all: readonly Process[]): ExportedFile[] {
  const text = (value: string) => `<string>${value.replace(/[<>&]/g, (one) => `&#${one.charCodeAt(0)};`)}</string>`;
  return all.map((one) => {
    const variables = [["PORT", `${one.port}`], ["PS", ps(of, one)], ...[...of.env].sort(byName)] as const;
    const words = one.command.split(/\s+/).map((word) => (word === "$PORT" ? `${one.port}` : word));
    const rows: readonly (readonly [key: string, value: string])[] = [
      ["Label", text(name(of, one))],
      [
        "EnvironmentVariables",
        `<dict>${variables.map(([key = "", value = ""]) => `<key>${key}</key>${text(value)}`).join("")}</dict>`,
      ],
      ["ProgramArguments", `<array>${words.map(text).join("")}</array>`],
      ["KeepAlive", "<true/>"],
      ["RunAtLoad", "<true/>"],
      ["StandardOutPath", text(logOf(of, one, "stdout"))],
      ["StandardErrorPath", text(logOf(of, one, "stderr"))],
      ["UserName", text(of.user)],
      ["WorkingDirectory", text(of.directory)],
      ...(of.nice ? [["Nice", `<integer>${of.nice}</integer>`] as const] : []),
    ];
    return {
      path: `Library/LaunchDaemons/${name(of, one)}.plist`,
      text: lines(
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
        '<plist version="1.0"><dict>',
        rows.map(([key, value]) => `  <key>${key}</key>${value}`),
        "</dict></plist>",
      ),
    };
  });
}

/** A job for each process, one for each process type, and one for the app. */
export function upstart(of: Exported, all: readonly Process[]): ExportedFile[] {
  const { app } = of;
  const conf = (job: string, ...content: readonly (string | readonly string[])[]): ExportedFile => ({
    path: `etc/init/${job}.conf`,
    text: lines(`description "${job}"`, "", ...content),
  });
  const ofType = (type: string) =>
    conf(`${app}-${type}`, `start on starting ${app}`, `stop on (runlevel [06] or stopping ${app})`);
  const ofProcess = (one: Process) => {
    const when = (what: string) => `(${what} ${app}-${one.type} or ${what} ${app})`;
    const pid = quoted(`/var/run/${app}/${name(of, one)}.pid`);
    const run = `exec ${one.command} >>${quoted(logOf(of, one, "stdout"))} 2>>${quoted(logOf(of, one, "stderr"))}`;
    return conf(name(of, one), `start on ${when("starting")}`, `stop on ${when("stopping")}`, [
      ...[`setuid ${of.user}`, `setgid ${of.group}`, `chdir ${of.directory}`, "respawn", ""],
      ...["script", ...variables(of, one).map((line) => `  ${line}`), `  ${run}`, "end script", ""],
      ...["post-start script", `  mkdir -p ${quoted(`/var/run/${app}`)}`],
      ...[`  status ${name(of, one)} | grep -o '[0-9]*$' | head -n 1 >${pid}`, "end script", ""],
      ...["post-stop script", `  rm -f ${pid}`, "end script"],
    ]);
  };
  const types = [...new Set(all.map(({ type }) => type))];
  const jobs = types.flatMap((type) => [ofType(type), ...all.filter((one) => one.type === type).map(ofProcess)]);
  return [...jobs, conf(app, "start on (started networking)", "stop on runlevel [06]")];
}

/** Lines of a shell that give a process its variables: what the host keeps for the app, its port and its name. */
const variables = (of: Exported, one: Process): string[] => [
  "set -a",
  ...["default", "sysconfig"].map((place) => `/etc/${place}/${of.app}`).map((file) => `if [ -r ${file} ]; then . ${file}; fi`),
  ...[`PORT=${one.port}`, `PS=${quoted(ps(of, one))}`],
  "set +a",
];

/** A script for each process, which starts and stops it. Contract: LSB's actions and exit codes. */
export const sysv = (of: Exported, all: readonly Process[]): ExportedFile[] =>
  all.map((one) => {
    const own = name(of, one);
    const inner = quoted(`cd ${quoted(of.directory)} && exec ${one.command}`);
    const outer = `${of.nice ? `nice -n ${quoted(of.nice)} ` : ""}chroot --userspec=${quoted(`${of.user}:${of.group}`)} / sh -c ${inner}`;
    const text = lines(
      ...["#!/bin/sh", "### BEGIN INIT INFO", `# Provides: ${own}`, "# Required-Start: $remote_fs $syslog"],
      ...["# Required-Stop: $remote_fs $syslog", "# Default-Start: 2 3 4 5", "# Default-Stop: 0 1 6"],
      ...[`# Short-Description: ${described(of, one)}`, "### END INIT INFO", ""],
      ...[`name=${quoted(own)}`, 'pidfile="/var/run/$name.pid"', variables(of, one), ""],
      "# 0 where it runs, 2 where it left its pid behind, 3 where it does not run.",
      ...[
        "state() {",
        '  if [ ! -s "$pidfile" ]; then return 3; fi',
        '  kill -0 "$(cat "$pidfile")" 2>/dev/null || return 2',
        "}",
        "",
      ],
      ...["start() {", '  if state; then echo "$name is already running"; return 0; fi'],
      of.prestart && [`  if [ "$PRESTART" != no ]; then`, `    ( ${of.prestart} ) || return`, "  fi"],
      `  mkdir -p ${quoted(of.logs)}`,
      [...of.limits].map(([letter, value]) => `  ulimit -${letter} ${quoted(value)}`),
      `  ${outer} >>${quoted(logOf(of, one, "stdout"))} 2>>${quoted(logOf(of, one, "stderr"))} &`,
      ...['  echo $! >"$pidfile"', '  echo "$name started"', "}", ""],
      ...["stop() {", "  if ! state; then return 0; fi", '  kill -TERM "$(cat "$pidfile")"'],
      `  left=${of.timeout}`,
      ...['  while state && [ "$left" -gt 0 ]; do sleep 1; left=$((left - 1)); done'],
      ...['  if state; then echo "$name stop failed; still running"; return 1; fi', '  echo "$name stopped"', "}", ""],
      ...['case "$1" in', "start) start ;;", "force-start) PRESTART=no && start ;;", "stop) stop ;;"],
      ...['force-stop) stop || kill -KILL "$(cat "$pidfile")" ;;', "restart) stop && start ;;"],
      ...[
        "status)",
        "  state",
        "  code=$?",
        '  if [ "$code" -eq 0 ]; then echo "$name is running"; else echo "$name is not running"; fi',
      ],
      ...["  exit $code", "  ;;", "*)", '  echo "Usage: $0 {start|force-start|stop|force-stop|status|restart}" >&2', "  exit 3"],
      ...["  ;;", "esac"],
    );
    return { path: `etc/init.d/${own}`, text, isProgram: true };
  });
