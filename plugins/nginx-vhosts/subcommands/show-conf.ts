#!/usr/bin/env hokku
import { showConfigCommand } from "../lib/show-config.ts";

export default showConfigCommand("nginx:show-conf", true);
