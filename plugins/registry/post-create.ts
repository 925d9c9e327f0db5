#!/usr/bin/env hokku
import { hook } from "hokku";
import { credentials, makeFolder } from "./lib/credentials.ts";

export default hook("post-create", ({ env }, app) => void makeFolder(credentials(env, app)));
