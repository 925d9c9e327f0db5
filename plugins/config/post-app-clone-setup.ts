#!/usr/bin/env hokku
import { hook } from "hokku";
import { copy } from "./lib/copy.ts";

export default hook("post-app-clone-setup", copy);
