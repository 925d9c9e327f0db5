#!/usr/bin/env hokku
import { hook } from "hokku";
import { properties } from "hokku/properties";

export default hook("post-app-rename-setup", ({ env }, old, app) => {
  const store = properties("registry", env);
  if (!store.keys(old).length) return;
  store.destroy(app);
  store.rename(old, app);
});
