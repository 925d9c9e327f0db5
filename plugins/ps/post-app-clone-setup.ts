#!/usr/bin/env hokku
import { hook } from "hokku";
import { appData } from "hokku/app-data";

export default hook("post-app-clone-setup", (io, old, fresh) => appData("ps", io.env).clone(old, fresh));
