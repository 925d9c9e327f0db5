import { basename, dirname } from "node:path";
import { toBytes, toText } from "./bytes.ts";
import { dataFunctions } from "./data-functions.ts";
import { asString, onAny, type TemplateFunction } from "./function.ts";
import { contents, entries, lookUp } from "./reach.ts";
import type { Session } from "./session.ts";
import { Trouble } from "./trouble.ts";
import { isDict, Stream, stringOf, type Value } from "./value.ts";

/** Renders a template found on the way: its bytes, its name, its variables. */
export type Renderer = (text: string, name: string, variables: Map<string, Value>, session: Session) => string;

/** Sigil's functions that reach out of the template: files, other templates, variables, the world. */
export function fileFunctions(session: Session, render: Renderer): Readonly<Record<string, TemplateFunction>> {
  const read = (file: Value): string => (file instanceof Stream ? file.text : contents(found(session, file)));
  const names = (folder: Value, asker: string, wanted: (isFolder: boolean) => boolean): Value =>
    entries(session.reach, toText(stringOf(folder, asker)))
      .filter((entry) => wanted(entry.isFolder))
      .map((entry) => toBytes(entry.name));
  return {
    ...dataFunctions(read),
    file: onAny(1, (file = null) => read(file)),
    text: onAny(1, (file = null) => read(file)),
    exists: onAny(1, (file = null) => place(session, stringOf(file, "exists")) !== undefined),
    dir: onAny(1, (folder = null) => names(folder, "dir", () => true)),
    dirs: onAny(1, (folder = null) => names(folder, "dirs", (isFolder) => isFolder)),
    files: onAny(1, (folder = null) => names(folder, "files", (isFolder) => !isFolder)),
    var: { takes: ["string"], call: (name) => session.environment.get(asString(name)) ?? "" },
    stdin: { takes: [], call: () => session.outside.stdin() },
    sh: onAny(1, (line = null) => session.outside.run(stringOf(line, "sh"))),
    httpget: onAny(1, (url = null) => session.outside.get(stringOf(url, "httpget"))),
    include: {
      takes: ["string"],
      more: "any",
      call: (file = null, ...variables) => {
        const path = found(session, file);
        const folders = [dirname(path), ...session.folders];
        return render(contents(path), basename(path), variablesOf(variables), { ...session, folders });
      },
    },
    render: {
      takes: [],
      more: "any",
      call: (...words) => render(stringOf(words.at(-1) ?? null, "render"), "<render>", variablesOf(words.slice(0, -1)), session),
    },
  };
}

function place(session: Session, file: string): string | undefined {
  return lookUp(session.reach, session.folders, toText(file));
}

function found(session: Session, file: Value): string {
  const path = place(session, stringOf(file, "file"));
  if (path === undefined) throw new Trouble(`Not found in path: ${stringOf(file, "file")} [${session.folders.join(" ")}]`);
  return path;
}

/** `"name=value"` words and maps; anything else is passed over. */
function variablesOf(words: readonly Value[]): Map<string, Value> {
  return new Map(
    words.flatMap((word): [string, Value][] => {
      if (isDict(word)) return [...word];
      const [, name = "", value = ""] = typeof word === "string" ? (/^([^=]*)=([\s\S]*)$/.exec(word) ?? []) : [];
      return typeof word === "string" && word.includes("=") ? [[name, value]] : [];
    }),
  );
}
