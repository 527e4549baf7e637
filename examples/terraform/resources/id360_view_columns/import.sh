# The action and the app configuration.
terraform import id360_view_columns.move_users move-users/2000000000001
