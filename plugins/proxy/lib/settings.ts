import { WHOLE } from "hokku/report-schema";
import { matching, type Setting, settings, yesNo } from "hokku/settings";

const port: Setting = {
  is: "value",
  schema: WHOLE,
  refuse: (value) => (/^\d+$/.test(value) && Number(value) > 0 && Number(value) < 65536 ? undefined : "it is a port, 1 to 65535"),
};

export default settings("proxy", {
  disabled: yesNo({ scope: "app" }),
  "proxy-port": port,
  "proxy-ssl-port": port,
  type: matching(/^[a-z0-9][a-z0-9-]*$/, "it is the name of a proxy, as nginx or port-proxy"),
});
