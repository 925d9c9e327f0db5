import { WHOLE } from "hokku/report-schema";
import { matching, type Setting, settings, yesNo } from "hokku/settings";

const port = (summary: string): Setting => ({
  is: "value",
  summary,
  schema: WHOLE,
  refuse: (value) => (/^\d+$/.test(value) && Number(value) > 0 && Number(value) < 65536 ? undefined : "it is a port, 1 to 65535"),
});

export default settings("proxy", {
  disabled: yesNo("whether no proxy serves the app", { scope: "app" }),
  "proxy-port": port("where http is served"),
  "proxy-ssl-port": port("where https is served"),
  type: matching(
    "the proxy that serves the app; nginx where it is installed, else port-proxy",
    /^[a-z0-9][a-z0-9-]*$/,
    "it is the name of a proxy, as nginx or port-proxy",
  ),
});
