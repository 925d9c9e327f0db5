import { WHOLE } from "hokku/report-schema";
import { matching, settings, yesNo } from "hokku/settings";

/** How much an archive may hold, in files and bytes. */
const count = (usual: string) => matching(/^[1-9]\d{0,14}$/, "use a whole number", { default: usual, schema: WHOLE });

export default settings("git", {
  "archive-max-files": count("10000"),
  "archive-max-size": count("1073741824"),
  "deploy-branch": { is: "text", default: "master", refuse: notABranch },
  "keep-git-dir": yesNo({ default: "false" }),
  "rev-env-var": matching(/^[A-Za-z_]\w*$/, "a variable's name has letters, digits and _ only"),
  "source-image": { is: "image" },
});

/** Says what is wrong with the name of a branch. Contract: git-check-ref-format. */
export function notABranch(name: string): string | undefined {
  const parts = name.split("/");
  if (/[\p{Cc} ~^:?*[\\]|\.\.|@\{|\/\/|^[-/]|[/.]$|^@$/u.test(name)) return "git allows no branch of that name";
  if (parts.some((part) => part.startsWith(".") || part.endsWith(".lock"))) return "git allows no branch of that name";
  return name.startsWith("refs/") ? "leave out refs/heads/" : undefined;
}
