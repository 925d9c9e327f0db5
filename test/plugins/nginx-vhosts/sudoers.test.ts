import t from "tap";
import { sudoersText } from "../../../plugins/nginx-vhosts/lib/sudoers.ts";

t.test("what the apps' user may do to nginx, in the words of plugins of all years", async (t) => {
  const text = sudoersText({ PATH: "/usr/sbin:/usr/bin", DOKKU_SYSTEM_GROUP: "apps" });
  t.match(text, /^%apps ALL=\(root\) NOPASSWD: /);
  const rows = [
    /\/bin\/systemctl reload nginx,/,
    /\/bin\/systemctl is-active --quiet nginx,/,
    /, \/etc\/init\.d\/nginx reload,/,
    /, \/usr\/sbin\/invoke-rc\.d nginx reload,/,
    /nginx -t,/,
  ];
  for (const row of rows) t.match(text, row);
  t.notMatch(text, /NOPASSWD: ALL|,\s*(\/\S+)\s*(,|$)/, "no program without its words");
});
