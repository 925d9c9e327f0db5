#!/usr/bin/env hokku
import { clearCommand } from "../lib/amount-command.ts";

export default clearCommand("reserve");
