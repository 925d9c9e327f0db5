import type { Declaration } from "../../../plugins/common/lib/declaration.ts";
import { everyWord, wordsFor } from "../../lib/json-contract.ts";

/** The app of the limited keys, and the one that is not theirs. */
export const MINE = "mine";
export const OTHER = "other";

/** Words that mean another app, the host or a program, in any place; `host` is a folder of the host's with things to read. */
export const hostile = (host: string): readonly string[] => [
  OTHER,
  `../${OTHER}`,
  `${MINE}/../${OTHER}`,
  `${MINE}/../../host/secret`,
  "--global",
  "--all",
  ":global",
  `--app=${OTHER}`,
  `${host}/secret`,
  `../host/secret`,
  `@${host}/secret`,
  `file://${host}/repo.git`,
  `${host}/repo.git`,
  `${host}/files.tar`,
  `${host}/pair.pem`,
  `ext::touch ${host}/owned`,
  `--upload-pack=touch ${host}/owned`,
  `$(touch ${host}/owned)`,
  `;touch ${host}/owned;`,
  `|touch ${host}/owned`,
  `> ${host}/owned`,
  `dokku/${OTHER}:latest`,
  `${OTHER}.example.com`,
  `${OTHER}.web.1`,
  `--volume=${host}:/host`,
  "--privileged",
  "key",
  "\n",
  "a\0b",
];

/** Every line that a command's declaration makes of those words: each in each place of it, in each of its flags and properties. */
export function* lines(declaration: Declaration, host: string): Generator<readonly string[]> {
  const { name, args = "", flags = {}, settings = {} } = declaration;
  const bad = hostile(host);
  const [, ...valid] = wordsFor(declaration)
    .map((word) => (word === "web" ? MINE : word))
    .filter((word) => word !== "--json");
  yield [name, ...valid];
  yield [name, ...everyWord(declaration).map((word) => (word === "web" ? MINE : word))];
  for (let at = 0; at <= valid.length; at++)
    for (const word of bad) {
      yield [name, ...valid.toSpliced(at, 1, word)];
      yield [name, ...valid.toSpliced(at, 0, word)];
    }
  // Behind an app of one's own, whatever the other places are called.
  const more = [...args.matchAll(/<([^>]+)>/g)].length - valid.length;
  for (let count = 1; count <= more; count++) for (const word of bad) yield [name, ...valid, ...Array<string>(count).fill(word)];
  for (const [flag, { type }] of Object.entries(flags))
    for (const word of type === "boolean" ? [""] : bad) {
      const given = type === "boolean" ? [`--${flag}`] : [`--${flag}`, word];
      yield [name, ...given, ...valid];
      yield [name, ...valid, ...given];
      yield [name, ...given, OTHER, ...valid.slice(1)];
    }
  for (const property of Object.keys(settings))
    for (const word of bad) for (const app of [MINE, OTHER, "--global"]) yield [name, app, property, word];
}
