import t from "tap";
import { root } from "../../lib/root.ts";

t.test("Kubernetes stays out; what Dokku's scheduler for it has kept on a host that was taken over is shown", async (t) => {
  const { dokku, put } = root(t);
  t.match(dokku(["scheduler-k3s:report"]), { code: 0, err: /You haven't deployed any applications yet/ });
  dokku(["apps:create", "web"]);
  put("lib/config/scheduler-k3s/web/namespace", "shop");
  put("lib/config/scheduler-k3s/--global/shm-size", "64m");
  put("lib/config/scheduler-k3s/--global/token", "hunter2");
  const shown = dokku(["scheduler-k3s:report", "web"]);
  t.match(shown.out, /=====> web scheduler-k3s information/);
  t.match(shown.out, /Scheduler k3s supported: +false\n/i);
  t.match(shown.out, /Scheduler k3s namespace: +shop\n/i);
  t.match(shown.out, /Scheduler k3s computed shm size: +64m\n/i);
  t.match(shown.out, /Scheduler k3s computed kubeconfig path: *\n/i, "no default of what is not here");
  t.notMatch(`${shown.out}${dokku(["scheduler-k3s:report", "--global", "--format", "json"]).out}`, /hunter2/);
  t.equal(dokku(["scheduler-k3s:report", "--global", "--scheduler-k3s-global-shm-size"]).out, "64m\n");
  t.match(dokku(["scheduler-k3s:report", "nope"]), { code: 20 });
  for (const command of ["initialize", "set", "cluster-add"])
    t.match(dokku([`scheduler-k3s:${command}`, "web"]), { code: 1, err: /Kubernetes is not for Hokku/ }, command);
});
