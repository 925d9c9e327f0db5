#!/usr/bin/env bats
# shellcheck source=/dev/null
source "$BATS_TEST_DIRNAME/../node_modules/hokku/plugins/common/lib/testing-functions"

setup() { setup_root --name greet "$BATS_TEST_DIRNAME/.." web; }
teardown() { teardown_root; }

@test "a command greets an app" {
  run dokku greet:hello web
  [[ $status -eq 0 ]]
  [[ $output == "-----> Hello, web" ]]
  run dokku greet:hello nobody
  [[ $status -eq 20 ]]
}

@test "a property says by which word, and the report shows it" {
  dokku greet:set web word Ahoy
  run dokku greet:report web --greet-word
  [[ $output == Ahoy ]]
  run dokku greet:set web word "a greeting that takes up more than forty characters"
  [[ $status -eq 1 ]]
}

@test "a hook greets an app that was deployed" {
  dokku greet:set web word Ahoy
  run run_hook post-deploy web 5000 127.0.0.1 latest
  [[ $output == "-----> Ahoy, web: you are out" ]]
}
