#!/usr/bin/env hokku
import { hook } from "hokku";
import { properties } from "hokku/properties";

/** Entries and their data outlive the app that mounted them. */
export default hook("post-delete", ({ env }, app) => properties("storage", env).destroy(app));
