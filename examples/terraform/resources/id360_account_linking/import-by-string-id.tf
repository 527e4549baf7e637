import {
  to = id360_account_linking.tenant
  id = "account_linking" # there is one in a tenant
}

# What the tenant does not show (mode, sync, acknowledge) is taken from an id that says it: a JSON object of the arguments.
# import {
#   to = id360_account_linking.tenant
#   id = jsonencode({ acknowledge = "first enabling, reviewed in #12" })
# }
