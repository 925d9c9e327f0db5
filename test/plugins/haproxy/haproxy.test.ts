import t from "tap";
import { checkLabelProxy } from "../../lib/label-proxy.ts";

checkLabelProxy(t, "haproxy", {
  plain: [
    "haproxy.web-web.redirect_ssl=false",
    "haproxy.web-web.localport=5000",
    "haproxy.web-web.mode=http",
    "haproxy.web-web.port=80",
    "haproxy.web-web.host=web.example.com,www.example.com",
  ],
  secure: ["haproxy.web-web.redirect_ssl=true", "haproxy.web-web-https.letsencrypt=true", "haproxy.web-web-https.localport=5000"],
});
