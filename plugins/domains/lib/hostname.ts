import { isIP } from "node:net";
import { domainToASCII } from "node:url";
import { Exit } from "hokku";

/** Contract: what Dokku takes, which is wide enough for nginx's `.example.com` and `www.example.*`, and `_` besides. */
const TAKEN = /^[a-z0-9._*-]*[a-z0-9_*-]$/;

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
  if (name === "*") return 'a "*" needs a name beside it, as in *.example.com; "_" is any name that nobody else has';
  if (!TAKEN.test(name)) return 'it can hold letters, digits, "-", "_", "*" and dots only';
  const long = name.split(".").find((label) => label.length > 63);
  if (long) return `${long.slice(0, 20)}... has ${long.length} characters, 63 are allowed between two dots`;
  return name.includes("..") ? "a part between two dots is empty" : undefined;
}

/** Whether only those can reach it who have written it into a file of hosts, or run a DNS of their own. */
export const isPrivate = (name: string): boolean => !/[.:_]|^localhost$/.test(name);
