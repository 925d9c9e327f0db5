#!/usr/bin/env hokku
import { hook } from "hokku";
import { setUp } from "./lib/set-up.ts";

export default hook("post-create", setUp);
