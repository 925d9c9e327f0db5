#!/usr/bin/env hokku
import { hook } from "hokku";
import { carryOver } from "./lib/carry-over.ts";

export default hook("post-app-clone-setup", carryOver);
