#!/usr/bin/env hokku
import { hook } from "hokku";
import { create } from "./lib/create.ts";

export default hook("app-create", create);
