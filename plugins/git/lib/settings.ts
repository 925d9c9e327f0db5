import { WHOLE } from "hokku/report-schema";
import { matching, settings, yesNo } from "hokku/settings";

const count = (summary: string, usual: string) =>
  matching(summary, /^[1-9]\d{0,14}$/, "use a whole number", { default: usual, schema: WHOLE });

export default settings("git", {
  "archive-max-files": count("files an archive may hold", "10000"),
  "archive-max-size": count("bytes an archive may hold, packed and unpacked", "1073741824"),
  "deploy-branch": { is: "text", summary: "the branch whose pushes deploy", default: "master", refuse: notABranch },
  "keep-git-dir": yesNo("whether the build has the folder .git", { default: "false" }),
  "rev-env-var": matching(
    "variable with the commit that runs; GIT_REV where unset, none where empty",
    /^[A-Za-z_]\w*$/,
    "a variable's name has letters, digits and _ only",
  ),
  "source-image": { is: "image", summary: "the image that git:from-image deployed" },
});

/** Says what is wrong with the name of a branch. Contract: git-check-ref-format. */
export function notABranch(name: string): string | undefined {
  const parts = name.split("/");
  if (/[\p{Cc} ~^:?*[\\]|\.\.|@\{|\/\/|^[-/]|[/.]$|^@$/u.test(name)) return "git allows no branch of that name";
  if (parts.some((part) => part.startsWith(".") || part.endsWith(".lock"))) return "git allows no branch of that name";
  return name.startsWith("refs/") ? "leave out refs/heads/" : undefined;
}
