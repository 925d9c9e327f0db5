#!/usr/bin/env hokku
import { addCommand } from "../lib/add-command.ts";

export default addCommand("update");
