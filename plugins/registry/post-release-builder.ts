#!/usr/bin/env hokku
import { hook } from "hokku";
import { release } from "./lib/push.ts";

export default hook("post-release-builder", (io, _builder, app, image) => release(io, app, image));
