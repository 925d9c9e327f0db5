import { properties } from "hokku/properties";
import { type Keys, report } from "hokku/report";
import { as, YES_NO } from "hokku/report-schema";
import { GLOBAL } from "hokku/scope";

/** What Dokku's plugin keeps of an app or for all. Its token is nobody's to see. */
const OF_APPS = [
  "cert-issuer-kind",
  "cert-issuer-name",
  "deploy-timeout",
  "image-pull-secrets",
  "kustomize-root-path",
  "letsencrypt-email-prod",
  "letsencrypt-email-stag",
  "letsencrypt-server",
  "namespace",
  "rollback-on-failure",
  "shm-size",
];

/** What it keeps for all only. */
const OF_HOST = ["ingress-class", "kube-context", "kubeconfig-path", "network-interface"];

/** What is in the property store, and no defaults: there is nothing here that would go by them. */
const keys = (global: boolean): Keys => {
  const own = global ? [] : OF_APPS.map((key) => [key, ({ env }, app) => kept(env).get(app, key)] as const satisfies Entry);
  const all = [...OF_APPS, ...OF_HOST].flatMap((key): Entry[] => [
    [`global-${key}`, ({ env }) => kept(env).get(GLOBAL, key)],
    [`computed-${key}`, ({ env }, app) => kept(env).computed(app, key)],
  ]);
  const found = [...own, ...all].map(([name, ask]): Entry => [`scheduler-k3s-${name}`, ask]);
  return { "scheduler-k3s-supported": as(YES_NO, () => "false"), ...Object.fromEntries(found) };
};

type Entry = readonly [name: string, ask: Keys[string]];

const kept = (env: Parameters<typeof properties>[1]) => properties("scheduler-k3s", env);

/** `scheduler-k3s:report`. */
export const k3sReport = report({
  plugin: "scheduler-k3s",
  summary: "Show what Dokku's scheduler for Kubernetes has kept of one app or of all; nothing here acts on it",
  keys: keys(false),
  globalKeys: keys(true),
});
