import { commonSettings } from "hokku/label-proxy";
import { settings, whole } from "hokku/settings";

export default settings("haproxy", {
  ...commonSettings("byjg/easy-haproxy:6.1.1"),
  "refresh-conf": whole("every how many seconds it looks for containers", { default: "10", scope: "global" }),
});
