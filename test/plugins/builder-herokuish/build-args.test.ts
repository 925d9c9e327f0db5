import t from "tap";
import { buildArgs } from "../../../plugins/builder-herokuish/lib/build-args.ts";

const words = (options: readonly string[] = []) =>
  buildArgs({
    app: "web",
    image: "dokku/web:latest",
    name: "web.build.1",
    environment: "/tmp/x",
    global: [],
    authorities: [],
    options,
  });

t.test("the cache of an app is a volume that is known to be the app's", async (t) => {
  const [mount = ""] = words().filter((word) => word.startsWith("--mount="));
  t.same(mount.replace("--mount=", "").split(","), [
    "type=volume",
    "source=cache-web",
    "target=/cache",
    "volume-label=com.dokku.app-name=web",
    "volume-label=com.dokku.builder-type=herokuish",
  ]);
});

t.test("what plugins add stands in front of the image, and the program behind it", async (t) => {
  t.same(words(["--env=A=b"]).slice(-3), ["--env=A=b", "dokku/web:latest", "/build"]);
});
