# Runs once for each user, however often it is applied.
resource "id360_user_action" "park_leavers" {
  name          = "park-leavers"
  action        = "move-users"
  app_config_id = "2000000000001"
  template = {
    id   = "2000000000001"
    data = [{ OPERATION = "DISABLE" }]
  }
  select = {
    filter   = "last_name eq \"Doe\""
    user_ids = ["2000000174052"]
  }
  retries = 1
}

# Users that were moved go on to another action. One that deletes them must say so, and why.
resource "id360_user_action" "delete_leavers" {
  name          = "delete-leavers"
  action        = "move-users"
  app_config_id = "2000000000001"
  template      = { id = "2000000000001" }
  select = {
    ou = {
      selected_ids      = ["2000000170001"]
      exclude_child_ous = true
    }
  }
  forward_to    = { action = "delete-users" }
  allow_removal = true
  acknowledge   = "left in March"
}
