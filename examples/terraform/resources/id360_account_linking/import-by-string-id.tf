import {
  to = id360_account_linking.tenant
  id = "account_linking" # there is one in a tenant
}
