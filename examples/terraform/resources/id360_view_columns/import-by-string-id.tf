import {
  to = id360_view_columns.move_users
  id = "move-users/2000000000001" # the action and the app configuration
}
