import { execFileSync } from "node:child_process";
import t from "tap";
import { programCalls } from "../lib/programs.ts";
import { baseImage } from "./apps.ts";

const ALSO = "com.dokku.docker-image-labeler/alternate-tags";

t.test("docker-image-labeler relabels an image in its place, and notes what else it is called", async (t) => {
  const image = `hokku-test-labels:${process.pid}`;
  const docker = (...words: string[]) => execFileSync("docker", words, { encoding: "utf8" });
  const labels = () => JSON.parse(docker("image", "inspect", "--format={{json .Config.Labels}}", image));
  execFileSync("docker", ["build", "--quiet", "--tag", image, "-"], {
    input: `FROM ${baseImage()}\nLABEL a=1 gone=x\nCMD ["y"]\n`,
  });
  t.teardown(() => docker("image", "rm", "--force", image));

  programCalls(t, "docker-image-labeler", {}, [
    { words: ["relabel", "--label=a=2,b=x=y", "--label", 'c=$HOME "q" \\', image] },
    { words: ["relabel", image], code: 1, err: /No labels specified/ },
    { words: ["relabel", "--label==x", image], code: 1, err: /Invalid label specified/ },
    { words: ["relabel", "--label=a=1\nRUN x", image], code: 1, err: /line breaks/ },
    { words: ["relabel", "--remove-label=gone,a", "--remove-label=nothing", "--label=a=2", image] },
    { words: ["relabel", "--remove-label=none", "--label=a=2", image] },
    { words: "relabel --label=a=1 hokku-test-no-such-image:1", code: 1, err: /[Nn]o such image/ },
    { words: "relabel --label=a=1", code: 1, err: /requires 1 argument: <image-name>/ },
    { words: "version", out: /^\d+\.\d+\.\d+\n$/ },
  ]);
  t.strictSame(JSON.parse(docker("image", "inspect", "--format={{json .Config.Cmd}}", image)), ["y"], "all else stays");
  t.equal(docker("image", "ls", "--quiet", image).trim().split("\n").length, 1);
  const also = JSON.stringify([image]);
  t.strictSame(labels(), { a: "2", b: "x=y", c: '$HOME "q" \\', [ALSO]: also });
});
