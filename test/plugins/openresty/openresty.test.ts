import t from "tap";
import { checkLabelProxy } from "../../lib/label-proxy.ts";

checkLabelProxy(t, "openresty", {
  plain: [
    "openresty.letsencrypt=false",
    "openresty.access-log-path=/var/log/nginx/web-access.log",
    "openresty.client-max-body-size=1m",
    "openresty.proxy-busy-buffer-size=8k",
    "openresty.domains=web.example.com www.example.com",
    "openresty.port-mapping=http:80:5000",
    "openresty.https-port=443",
  ],
  secure: ["openresty.letsencrypt=true"],
});
