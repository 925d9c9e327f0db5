#!/usr/bin/env hokku
import { hook } from "hokku";
import { refreshVectorConfig } from "./lib/refresh.ts";

export default hook("post-app-clone-setup", (io) => refreshVectorConfig(io));
