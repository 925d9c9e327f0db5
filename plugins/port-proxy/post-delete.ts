#!/usr/bin/env hokku
import { hook } from "hokku";
import { releasePublicPorts } from "./lib/public-ports.ts";

export default hook("post-delete", (io, app) => releasePublicPorts(app, io.env));
