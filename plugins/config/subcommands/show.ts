#!/usr/bin/env hokku
import { show } from "../lib/show.ts";

export default show("config:show");
