import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { stackImage } from "../../../plugins/builder-herokuish/lib/stack.ts";

/** A docker that has the images named in HERE, newest first, and can pull none. */
const DOCKER = `#!/usr/bin/env bash
case "$1 $2" in
"image inspect") for image in $HERE; do if [[ $image == "\${*: -1}" ]]; then echo id; exit 0; fi; done; exit 1 ;;
"image ls") for image in $HERE; do if [[ $image == hokku/stack:* ]]; then echo "$image"; fi; done ;;
*) exit 1 ;;
esac
`;
const STANDARD = "gliderlabs/herokuish:latest-24";

/** Which image is taken: DOKKU_IMAGE, what is here, and what comes of it. */
const table: [image: string, here: string, taken: string | RegExp][] = [
  [STANDARD, `hokku/stack:bookworm ${STANDARD}`, STANDARD],
  [STANDARD, "busybox:latest hokku/stack:trixie hokku/stack:latest", "hokku/stack:trixie"],
  [STANDARD, "busybox:latest", /cannot be pulled; make one, as root: \/.*\/scripts\/build-stack$/],
  ["mine/stack:1", "hokku/stack:trixie", /mine\/stack:1 is not on this host/],
  [
    "hokku/stack:bookworm",
    "busybox:latest",
    /hokku\/stack:bookworm could not be made; .* run on this machine: \/.*\/scripts\/build-stack$/,
  ],
  ["hokku/stack:bookworm", "hokku/stack:bookworm", "hokku/stack:bookworm"],
  ["hokku/stack:bookworm-old", "hokku/stack:bookworm", /hokku\/stack:bookworm-old is not on this host/],
  ["mine/stack:1", "mine/stack:1 hokku/stack:trixie", "mine/stack:1"],
];

t.test("case 6: a stack image that was made here is used where nobody has named one", async (t) => {
  const folder = t.testdir({});
  const docker = join(folder, "docker");
  writeFileSync(docker, DOCKER);
  chmodSync(docker, 0o755);
  for (const [image, here, taken] of table) {
    const PATH = `${folder}:${process.env.PATH}`;
    const env = { ...process.env, PATH, DOCKER_BIN: docker, HERE: here, DOKKU_IMAGE: image, DOKKU_QUIET_OUTPUT: "1" };
    const found = stackImage({ env, cwd: "/", stdin: Buffer.alloc(0), stdout: () => {} }, "web", "/");
    if (typeof taken === "string") t.equal(await found, taken, `${image} of ${here}`);
    else await t.rejects(found, { code: 1, message: taken }, `${image} of ${here}`);
  }
});
