#!/usr/bin/env hokku
import { command, Exit, headline } from "hokku";
import { isApp, validAppName } from "hokku/apps";
import { authorizedKeys, authorizedKeysFile } from "hokku/authorized-keys";
import { readText } from "hokku/files";
import { knownProperty, properties } from "hokku/properties";
import { canBeLimited, scopeOf } from "../lib/limits.ts";

export default command({
  name: "user-auth:set",
  summary:
    "Limit an SSH key to named apps (apps) or to reading (access), or allow it commands all the same (commands); without a value, undo that",
  args: "<key-name> <property> [<value>...]",
  examples: [
    "dokku user-auth:set ci apps web api",
    "dokku user-auth:set intern access read",
    "dokku user-auth:set ci commands 'redis:*'",
    "dokku user-auth:set ci apps",
  ],
  run: ({ words: { "key-name": name, property, value: given }, io: { env } }) => {
    if (env.FINGERPRINT) throw new Exit(1, "What keys may do is set on the host, not with a key; run there: dokku user-auth:set");
    if (!canBeLimited(name)) throw new Exit(1, `${JSON.stringify(name)} cannot be limited: give the key another name`);
    knownProperty(property, ["access", "apps", "commands"]);
    const value = given.flatMap((word) => word.split(/[\s,]+/)).filter(Boolean);
    if (property === "apps") for (const app of value) if (!isApp(app, env)) validAppName(app);
    if (property === "commands") value.forEach(validCommand);
    if (property === "access" && (value.length > 1 || !["read", "write", undefined].includes(value[0])))
      throw new Exit(1, `access is read or write, not ${JSON.stringify(value.join(" "))}`);
    const isThere = authorizedKeys(readText(authorizedKeysFile(env)) ?? "").some((key) => key.name === name);
    if (value.length && !isThere) throw new Exit(1, `There is no key called ${name}; see: dokku ssh-keys:list`);
    properties("user-auth", env).set(scopeOf(name), property, value.join(" "));
    return { name, property, value: value.join(" ") };
  },
  text: ({ name, property, value }, io) =>
    headline(io, value ? `Key ${name}: ${property} is ${value}` : `Key ${name}: ${property} is not limited`),
});

function validCommand(word: string): void {
  if (!/^[\w-]+(:(\*|[\w:-]+))?$/.test(word))
    throw new Exit(1, `${JSON.stringify(word)} is no command; use its name, such as redis:info, or redis:* for all of a plugin`);
}
