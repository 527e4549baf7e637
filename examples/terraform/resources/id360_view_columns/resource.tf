resource "id360_view_columns" "move_users" {
  action        = "move-users"
  app_config_id = "2000000000001"
  columns       = ["first_name", "last_name", "email"] # the order counts
}
