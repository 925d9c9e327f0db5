import { type Command, command, detail, Exit, headline, type Io, trouble, write } from "hokku";
import { exclusively } from "hokku/exclusive";
import { properties } from "hokku/properties";
import type { LabelProxy } from "../label-proxy.ts";

/** Labels that somebody has added for an app, `name=value`. Contract: Dokku's file `labels` among the properties, one a line, sorted. */
export const extraLabels = (proxy: string, app: string, env: Io["env"]): string[] =>
  properties(proxy, env)
    .list(app, "labels")
    .filter((line) => !line.startsWith("#"));

interface Labels {
  readonly app: string;
  readonly labels: readonly string[];
}

const nameOf = (label: string): string => label.slice(0, label.indexOf("="));

/** `<proxy>:labels:add`. A label may lead anywhere, so that it is the host's to say. */
export const labelsAdd = <K extends string>({ name: proxy }: LabelProxy<K>): Command<Labels> =>
  command({
    name: `${proxy}:labels:add`,
    summary: `Give an app's containers a further label for ${proxy}, from the next start on`,
    args: "<app> <label> <value>",
    examples: [`dokku ${proxy}:labels:add node-app ${proxy}.directive value`],
    verbatim: true,
    reachesHost: true,
    run: ({ words: { app, label, value }, io }) => {
      if (!/^[A-Za-z0-9][\w.:/*-]*$/.test(label))
        throw new Exit(1, `${JSON.stringify(label)} cannot be a label's name; use letters, digits and ._:/*-`);
      if (/[\0\n]/.test(value)) throw new Exit(1, "A label's value is one line of text");
      return changed(io, proxy, app, (labels) => [...labels.filter((one) => nameOf(one) !== label), `${label}=${value}`]);
    },
    text: () => {},
  });

/** `<proxy>:labels:remove`. */
export const labelsRemove = <K extends string>({ name: proxy }: LabelProxy<K>): Command<Labels> =>
  command({
    name: `${proxy}:labels:remove`,
    summary: `Take such a label away from an app's containers`,
    args: "<app> <label>",
    examples: [`dokku ${proxy}:labels:remove node-app ${proxy}.directive`],
    reachesHost: true,
    run: ({ words: { app, label }, io }) => changed(io, proxy, app, (labels) => labels.filter((one) => nameOf(one) !== label)),
    text: () => {},
  });

function changed(io: Io, proxy: string, app: string, change: (labels: readonly string[]) => string[]): Promise<Labels> {
  return exclusively(io, proxy, app, () => {
    const own = properties(proxy, io.env);
    const labels = change(own.list(app, "labels")).sort();
    own.setList(app, "labels", labels);
    return { app, labels };
  });
}

/** `<proxy>:labels:show`, all, or the value of one. */
export const labelsShow = <K extends string>({ name: proxy }: LabelProxy<K>): Command<Labels> =>
  command({
    name: `${proxy}:labels:show`,
    summary: `Show what further labels for ${proxy} an app's containers get`,
    args: "<app> [<label>]",
    reads: true,
    examples: [`dokku ${proxy}:labels:show node-app`],
    run: ({ words: { app, label }, io }) => {
      const labels = extraLabels(proxy, app, io.env);
      return { app, labels: label ? labels.filter((one) => nameOf(one) === label) : labels, label };
    },
    text: ({ app, labels, label }: Labels & { readonly label?: string | undefined }, io) => {
      if (label) for (const one of labels) write(io, `${one.slice(label.length + 1)}\n`);
      else if (!labels.length) trouble(`No ${proxy} labels set for ${app}`);
      else {
        headline(io, `${app} ${proxy} labels`);
        for (const one of labels) detail(io, one);
      }
    },
  });
