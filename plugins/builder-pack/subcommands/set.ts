#!/usr/bin/env hokku
import { propertyCommand } from "hokku/property-command";
import pack from "../lib/settings.ts";

export default propertyCommand(pack, { examples: ["dokku builder-pack:set node-app projecttoml-path deploy/project.toml"] });
