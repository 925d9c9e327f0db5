#!/usr/bin/env hokku
import { hook } from "hokku";
import { copyApp } from "./lib/copy-app.ts";

export default hook("post-app-rename-setup", copyApp);
