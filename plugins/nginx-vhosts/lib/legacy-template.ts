import { Exit } from "hokku";

/**
 * Renders `nginx.conf.template` of Dokku 0.3 and 0.4: there it was the inside of a shell's double quotes. `$NAME` and `${NAME}`
 * are variables, a backslash keeps the next character, quotes vanish. What would run a program is refused with its line; a
 * name nobody has set stays, as it is most likely one of nginx's that was not escaped.
 */
export function renderLegacy(template: string, variables: Readonly<Record<string, string>>, name: string): string {
  const command = /(?<!\\)(\$\(|`)/.exec(template);
  if (command) {
    const line = template.slice(0, command.index).split("\n").length;
    throw new Exit(1, `${name}:${line}: a template cannot run programs; write what it would print`);
  }
  return template.replace(
    /\\([\s\S])|\$(?:\{(\w+)\}|(\w+))|(")/g,
    (all, kept: string, braced: string, bare: string, quote: string) => {
      if (kept !== undefined) return /["$`\\]/.test(kept) ? kept : kept === "\n" ? "" : all;
      if (quote) return "";
      return variables[braced ?? bare] ?? all;
    },
  );
}

/** That era kept the addresses out of the template: `proxy_pass http://<app>` finds them in an upstream that is added. */
export function withUpstream(text: string, app: string, listeners: string): string {
  if (new RegExp(`upstream\\s+${RegExp.escape(app)}\\s*\\{`).test(text)) return text;
  const servers = listeners.split(" ").filter(Boolean);
  return `upstream ${app} {\n${servers.map((server) => `  server ${server};\n`).join("")}}\n${text}`;
}
