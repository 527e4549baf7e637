# Importing says that the requests were made: they are not made again.
import {
  to = id360_user_move.to_managers
  id = jsonencode({
    name        = "to-managers"
    domain      = "admp.local"
    container   = "OU=managers,DC=admp,DC=local"
    subject     = "Move users"
    priority    = "High"
    description = "Promoted in spring"
    accounts    = ["john", "jane.smith"]
  })
}
