import { isIP } from "node:net";
import { domainToASCII } from "node:url";
import { Exit } from "hokku";

/** A label of a host name: letters, digits, "-" and "_" inside, 63 at most. */
const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/;

/** A domain in the form it is kept in, lower case; what is none is refused with the reason. `_` stands for "any name nobody owns". */
export function domainName(given: string): string {
  const name = given.toLowerCase().replace(/\.$/, "");
  const reason = name === "_" || isIP(name) ? undefined : problem(name);
  if (reason) throw new Exit(1, `${JSON.stringify(given.slice(0, 100))} is not a domain: ${reason}`);
  return name;
}

function problem(name: string): string | undefined {
  if (!name) return "it is empty";
  if (name.length > 253) return `it has ${name.length} characters, 253 are allowed`;
  const ascii = /[^\0-\x7f]/.test(name) ? domainToASCII(name) : "";
  if (ascii) return `write it as DNS does: ${ascii}`;
  const labels = name.split(".");
  if (
    labels.slice(1).some((label) => label.includes("*")) ||
    (labels[0]?.includes("*") && (labels[0] !== "*" || labels.length < 2))
  )
    return 'a "*" can only be the whole first part, as in *.example.com';
  const wrong = labels.find((label) => label !== "*" && !LABEL.test(label));
  if (wrong === undefined) return undefined;
  return wrong
    ? `${JSON.stringify(wrong)} can hold letters, digits and "-" only, 63 at most`
    : "a part between two dots is empty";
}
