import t from "tap";
import { checkLabelProxy, labelHost } from "../../lib/label-proxy.ts";

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

t.test("its container reads the labels that apps' containers have", async (t) => {
  const { dokku, calls } = labelHost(t, "openresty");
  calls();
  t.equal(dokku(["openresty:start"]).code, 0);
  const words = calls().flat().join(" ");
  t.match(words, /OPENRESTY_LABEL_PREFIX=openresty\. /);
  t.notMatch(words, /LETSENCRYPT/, "and asks for no certificates before it has an address to tell");
});
