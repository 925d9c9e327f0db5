#!/usr/bin/env hokku
import { hook } from "hokku";

export default hook("scheduler-is-deployed", (_io, scheduler) => (scheduler === "null" ? 1 : 0));
