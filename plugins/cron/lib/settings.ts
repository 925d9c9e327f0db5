import { matching, settings, yesNo } from "hokku/settings";

/** One or more addresses with commas, or `""`, which has cron send no mail. What cron hands to the mail program is no place for more. */
const address = (summary: string) =>
  matching(summary, /^(""|[\w.+@-]+(,[\w.+@-]+)*)$/, 'use mail addresses with commas between them, or "" for no mail', {
    scope: "global",
  });

export default settings("cron", {
  mailfrom: address("sender of cron's mails"),
  mailto: address("who gets what the jobs print, by cron's mails"),
  maintenance: yesNo("whether jobs are suspended; true for all apps wins over an app's false", { default: "false" }),
});
