#!/usr/bin/env hokku
import { validateCommand } from "../lib/validate.ts";

export default validateCommand("nginx:validate-config");
