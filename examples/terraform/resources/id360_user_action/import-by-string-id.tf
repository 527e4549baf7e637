# Importing says that it has run for these users: it is never run for them again.
import {
  to = id360_user_action.park_leavers
  id = jsonencode({
    name          = "park-leavers"
    action        = "move-users"
    app_config_id = "2000000000001"
    template      = { id = "2000000000001", data = [{ OPERATION = "DISABLE" }] }
    select        = { filter = "last_name eq \"Doe\"", user_ids = ["2000000174052"] }
    retries       = 1
  })
}
