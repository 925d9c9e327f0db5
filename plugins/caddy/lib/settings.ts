import { commonSettings } from "hokku/label-proxy";
import { matching, settings, yesNo } from "hokku/settings";

export default settings("caddy", {
  ...commonSettings("lucaslorentz/caddy-docker-proxy:2.13"),
  "polling-interval": matching("how often it looks for containers", /^(\d+(ms|[smh]))+$/, "use a number and a unit, such as 5s", {
    default: "5s",
    scope: "global",
  }),
  "tls-internal": yesNo("whether it signs certificates itself, for who trusts it", { default: "false" }),
});
