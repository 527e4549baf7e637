# Checks the configuration against a simulated tenant; no other is touched. In two shells:
#
#   npx trueup simulate --devices 40 --seed 7 --port 8360
#
#   export ID360_BASE_URL=http://127.0.0.1:8360/api/v1 ID360_ACCESS_TOKEN=any
#   terraform init
#   terraform test

# A name of its own, and so a ledger of its own: what is remembered of this tenant is not in the way of the real one.
provider "id360" {
  tenant = "simulated"
}

run "plans_every_device_of_a_platform" {
  command = plan

  assert {
    condition     = output.devices["Windows"] > 0
    error_message = "No Windows device is selected."
  }
}

run "applies" {
  assert {
    condition     = alltrue([for id, state in id360_device_set.fleet["Windows"].members : state == "approved"])
    error_message = "A Windows device is not approved."
  }
}

run "keeps_every_device" {
  command = plan

  assert {
    condition     = output.devices == run.applies.devices
    error_message = "Another plan selects other devices."
  }
}

run "takes_no_other_platform" {
  command = plan

  variables {
    platforms = ["Windows NT"]
  }

  expect_failures = [var.platforms]
}
