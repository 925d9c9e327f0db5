#!/usr/bin/env hokku
import { amountCommand } from "../lib/amount-command.ts";

export default amountCommand("reserve");
