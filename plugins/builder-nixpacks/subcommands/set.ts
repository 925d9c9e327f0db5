#!/usr/bin/env hokku
import { propertyCommand } from "hokku/property-command";
import nixpacks from "../lib/settings.ts";

export default propertyCommand(nixpacks, {
  examples: ["dokku builder-nixpacks:set node-app nixpackstoml-path deploy/nixpacks.toml"],
});
